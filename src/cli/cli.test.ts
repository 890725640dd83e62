import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../testing/run-program.ts";
import { testDatabase } from "../testing/test-database.ts";
import { defineCommand } from "./command.ts";
import { commands } from "./commands.ts";
import { runCli } from "./run-cli.ts";
import type { Terminal } from "./terminal.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "cli-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const run = (args: string[], env: Record<string, string> = {}) => runProgram(args, env, { cwd });
const version = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
).version;

test("the help goes to stdout, names every command and ends with 0", async () => {
  const { code, stdout, stderr } = await run(["--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const { name, summary } of commands) {
    expect(stdout).toMatch(new RegExp(`^  ${name} +${RegExp.escape(summary)}$`, "m"));
  }
  expect(stdout).not.toContain("\x1b");
  expect((await run(["help"])).stdout).toBe(stdout);
});

test("without a command the help goes to stderr and ends with 2", async () => {
  const { code, stdout, stderr } = await run([]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("Usage");
});

test.each([
  [["confg"], 'There is no command "confg". Did you mean bot-auto-order config?'],
  [["fly"], 'There is no command "fly".\n'],
  [["config", "--jsno"], "config knows no option --jsno. Did you mean --json?"],
  [["config", "--json=x"], "--json takes no value."],
  [["config", "extra"], 'config takes no "extra".'],
  [["help", "confg"], 'There is no command "confg". Did you mean bot-auto-order config?'],
  [["serve", "--mode"], "--mode needs a value: --mode auto|webhook|polling."],
])("%p is wrong usage", async (args, told) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(told);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test.each(commands.map(({ name }) => [name]))("%s --help tells how it is used", async (name) => {
  const said: string[] = [];
  const code = await runCli({ commands, terminal: aTerminal(said), env: {} }, [
    ...name.split(" "),
    "--help",
  ]);
  expect(code).toBe(0);
  expect(said.join("\n")).toContain(`bot-auto-order ${name}`);
  expect(said.join("\n")).toContain("--help");
  for (const line of said.join("\n").split("\n")) expect(line.length).toBeLessThanOrEqual(110);
});

test("version tells version, build, Bun and schema", async () => {
  const { code, stdout } = await run(["version", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ version, bun: Bun.version });
  expect(JSON.parse(stdout).schema).toMatch(/^\d{4}_/);
  expect((await run(["--version"])).stdout).toContain(`version  ${version}`);
});

test("config shows every value with its origin, and no secret", async () => {
  const env = { PAKASIR_API_KEY: "hunter2-Rahasia", PAKASIR_PROJECT_SLUG: "toko" };
  const whole = { ...env, PAKASIR_WEBHOOK_SECRET: "hunter2-Rahasia", TELEGRAM_BOT_TOKN: "x" };
  const shown = await run(["config"], whole);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(/^PAKASIR_API_KEY +\*{8} +environment$/m);
  expect(shown.stdout).toMatch(/^HTTP_PORT +9000 +default$/m);
  expect(shown.stdout).toMatch(/^DATABASE_URL +embedded +default$/m);
  expect(shown.stderr).toContain("Did you mean TELEGRAM_BOT_TOKEN?");
  const json = await run(["config", "--json"], whole);
  expect(JSON.parse(json.stdout).settings).toContainEqual({
    name: "PAKASIR_PROJECT_SLUG",
    value: "toko",
    origin: "environment",
  });
  expect(shown.stdout + shown.stderr + json.stdout + json.stderr).not.toContain("hunter2");
});

test("a wrong configuration is told whole, a line each, and ends with 2", async () => {
  const { code, stdout, stderr } = await run(["config"], { HTTP_PORT: "x", BACKUP_TIME: "noon" });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain('  HTTP_PORT is "x". Give a whole number from 0 to 65535.\n');
  expect(stderr).toContain('  BACKUP_TIME is "noon". Give a time of day as HH:MM');
});

test("migrate brings an empty database up to date, and says what it did", async () => {
  await using database = await testDatabase({ schema: "empty" });
  const env = { DATABASE_URL: database.url };
  const names = (await run(["migrate", "--status", "--json"], env)).stdout;
  const { pending } = JSON.parse(names);
  expect(pending.length).toBeGreaterThan(0);
  const dry = await run(["migrate", "--dry-run"], env);
  expect(dry.stdout).toContain("Nothing was changed.");
  const done = await run(["migrate", "--json"], env);
  expect(JSON.parse(done.stdout)).toEqual({ applied: pending });
  expect((await run(["migrate"], env)).stdout).toBe("The schema is up to date.\n");
  const status = await run(["migrate", "--status"], env);
  expect(status.stdout.trim().split("\n")).toEqual(
    pending.map((name: string) => `applied  ${name}`),
  );
}, 20_000);

test("a database that is not there is one sentence and 1", async () => {
  const { code, stdout, stderr } = await run(["migrate"], {
    DATABASE_URL: "postgres://shop:hunter2@127.0.0.1:1/shop",
    TELEGRAM_OWNER_IDS: "1",
  });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^The database does not answer\. .*\n$/);
});

test("a store that cannot listen says so in a sentence and leaves Telegram alone", async () => {
  await using database = await testDatabase();
  const calls: string[] = [];
  await using taken = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request) {
      calls.push(new URL(request.url).pathname);
      return Response.json({ ok: false, error_code: 401, description: "Unauthorized" });
    },
  });
  const { code, stdout, stderr } = await run(["serve"], {
    DATABASE_URL: database.url,
    DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: taken.url.origin,
    HTTP_PORT: String(taken.port),
  });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("[CRITICAL] Another program listens there already.");
  expect(stderr).not.toContain(" at ");
  expect(calls).toEqual([]);
}, 20_000);

const token = "7481920365:AAHk9vZ3xQ1mT-8pLr_2WcYbNdEuFgJiKoP";

test("alert tells every owner, and keeps what it cannot send", async () => {
  const sent: unknown[] = [];
  await using telegram = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      sent.push(await request.json());
      return Response.json({ ok: true, result: {} });
    },
  });
  const env = {
    BOT_STORE_NAME: "Toko",
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_OWNER_IDS: "11,22",
    TELEGRAM_API_ROOT: telegram.url.origin,
  };
  const told = await run(["alert", "--level", "WARNING", "disk <is> full"], env);
  expect(told).toEqual({ code: 0, stdout: "Told the owner.\n", stderr: "" });
  expect(sent).toMatchObject([
    { chat_id: 11, text: "[Toko] ⚠️ disk &lt;is&gt; full" },
    { chat_id: 22, text: "[Toko] ⚠️ disk &lt;is&gt; full" },
  ]);
  const again = await run(["alert", "disk <is> full"], env);
  expect(again.stdout).toStartWith("Counted");
  expect(sent).toHaveLength(2);
  const kept = await run(["alert", "again"], { ...env, TELEGRAM_API_ROOT: "http://127.0.0.1:1" });
  expect(kept.code).toBe(1);
  expect(kept.stderr).toContain("is kept");
  expect(readdirSync(join(cwd, "data", "alerts")).filter((name) => /^\d/.test(name))).toHaveLength(
    1,
  );
});

test("alert without anybody to tell is a wrong configuration", async () => {
  const { code, stderr } = await run(["alert", "x"]);
  expect(code).toBe(2);
  expect(stderr).toContain("TELEGRAM_OWNER_IDS is missing");
  expect(stderr).toContain("OWNER_BOT_TOKEN is missing");
  expect((await run(["alert"])).stderr).toContain("alert needs TEXT.");
  expect((await run(["alert", "two", "words"])).stderr).toContain("in quotes");
  expect((await run(["alert", "x", "--level", "loud"])).stderr).toContain("--level is one of");
});

test("an unknown fault is one sentence for the user and a stack for the log", async () => {
  const said: string[] = [];
  const broken = defineCommand({
    name: "broken",
    summary: "breaks",
    options: {},
    async run() {
      throw new TypeError("undefined is not a shop");
    },
  });
  const env = { LOG_DIR: join(cwd, "logs") };
  const cli = { commands: [broken], terminal: aTerminal(said), env };
  expect(await runCli(cli, ["broken"])).toBe(1);
  expect(said).toHaveLength(1);
  expect(said[0]).toStartWith("broken met a fault that it did not expect. Details: ");
  const [file = ""] = readdirSync(join(cwd, "logs", "maintenance"));
  const log = readFileSync(join(cwd, "logs", "maintenance", file), "utf8");
  expect(log).toContain("undefined is not a shop");
  expect(log).toContain("cli.test.ts");
});

function aTerminal(said: string[]): Terminal {
  const same = (text: string) => text;
  const style = { bold: same, dim: same, red: same, green: same, yellow: same };
  return {
    out: (line) => void said.push(line),
    err: (line) => void said.push(line),
    isInteractive: false,
    style,
    errStyle: style,
    ask: () => undefined,
    flush: async () => {},
  };
}

test.each(["doctor", "export orders orders.csv", "import products products.csv", "maintenance on"])(
  "%s on a database without the schema says what to run",
  async (line) => {
    await using empty = await testDatabase({ schema: "empty" });
    await Bun.write(join(cwd, "products.csv"), "code,name,price\nA1,Akun,10000\n");
    const { code, stderr } = await run(line.split(" "), {
      DATABASE_URL: empty.url,
      DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("The schema is not up to date. Run: bot-auto-order migrate"),
    ]);
  },
);
