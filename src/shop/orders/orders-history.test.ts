import { afterAll, expect, test } from "bun:test";
import type { CustomerId, OrderId } from "../../lib/ids.ts";
import { aCustomer, aProduct } from "../../testing/catalog-factories.ts";
import { aCheckout, aCounter, aPlacedOrder } from "../../testing/order-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { cancelOrder } from "./cancel-order.ts";
import {
  countOrders,
  findOrder,
  findOrderByCode,
  listOrders,
  searchOrders,
} from "./orders.queries.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const counter = aCounter(db);

async function threeOrdersOf(customerId: CustomerId) {
  const { id: productId } = await aProduct(db, { stock: 9 });
  const orders = [];
  for (let n = 0; n < 3; n++)
    orders.push(await aPlacedOrder(counter, aCheckout(customerId, productId)));
  return { productId, orders };
}

test("orders are listed newest first, page by page, and a new one shifts nothing", async () => {
  const buyer = await aCustomer(db);
  const { orders, productId } = await threeOrdersOf(buyer);
  const ids = orders.map(({ orderId }) => orderId).toReversed();
  const first = await listOrders(db, { customerId: buyer, size: 2 });
  expect(first.orders.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(first.orders[0]?.items).toMatchObject([{ productId, quantity: 1 }]);
  await cancelOrder(counter, { orderId: ids[0]!, by: { customerId: buyer } });
  await aPlacedOrder(counter, aCheckout(buyer, productId));
  const before = first.next as OrderId;
  const second = await listOrders(db, { customerId: buyer, size: 2, before });
  expect(second.orders.map(({ id }) => id)).toEqual(ids.slice(2));
  expect(second.next).toBeUndefined();
});

test("admins look by state, by product, by code and by person", async () => {
  const buyer = await aCustomer(db, { username: "SiPembeli" });
  const { orders, productId } = await threeOrdersOf(buyer);
  const [first] = orders;
  await cancelOrder(counter, { orderId: first!.orderId, by: { actorId: 9, reason: "Uji" } });
  const ids = async (filter: object) =>
    (await listOrders(db, { size: 10, ...filter })).orders.map(({ id }) => id);
  expect(await ids({ state: "cancelled", productId })).toEqual([first!.orderId]);
  expect(await ids({ productId })).toHaveLength(3);
  const search = async (text: string) => (await searchOrders(db, { text, size: 10 })).length;
  expect(await search(first!.code.toLowerCase())).toBe(1);
  expect(await search(first!.code.replace("INV-", ""))).toBe(1);
  expect(await search("@sipembeli")).toBe(3);
  expect(await search(String(buyer))).toBe(3);
  expect(await search("' or true --")).toBe(0);
  expect(await findOrderByCode(db, ` ${first!.code.toLowerCase()}`)).toMatchObject({
    id: first!.orderId,
  });
  expect(await countOrders(db)).toMatchObject({ delivered: 0, refunded: 0 });
});

test("an order shows its whole history, and only to whom it belongs", async () => {
  const [buyer, stranger] = [await aCustomer(db), await aCustomer(db)];
  const { orders } = await threeOrdersOf(buyer);
  const { orderId } = orders[0]!;
  await cancelOrder(counter, { orderId, by: { customerId: buyer } });
  expect(await findOrder(db, { orderId, customerId: stranger })).toBeUndefined();
  const order = await findOrder(db, { orderId, customerId: buyer });
  expect(order?.events.map(({ event }) => event)).toEqual(["placed", "cancelled"]);
  expect(order).toMatchObject({
    state: "cancelled",
    customer: { id: buyer },
    payments: [{ state: "cancelled", method: "qris" }],
    items: [{ quantity: 1 }],
  });
});
