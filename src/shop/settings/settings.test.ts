import { afterAll, expect, test } from "bun:test";
import { desc, eq } from "drizzle-orm";
import { auditLog, settings as table } from "../../../db/schema/people.ts";
import { clockAt } from "../../lib/clock.ts";
import { rupiah } from "../../lib/money.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { changeSetting } from "./change-setting.ts";
import { readSettings, settingsOf } from "./read-settings.ts";
import { isSettingKey, settingRules } from "./setting-rules.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const clock = clockAt("2026-01-05T03:00:00Z");
const owner = 77;

const change = (key: string, value: unknown) =>
  changeSetting({ db, clock }, { key, value, actorId: owner });

test("a shop that nobody has set up runs on the defaults, which are all allowed", async () => {
  const settings = await readSettings(db);
  expect(settings.maxUnpaidOrders).toBe(3);
  expect(settings.gatewayMethods).toBeNull();
  for (const key of Object.keys(settingRules).filter(isSettingKey)) {
    expect(settingRules[key].schema.safeParse(settings[key]).success).toBe(true);
  }
});

test("a change holds from the next look on, and the audit log has before and after", async () => {
  expect(await change("maxUnpaidOrders", 5)).toEqual({ ok: true, value: { before: 3, after: 5 } });
  expect((await readSettings(db)).maxUnpaidOrders).toBe(5);
  const [entry] = await db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  expect(entry).toMatchObject({
    actorId: owner,
    action: "setting.changed",
    subject: "setting:maxUnpaidOrders",
    before: 3,
    after: 5,
  });
});

test("saying what already holds is no change", async () => {
  const before = await db.$count(auditLog);
  expect(await change("walletEnabled", true)).toMatchObject({ ok: true });
  expect(await db.$count(auditLog)).toBe(before);
});

test.each([
  ["maxUnpaidOrders", 0, "too_small", 1],
  ["maxUnpaidOrders", 51, "too_large", 50],
  ["waitlistHoldMinutes", 2.5, "not_a_whole_number", undefined],
  ["waitlistHoldMinutes", "15", "not_a_whole_number", undefined],
  ["depositMin", 500, "too_small", 1_000],
  ["expiryMinutes", 0, "too_small", 1],
  ["maintenance", "yes", "not_allowed", undefined],
  ["mutedNotices", ["weather"], "not_allowed", undefined],
  ["gatewayMethods", ["QRIS'; drop table orders"], "not_allowed", undefined],
  ["price_of_everything", 1, "unknown_setting", undefined],
  ["__proto__", 1, "unknown_setting", undefined],
])("%s = %p is refused as %s", async (key, value, reason, limit) => {
  const refused = await change(key, value);
  expect(refused).toMatchObject({ ok: false, reason });
  if (!refused.ok) expect(refused.detail.limit).toBe(limit as number);
});

test("the least deposit never exceeds the largest, not even when both change at once", async () => {
  expect(await change("depositMin", 20_000_000)).toEqual({
    ok: false,
    reason: "contradicts",
    detail: { other: "depositMax" },
  });
  const both = await Promise.all([
    change("depositMin", 9_000_000),
    change("depositMax", 8_000_000),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

test("a setting that is taken back is the default again", async () => {
  await change("expiryMinutes", 30);
  expect((await readSettings(db)).expiryMinutes).toBe(30);
  await change("expiryMinutes", null);
  expect((await readSettings(db)).expiryMinutes).toBeNull();
  expect(await db.$count(table, eq(table.key, "expiryMinutes"))).toBe(0);
});

test("a stored value that makes no sense never stops a sale", () => {
  const settings = settingsOf([
    { key: "maxUnpaidOrders", value: "many" },
    { key: "depositMin", value: 50_000 },
    { key: "of_an_older_version", value: true },
  ]);
  expect(settings.maxUnpaidOrders).toBe(3);
  expect(settings.depositMin).toBe(rupiah(50_000));
  expect(Object.keys(settings)).not.toContain("of_an_older_version");
});
