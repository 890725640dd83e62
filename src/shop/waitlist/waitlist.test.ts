import { afterAll, expect, test } from "bun:test";
import { and, eq, sql } from "drizzle-orm";
import { productContents } from "../../../db/schema/catalog.ts";
import { waitlist } from "../../../db/schema/orders.ts";
import { outbox } from "../../../db/schema/queues.ts";
import { clockAt, minutes } from "../../lib/clock.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import {
  aCustomer,
  addUnits,
  anOrder,
  aProduct,
  opening,
  testVault,
} from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { addStock } from "../stock/add-stock.ts";
import { countAvailable, reserveStock } from "../stock/stock.queries.ts";
import { expireHolds } from "./expire-holds.ts";
import { joinWaitlist, leaveWaitlist } from "./join-waitlist.ts";
import { offerStock } from "./offer-stock.ts";
import { countWaiting, heldFor, waitingFor } from "./waitlist.queries.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const clock = clockAt(opening);
const deps = { db, clock };

const join = (productId: ProductId, customerId: CustomerId) =>
  joinWaitlist(deps, { productId, customerId });
const buy = async (productId: ProductId, customerId: CustomerId) => {
  const orderId = await anOrder(db, { customerId });
  return db.transaction((tx) => reserveStock(tx, { orderId, customerId, productId, quantity: 1 }));
};
const statesOf = async (productId: ProductId) => {
  const rows = await db
    .select({ state: waitlist.state })
    .from(waitlist)
    .where(eq(waitlist.productId, productId))
    .orderBy(waitlist.id);
  return rows.map(({ state }) => state);
};
const people = (n: number) => Promise.all(Array.from({ length: n }, () => aCustomer(db)));
async function aLine(n: number) {
  const { id: productId, code } = await aProduct(db);
  const waiting = (await people(n)).toSorted((a, b) => a - b);
  for (const customerId of waiting) await join(productId, customerId);
  return { productId, code, waiting };
}

test("only what is sold out is waited for, and nobody stands in line twice", async () => {
  const [ani, budi] = [await aCustomer(db), await aCustomer(db)];
  const inStock = await aProduct(db, { stock: 1 });
  const hidden = await aProduct(db, { isActive: false });
  const soldOut = await aProduct(db);
  expect(await join(inStock.id, ani)).toMatchObject({ reason: "in_stock" });
  expect(await join(hidden.id, ani)).toMatchObject({ reason: "not_for_sale" });
  expect(await join(soldOut.id, ani)).toEqual({ ok: true, value: { place: 1 } });
  expect(await join(soldOut.id, budi)).toEqual({ ok: true, value: { place: 2 } });
  expect(await join(soldOut.id, ani)).toEqual({ ok: true, value: { place: 1 } });
  expect(await countWaiting(db, soldOut.id)).toBe(2);
});

test("new stock goes to the first in line before anybody sees it, and he is told once", async () => {
  const { productId, code, waiting } = await aLine(3);
  const [first, second, third] = waiting as [CustomerId, CustomerId, CustomerId];
  const lines = [`${code}-1`, `${code}-2`];
  await addStock({ ...deps, vault: testVault }, { productId, lines, actorId: null });
  expect(await countAvailable(db, productId)).toBe(0);
  const until = new Date(clock.now().getTime() + minutes(15));
  expect(await heldFor(db, { productId, customerId: first })).toEqual(until);
  expect(await heldFor(db, { productId, customerId: second })).toEqual(until);
  expect(await heldFor(db, { productId, customerId: third })).toBeUndefined();
  expect(await waitingFor(db, first)).toMatchObject([{ productId, heldUntil: until }]);
  await offerStock(deps);
  const told = await db
    .select({ chat: outbox.chatId })
    .from(outbox)
    .where(and(eq(outbox.kind, "waitlist_turn"), sql`body::jsonb ->> 'productId' = ${productId}`))
    .orderBy(outbox.chatId);
  expect(told.map(({ chat }) => chat)).toEqual([first, second]);

  expect(await buy(productId, third)).toBe(0);
  expect(await buy(productId, second)).toBe(1);
  expect(await statesOf(productId)).toEqual(["holding", "bought", "waiting"]);
});

test("who does not buy in time loses his turn to the next, and the last hold frees the unit", async () => {
  const { productId, waiting } = await aLine(2);
  const [first, second] = waiting as [CustomerId, CustomerId];
  await addUnits(db, productId, [`late-${productId}`]);
  expect(await offerStock(deps, { productId })).toBe(1);
  clock.advance(minutes(14));
  expect(await expireHolds(deps)).toBe(0);
  clock.advance(minutes(2));
  await expireHolds(deps);
  expect(await heldFor(db, { productId, customerId: first })).toBeUndefined();
  expect(await heldFor(db, { productId, customerId: second })).toBeDefined();
  clock.advance(minutes(16));
  await expireHolds(deps);
  expect(await statesOf(productId)).toEqual(["lapsed", "lapsed"]);
  const told = await db
    .select({ chat: outbox.chatId })
    .from(outbox)
    .where(and(eq(outbox.kind, "waitlist_lapsed"), sql`body::jsonb ->> 'productId' = ${productId}`))
    .orderBy(outbox.id);
  expect(told.map(({ chat }) => chat)).toEqual([first, second]);
  expect(await countAvailable(db, productId)).toBe(1);
});

test("who leaves passes his unit on", async () => {
  const { productId, waiting } = await aLine(2);
  const [first, second] = waiting as [CustomerId, CustomerId];
  await addUnits(db, productId, [`pass-${productId}`]);
  await offerStock(deps, { productId });
  expect(await leaveWaitlist(deps, { productId, customerId: first })).toMatchObject({ ok: true });
  expect(await heldFor(db, { productId, customerId: second })).toBeDefined();
  expect(await leaveWaitlist(deps, { productId, customerId: first })).toMatchObject({
    reason: "not_waiting",
  });
});

test("who is blocked or cannot be reached is passed over", async () => {
  const { productId, waiting } = await aLine(3);
  const [first, second, third] = waiting as [CustomerId, CustomerId, CustomerId];
  await db.execute(sql`update customers set is_blocked = true where id = ${first}`);
  await db.execute(sql`update customers set unreachable_at = now() where id = ${second}`);
  await addUnits(db, productId, [`skip-${productId}`]);
  await offerStock(deps);
  expect(await heldFor(db, { productId, customerId: third })).toBeDefined();
});

test("eight instances offer six units to ten people: the first six get one each", async () => {
  const { productId } = await aLine(10);
  await addUnits(
    db,
    productId,
    Array.from({ length: 6 }, (_, n) => `many-${productId}-${n}`),
  );
  await Promise.all(Array.from({ length: 8 }, () => offerStock(deps, { productId })));
  expect(await statesOf(productId)).toEqual([
    ...Array.from({ length: 6 }, () => "holding" as const),
    ...Array.from({ length: 4 }, () => "waiting" as const),
  ]);
  const [row] = await db.execute(sql`
    select count(distinct waitlist_id) as places, count(*) as units from product_contents
    where product_id = ${productId} and state = 'reserved'`);
  expect(row).toEqual({ places: 6, units: 6 });
});

test("a hold that ends at the moment of the purchase is bought or passed on, never both", async () => {
  for (let round = 0; round < 25; round++) {
    const { productId, waiting } = await aLine(2);
    const [first] = waiting as [CustomerId, CustomerId];
    await addUnits(db, productId, [`race-${productId}`]);
    await offerStock(deps, { productId });
    clock.advance(minutes(16));
    const [got] = await Promise.all([buy(productId, first), expireHolds(deps)]);
    const [unit] = await db
      .select()
      .from(productContents)
      .where(eq(productContents.productId, productId));
    const [mine, next] = await statesOf(productId);
    if (got === 1) {
      expect([mine, next]).toEqual(["bought", "waiting"]);
      expect(unit).toMatchObject({ state: "reserved", waitlistId: null });
    } else {
      expect([mine, next]).toEqual(["lapsed", "holding"]);
      expect(unit).toMatchObject({ state: "reserved", orderId: null });
    }
  }
});
