import { afterAll, beforeAll, expect, test } from "bun:test";
import { hours, minutes } from "../../lib/clock.ts";
import type { CustomerId, OrderId, ProductId } from "../../lib/ids.ts";
import { aCustomer, anOrder, aProduct, opening } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { countDeskOrders, type DeskList, listDeskOrders } from "./desk-orders.queries.ts";
import { findOrders } from "./find-orders.queries.ts";

const { db, raw, close } = await testDatabase();
afterAll(close);

const at = new Date(opening.getTime() + hours(30));
const today = new Date(opening.getTime() + hours(24));
const own: { ani?: CustomerId; budi?: CustomerId; mug?: ProductId; cup?: ProductId } = {};
const made: OrderId[] = [];

beforeAll(async () => {
  own.ani = await aCustomer(db, { firstName: "Ani", username: "ani_store" });
  own.budi = await aCustomer(db, { firstName: "Budi <b>" });
  own.mug = (await aProduct(db, { code: "MUG", name: "Mug 50%" })).id;
  own.cup = (await aProduct(db, { code: "CUP", name: "Cup" })).id;
  const paid = { state: "paid", paidAt: opening } as const;
  for (const [n, values] of [
    { customerId: own.ani, productId: own.mug },
    { customerId: own.budi, productId: own.cup, ...paid },
    { customerId: own.ani, productId: own.mug, state: "expired", closedAt: opening } as const,
    { customerId: own.ani, productId: own.cup, ...paid, paidAt: new Date(at.getTime() - 1_000) },
    { customerId: own.budi, productId: own.mug },
  ].entries()) {
    const createdAt = n < 2 ? opening : new Date(today.getTime() + minutes(n));
    made.push(await anOrder(db, { ...values, code: `INV-${n + 1}AAA`, createdAt }));
  }
});

const list = async (wish: Partial<DeskList>) => {
  const page = await listDeskOrders(db, {
    ...{ show: "all", of: 0, from: 0, size: 2, at, today },
    ...wish,
  });
  return { places: page.orders.map(({ id }) => made.indexOf(id) + 1), ...page };
};

test("the newest come first; page by page there and back again shows each once", async () => {
  const first = await list({});
  expect(first.places).toEqual([5, 4]);
  expect(first.newer).toBeUndefined();
  const second = await list({ from: first.older! });
  expect(second.places).toEqual([3, 2]);
  const last = await list({ from: second.older! });
  expect(last.places).toEqual([1]);
  expect(last.older).toBeUndefined();
  expect((await list({ from: last.newer! })).places).toEqual([3, 2]);
  const back = await list({ from: second.newer! });
  expect(back.places).toEqual([5, 4]);
  expect(back.newer).toBeUndefined();
});

test.each([
  ["awaiting_payment", 0, [5, 1]],
  ["paid", 0, [4, 2]],
  ["expired", 0, [3]],
  ["refunded", 0, []],
] as const)("filtered by the state %s", async (show, of, places) => {
  expect((await list({ show, of })).places).toEqual([...places]);
});

test("filtered by customer and by product, paged both ways", async () => {
  const ofAni = await list({ show: "customer", of: own.ani! });
  expect(ofAni.places).toEqual([4, 3]);
  const older = await list({ show: "customer", of: own.ani!, from: ofAni.older! });
  expect(older.places).toEqual([1]);
  expect((await list({ show: "customer", of: own.ani!, from: older.newer! })).places).toEqual([
    4, 3,
  ]);
  const mugs = await list({ show: "product", of: own.mug! });
  expect(mugs.places).toEqual([5, 3]);
  const more = await list({ show: "product", of: own.mug!, from: mugs.older! });
  expect(more.places).toEqual([1]);
  expect((await list({ show: "product", of: own.mug!, from: more.newer! })).places).toEqual([5, 3]);
});

test("today is the shop's day, also over the edge of a page", async () => {
  const first = await list({ show: "today" });
  expect(first.places).toEqual([5, 4]);
  const rest = await list({ show: "today", from: first.older! });
  expect(rest.places).toEqual([3]);
  expect(rest.older).toBeUndefined();
  expect((await list({ show: "today", from: rest.newer! })).places).toEqual([5, 4]);
});

test("what needs a look: owed too long, stuck in the outbox, or with a proof that waits", async () => {
  expect((await list({ show: "attention" })).places).toEqual([2]);
  await raw`insert into outbox (lane, chat_id, kind, dedupe_key, order_id, state, not_before, created_at)
    values (1, ${own.ani!}, 'goods', 'g4', ${made[3]!}, 'parked', ${at}, ${at})`;
  const [payment] = await raw`insert into payments (order_id, customer_id, gateway, method,
      reference, amount, total, created_at, expires_at)
    values (${made[4]!}, ${own.budi!}, 'manual', 'manual', 'INV-5AAA', 10000, 10000, ${at}, ${at})
    returning id`;
  await raw`insert into payment_proofs (payment_id, created_at) values (${payment!["id"]}, ${at})`;
  expect((await list({ show: "attention", size: 9 })).places).toEqual([5, 4, 2]);
  expect(await countDeskOrders(db, { at, today })).toEqual({
    ...{ today: 3, attention: 3, awaiting_payment: 2, paid: 2 },
  });
});

test("a code is found as it is read aloud, and so is a payment's reference", async () => {
  for (const text of ["INV-2AAA", "2aaa", " inv-2aaa "]) {
    expect(await findOrders(db, { text, most: 5 })).toMatchObject({ order: made[1]! });
  }
});

test("a person is found by id, @username or name, a product by code or name", async () => {
  const find = async (text: string) => {
    const found = await findOrders(db, { text, most: 5 });
    return [...found.customers.map(({ id }) => id), ...found.products.map(({ id }) => id)];
  };
  expect(await find(String(own.ani))).toEqual([own.ani!]);
  expect(await find("@ani")).toEqual([own.ani!]);
  expect(await find("budi")).toEqual([own.budi!]);
  expect(await find("mug")).toEqual([own.mug!]);
  expect(await find("%")).toEqual([own.mug!]);
  expect(await find("nobody")).toEqual([]);
  expect(await find(" ")).toEqual([]);
});
