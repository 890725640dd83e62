import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openNotifySocket } from "../../testing/notify-socket.ts";

const fixture = new URL("./a-service.fixture.ts", import.meta.url).pathname;
let dir: string;
const running: Bun.Subprocess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "lifecycle-"));
});
afterEach(() => {
  for (const process of running.splice(0)) process.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
});

function service(behaviour: string, env: Record<string, string> = {}) {
  const child = Bun.spawn([process.execPath, fixture, behaviour], {
    env: { ...process.env, ...env },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
  });
  running.push(child);
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  const reads = async (): Promise<boolean> => {
    const { value, done } = await output.read();
    said += value ?? "";
    return !done;
  };
  return {
    child,
    async says(line: string): Promise<void> {
      while (!said.split("\n").includes(line)) {
        if (!(await reads())) throw new Error(`It ended without saying "${line}": ${said}`);
      }
    },
    async ends() {
      while (await reads());
      const log = await new Response(child.stderr).text();
      return { code: await child.exited, said: said.trim().split("\n"), log };
    },
  };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s closes in the reverse order and ends with 0",
  async (signal) => {
    const { child, says, ends } = service("");
    await says("ready");
    child.kill(signal);
    const { code, said, log } = await ends();
    expect(code).toBe(0);
    expect(said).toEqual(["ready", "closing", "work finished", "database closed"]);
    expect(log).toContain(`Stopping on ${signal}`);
  },
);

test("what is in flight is finished first", async () => {
  const { child, says, ends } = service("in-flight");
  await says("ready");
  child.kill("SIGTERM");
  await says("closing");
  child.stdin.write("go\n");
  child.stdin.flush();
  const { code, said } = await ends();
  expect(code).toBe(0);
  expect(said.slice(-2)).toEqual(["work finished", "database closed"]);
});

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("a second signal leaves at once: %s with %p", async (signal, exit) => {
  const { child, says, ends } = service("in-flight");
  await says("ready");
  child.kill("SIGTERM");
  await says("closing");
  child.kill(signal);
  const { code, said } = await ends();
  expect(code).toBe(exit);
  expect(said).not.toContain("database closed");
});

test("what does not finish in time is left with 1", async () => {
  const { child, says, ends } = service("stuck");
  await says("ready");
  child.kill("SIGTERM");
  const { code, log } = await ends();
  expect(code).toBe(1);
  expect(log).toContain("Not everything was finished");
});

test("a stop during the start closes what is open already and is no fault", async () => {
  const { child, says, ends } = service("slow-start");
  await says("starting");
  child.kill("SIGTERM");
  const { code, said } = await ends();
  expect(code).toBe(0);
  expect(said).toEqual(["starting", "database closed"]);
});

test.each([
  [
    "throws",
    "boom hunter2-Rahasia",
    "[CRITICAL] An unexpected fault ends the service Error: boom [redacted]",
  ],
  ["rejects", "rejected", "Error: rejected"],
  ["fails", "the token is wrong", "Error: the token is wrong"],
  ["start-fails", "no database", "Error: no database"],
])(
  "a service that %s logs it, tells the owner, closes and ends with 1",
  async (behaviour, told, logged) => {
    const { code, said, log } = await service(behaviour).ends();
    expect(code).toBe(1);
    expect(said).toContain(`owner hears: ${told}`);
    expect(said.at(-1)).toBe("database closed");
    expect(log).toContain(logged);
    expect(log).not.toContain("hunter2-Rahasia");
  },
);

test("a start that the surroundings prevent is told in one sentence, to the owner too", async () => {
  const { code, said, log } = await service("port-taken").ends();
  expect(code).toBe(1);
  expect(log.trim().split("\n")).toHaveLength(1);
  expect(log).toContain(
    "[CRITICAL] Another program listens there already. Stop it, or set HTTP_PORT",
  );
  expect(said).toContain("database closed");
});

test.each(["socket", "@abstract"])(
  "systemd hears of readiness, life and the stop (%s)",
  async (kind) => {
    const path = kind === "socket" ? join(dir, "notify") : `@notify-${process.pid}-${Date.now()}`;
    using systemd = openNotifySocket(path);
    const { child, ends } = service("", { NOTIFY_SOCKET: path, WATCHDOG_USEC: "40000" });
    await systemd.hears("READY=1");
    await systemd.hears("WATCHDOG=1", 3);
    child.kill("SIGTERM");
    expect((await ends()).code).toBe(0);
    expect(systemd.received()).toContain("STOPPING=1");
  },
);

test("another process's watchdog is not fed", async () => {
  using systemd = openNotifySocket(join(dir, "notify"));
  const env = { NOTIFY_SOCKET: join(dir, "notify"), WATCHDOG_USEC: "40000", WATCHDOG_PID: "1" };
  const { child, ends } = service("", env);
  await systemd.hears("READY=1");
  child.kill("SIGTERM");
  await ends();
  expect(systemd.received()).not.toContain("WATCHDOG=1");
});

test("a start that fails never says it is ready", async () => {
  using systemd = openNotifySocket(join(dir, "notify"));
  await service("start-fails", { NOTIFY_SOCKET: join(dir, "notify") }).ends();
  expect(systemd.received()).toEqual(["STOPPING=1"]);
});

test("a systemd that is not there does not stop the shop", async () => {
  const { child, says, ends } = service("", { NOTIFY_SOCKET: join(dir, "nobody") });
  await says("ready");
  child.kill("SIGTERM");
  const { code, log } = await ends();
  expect(code).toBe(0);
  expect(log).toContain("systemd did not take READY");
});
