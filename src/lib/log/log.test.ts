import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { clockAt, hours } from "../clock.ts";
import { makeRedact } from "../redact/redact.ts";
import { timeZone } from "../time-zone.ts";
import { createLog, type LogEntry, type LogOptions } from "./log.ts";

let dir: string;
const opened: AsyncDisposable[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "log-"));
});
afterEach(async () => {
  for (const log of opened.splice(0)) await log[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

function aLog(more: Partial<LogOptions> = {}) {
  const clock = clockAt("2026-11-20T16:00:00Z");
  const shown: string[] = [];
  const log = createLog({
    dir,
    service: "telegram-bot",
    level: "INFO",
    retentionDays: 90,
    clock,
    zone: timeZone("Asia/Jakarta"),
    redact: makeRedact(["hunter2-Rahasia"]),
    console: { style: "plain", write: (text) => void shown.push(text) },
    ...more,
  });
  opened.push(log);
  return { log, clock, shown };
}

const read = (...path: string[]) => readFileSync(join(dir, ...path), "utf8");
const today = ["telegram-bot", "2026-11-20.log"] as const;

test("a line carries the shop's time, the level and the message", async () => {
  const { log } = aLog();
  log.info("Selling");
  log.withPrefix("[payments]").warning("no answer", { order: 7 });
  await log.flush();
  expect(read(...today)).toBe(
    '[2026-11-20T23:00:00.000+07:00] [INFO] Selling\n[2026-11-20T23:00:00.000+07:00] [WARNING] [payments] no answer {"order":7}\n',
  );
});

test("what is below the level is not written", async () => {
  const { log, shown } = aLog({ level: "WARNING" });
  log.debug("a");
  log.info("b");
  log.error("c");
  await log.flush();
  expect(shown.map((line) => line.trim().at(-1))).toEqual(["c"]);
});

test("a customer who types line breaks forges no line", async () => {
  const { log } = aLog();
  log.info(
    "search for x\r\n[2026-11-20T23:00:00.000+07:00] [CRITICAL] forged\u2028\u001b[31m\u202e",
  );
  await log.flush();
  const text = read(...today);
  expect(text.split("\n")).toHaveLength(2);
  expect(text).toContain("x\\r\\n[2026");
  expect(text).toContain("\\u2028\\x1b[31m\\u202e");
});

test("an error is one line with its stack and its cause", async () => {
  const { log } = aLog();
  log.error("failed", new Error("outer hunter2-Rahasia", { cause: new TypeError("inner") }));
  await log.flush();
  const [line = "", ...rest] = read(...today).split("\n");
  expect(rest).toEqual([""]);
  expect(line).toContain("Error: outer [redacted]");
  expect(line).toContain("log.test.ts");
  expect(line).toContain('"message":"inner"');
  expect(line).not.toContain("hunter2-Rahasia");
});

test("midnight in the shop's zone begins a new file, and the old one is compressed", async () => {
  const { log, clock } = aLog();
  log.info("before");
  clock.advance(hours(1));
  log.info("after");
  await log.flush();
  expect(read("telegram-bot", "2026-11-21.log")).toContain("after");
  await log.tidy();
  expect(read(...today)).toContain("before"); // the minute after midnight belongs to stragglers
  clock.advance(hours(1));
  await log.tidy();
  expect(readdirSync(join(dir, "telegram-bot")).sort()).toEqual([
    "2026-11-20.log.gz",
    "2026-11-21.log",
  ]);
  const packed = gunzipSync(readFileSync(join(dir, "telegram-bot", "2026-11-20.log.gz")));
  expect(packed.toString()).toContain("before");
});

test("a line that comes late is added to the packed day", async () => {
  const { log, clock } = aLog();
  log.info("early");
  await log.flush();
  clock.advance(hours(3));
  await log.tidy();
  writeFileSync(join(dir, ...today), "late\n");
  await log.tidy();
  const packed = gunzipSync(readFileSync(join(dir, "telegram-bot", "2026-11-20.log.gz")));
  expect(packed.toString()).toMatch(/early\nlate\n$/);
});

test("days past their retention are removed, foreign files stay", async () => {
  const { log, clock } = aLog({ retentionDays: 2 });
  log.info("today");
  await log.flush();
  const folder = join(dir, "telegram-bot");
  for (const name of ["2026-11-17.log.gz", "2026-11-17.log", "2026-11-18.log", "notes.txt"]) {
    writeFileSync(join(folder, name), "x");
  }
  clock.advance(1);
  await log.tidy();
  expect(readdirSync(folder).sort()).toEqual(["2026-11-18.log.gz", "2026-11-20.log", "notes.txt"]);
});

test("a folder that cannot be written is said once, and the shop goes on", async () => {
  writeFileSync(join(dir, "telegram-bot"), "a file stands in the way");
  const { log, shown } = aLog();
  log.info("one");
  await log.flush();
  log.info("two");
  await log.flush();
  expect(shown.filter((line) => line.startsWith("The log cannot be written"))).toHaveLength(1);
  expect(shown.join("")).toContain("two");
  rmSync(join(dir, "telegram-bot"));
  log.info("three");
  await log.flush();
  expect(shown.at(-1)).toBe("The log can be written again\n");
  expect(read(...today)).toContain("three");
});

test.skipIf(!existsSync("/dev/full"))(
  "a full disk is said once, and the shop goes on",
  async () => {
    // /dev/full stands for the disk: every write to it answers ENOSPC.
    const { log, shown } = aLog();
    log.info("first");
    await log.flush();
    rmSync(join(dir, ...today));
    await Bun.$`ln -s /dev/full ${join(dir, ...today)}`;
    await log[Symbol.asyncDispose]();
    log.info("second");
    await log.flush();
    expect(shown.at(-1)).toContain("the disk is full");
  },
);

test("the last words of a dying process reach the disk", () => {
  const { log } = aLog();
  log.info("goodbye");
  log.flushNow();
  expect(read(...today)).toContain("goodbye");
});

test("listeners hear every entry, but none that was said aside", () => {
  const heard: LogEntry[] = [];
  const { log } = aLog();
  log.listen((entry) => void heard.push(entry));
  log.withPrefix("[backup]").error("broke hunter2-Rahasia");
  log.aside.error("of the listener itself");
  log.withPrefix("[alerts]").aside.error("too");
  expect(heard.map(({ level, message }) => [level, message])).toEqual([
    ["ERROR", "[backup] broke [redacted]"],
  ]);
});

test("journald gets the priority and keeps the time itself", () => {
  const shown: string[] = [];
  const { log } = aLog({ console: { style: "journal", write: (text) => void shown.push(text) } });
  log.error("x");
  expect(shown).toEqual(["<3>[ERROR] x\n"]);
});

test("the audit log is one JSON object a line", async () => {
  const { log } = aLog({ service: "audit", format: "json" });
  log.info("voucher.created", { by: 42, code: "HEMAT", password: "hunter2-Rahasia" });
  await log.flush();
  expect(JSON.parse(read("audit", "2026-11-20.log"))).toEqual({
    at: "2026-11-20T23:00:00.000+07:00",
    level: "INFO",
    event: "voucher.created",
    by: 42,
    code: "HEMAT",
    password: "[redacted]",
  });
});

test("other users of the host may not read the log", async () => {
  const { log } = aLog();
  log.info("x");
  await log.flush();
  chmodSync(dir, 0o755);
  expect((await Bun.file(join(dir, ...today)).stat()).mode & 0o007).toBe(0);
});
