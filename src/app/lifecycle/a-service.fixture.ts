// A service for the tests of the lifecycle: they start it as a process and send it signals.
import { systemClock } from "../../lib/clock.ts";
import { createLog } from "../../lib/log/log.ts";
import { makeRedact } from "../../lib/redact/redact.ts";
import { timeZone } from "../../lib/time-zone.ts";
import { runUntilStopped } from "./run-until-stopped.ts";

const behaviour = process.argv[2] ?? "";
const say = (text: string) => process.stdout.write(`${text}\n`);
const log = createLog({
  service: "telegram-bot",
  level: "INFO",
  retentionDays: 1,
  clock: systemClock,
  zone: timeZone("UTC"),
  redact: makeRedact(["hunter2-Rahasia"]),
  console: { style: "plain", write: (text) => void process.stderr.write(text) },
});

const code = await runUntilStopped({
  log,
  env: process.env,
  patienceMs: behaviour === "stuck" ? 100 : 24_000,
  onFatal: async (error) => {
    say(`owner hears: ${(error as Error).message}`);
  },
  async start({ resources, stopping, fail }) {
    resources.defer(() => void say("database closed"));
    if (behaviour === "start-fails") throw new Error("no database");
    if (behaviour === "port-taken") {
      using taken = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("") });
      Bun.serve({ port: taken.port ?? 0, hostname: "127.0.0.1", fetch: () => new Response("") });
    }
    if (behaviour === "slow-start") {
      say("starting");
      const aborted = Promise.withResolvers<void>();
      stopping.addEventListener("abort", () => aborted.reject(new Error("interrupted")));
      await aborted.promise;
    }
    resources.defer(async () => {
      say("closing");
      const stdin = Promise.withResolvers<void>();
      // The work in flight ends when the test says so, or never.
      if (behaviour === "in-flight") process.stdin.once("data", () => stdin.resolve());
      else if (behaviour !== "stuck") stdin.resolve();
      await stdin.promise;
      say("work finished");
    });
    if (behaviour === "fails") setTimeout(() => fail(new Error("the token is wrong")));
    if (behaviour === "throws") {
      setTimeout(() => {
        throw new Error("boom hunter2-Rahasia");
      });
    }
    if (behaviour === "rejects") void Promise.reject(new Error("rejected"));
    setInterval(() => {}, 1_000);
    say("ready");
  },
});
process.exit(code);
