import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditLog } from "../../db/schema/people.ts";
import { readSettings } from "../shop/settings/read-settings.ts";
import { runProgram } from "../testing/run-program.ts";
import { testDatabase } from "../testing/test-database.ts";

const database = await testDatabase();
const cwd = mkdtempSync(join(tmpdir(), "maintenance-"));
afterAll(async () => {
  await database.close();
  rmSync(cwd, { recursive: true, force: true });
});
const { db } = database;

const env = { DATABASE_URL: database.url, TELEGRAM_OWNER_IDS: "1" };
const run = (...args: string[]) => runProgram(["maintenance", ...args], env, { cwd });

test("the shop is closed from the shell with a message, and opened again", async () => {
  const on = await run("on", "--message", "Kembali jam 9");
  expect(on).toEqual({ code: 0, stdout: "The shop is closed for customers.\n", stderr: "" });
  expect(await readSettings(db)).toMatchObject({
    ...{ maintenance: true, maintenanceMessage: "Kembali jam 9" },
  });
  const entries = await db.select().from(auditLog);
  expect(entries.map(({ subject }) => subject)).toEqual([
    "setting:maintenanceMessage",
    "setting:maintenance",
  ]);
  const off = await run("off", "--json");
  expect(JSON.parse(off.stdout)).toEqual({ maintenance: false, message: "Kembali jam 9" });
  expect((await readSettings(db)).maintenance).toBe(false);
}, 20_000);

test("a message that is too long changes nothing", async () => {
  const { code, stdout, stderr } = await run("on", "--message", "x".repeat(1_001));
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("--message has at most 1000 characters.");
  expect((await readSettings(db)).maintenance).toBe(false);
}, 20_000);
