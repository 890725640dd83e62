import { afterAll, beforeEach, expect, test } from "bun:test";
import { staff } from "../../../db/schema/people.ts";
import { clockAt } from "../../lib/clock.ts";
import { opening } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { changeSetting } from "../settings/change-setting.ts";
import { adminsToTell } from "./admins-to-tell.ts";
import type { Right } from "./roles.ts";

const { db, raw, close } = await testDatabase();
afterAll(close);

const counter = { ownerIds: [1], adminIds: [2, 3] };

beforeEach(async () => {
  await raw`truncate staff, settings`;
});

test("admins hear of orders, owners do not", async () => {
  expect(await adminsToTell({ db, counter }, "admin_order_paid")).toEqual([2, 3]);
});

test("an owner who is named an admin too hears of orders", async () => {
  const both = { ownerIds: [1, 2], adminIds: [2] };
  expect(await adminsToTell({ db, counter: both }, "admin_order_paid")).toEqual([2]);
});

test("staff hear of what they may act on, and of nothing else", async () => {
  await aHelper(7, ["orders"]);
  await aHelper(8, ["stock", "money"]);
  expect(await adminsToTell({ db, counter }, "admin_new_order")).toEqual([2, 3, 7]);
  expect(await adminsToTell({ db, counter }, "admin_stock")).toEqual([2, 3, 8]);
  expect(await adminsToTell({ db, counter }, "admin_proof")).toEqual([2, 3, 8]);
  expect(await adminsToTell({ db, counter }, "admin_spam")).toEqual([2, 3]);
});

test("an owner who stands in the table of staff is still an owner", async () => {
  await aHelper(1, ["orders"]);
  expect(await adminsToTell({ db, counter }, "admin_new_order")).toEqual([2, 3]);
});

test("where the owner is alone, he is asked for decisions and spared the news", async () => {
  const alone = { ownerIds: [1], adminIds: [] };
  expect(await adminsToTell({ db, counter: alone }, "admin_proof")).toEqual([1]);
  expect(await adminsToTell({ db, counter: alone }, "admin_money_attention")).toEqual([1]);
  expect(await adminsToTell({ db, counter: alone }, "admin_new_order")).toEqual([]);
});

test("a muted kind tells nobody, and money that needs a decision cannot be muted", async () => {
  const change = { key: "mutedNotices", value: ["new_order", "proof"], actorId: 2 } as const;
  await changeSetting({ db, clock: clockAt(opening) }, change);
  expect(await adminsToTell({ db, counter }, "admin_new_order")).toEqual([]);
  expect(await adminsToTell({ db, counter }, "admin_proof")).toEqual([]);
  expect(await adminsToTell({ db, counter }, "admin_order_paid")).toEqual([2, 3]);
  expect(await adminsToTell({ db, counter }, "admin_money_attention")).toEqual([2, 3]);
});

test("what is meant for a customer goes to no admin", async () => {
  expect(await adminsToTell({ db, counter }, "goods")).toEqual([]);
});

// --- internal ---

async function aHelper(telegramId: number, rights: readonly Right[]): Promise<void> {
  const row = { telegramId, name: `Helper ${telegramId}`, addedBy: 1, addedAt: opening };
  await db.insert(staff).values({ ...row, rights: [...rights] });
}
