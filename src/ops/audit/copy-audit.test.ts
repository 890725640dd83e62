import { afterAll, expect, test } from "bun:test";
import { clockAt, minutes } from "../../lib/clock.ts";
import { writeAudit } from "../../shop/audit/write-audit.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { copyAudit } from "./copy-audit.ts";

const database = await testDatabase();
const { db } = database;
const clock = clockAt("2026-03-01T00:00:00Z");
const lines: string[] = [];
const auditLog = { info: (message: string) => void lines.push(message) };

afterAll(() => database.close());

const entry = (action: string) =>
  writeAudit(db, { at: clock.now(), actorId: 7, action, subject: "product:1" });

test("every entry reaches the log once, in order, and not before it is settled", async () => {
  await entry("product.created");
  await entry("product.price_changed");
  expect(await copyAudit({ db, clock, auditLog })).toBe(0);

  clock.advance(minutes(3));
  expect(await copyAudit({ db, clock, auditLog })).toBe(2);
  expect(await copyAudit({ db, clock, auditLog })).toBe(0);
  expect(lines).toEqual(["product.created", "product.price_changed"]);
});

test("what piled up goes out in one round", async () => {
  lines.length = 0;
  await db.transaction(async (tx) => {
    for (let n = 0; n < 1_100; n++) {
      await writeAudit(tx, { at: clock.now(), actorId: null, action: `a${n}`, subject: "x" });
    }
  });
  clock.advance(minutes(3));
  expect(await copyAudit({ db, clock, auditLog })).toBe(1_100);
  expect(lines.at(-1)).toBe("a1099");
});
