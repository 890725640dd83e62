import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { openDatabase } from "../../../db/client.ts";
import { vouchers } from "../../../db/schema/vouchers.ts";
import { minutes } from "../../lib/clock.ts";
import type { OrderId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, aProduct, opening } from "../../testing/catalog-factories.ts";
import {
  aCheckout,
  aCounter,
  aPlacedOrder,
  aWalletWith,
  factsOf,
} from "../../testing/order-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { countAvailable } from "../stock/stock.queries.ts";
import { walletOf } from "../wallet/wallet.queries.ts";
import { cancelOrder } from "./cancel-order.ts";
import { changeMethod } from "./change-method.ts";
import { completeOrder } from "./complete-order.ts";
import { expireOrders } from "./expire-orders.ts";
import { markDelivered } from "./mark-delivered.ts";
import { placeOrder } from "./place-order.ts";

const database = await testDatabase();
afterAll(database.close);
const { db, raw } = database;
const counter = aCounter(db);

const complete = (orderId: OrderId) =>
  db.transaction((tx) => completeOrder(tx, { orderId, at: counter.clock.now() }));
const expireAll = () => expireOrders(counter, { limit: 1_000 });
const kindsFor = async (orderId: OrderId) => {
  const rows = await raw`select kind from outbox o left join payments p on p.id = o.payment_id
    where o.order_id = ${orderId} or p.order_id = ${orderId} order by o.id`;
  return rows.map((row) => row["kind"] as string);
};

/** An order of two units, with a voucher and a part from the wallet. */
async function aRichOrder() {
  const buyer = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 4 });
  const code = `V${buyer}`;
  const row = { code, kind: "flat", value: 3_000, totalLimit: 1, createdAt: opening } as const;
  await db.insert(vouchers).values(row);
  await aWalletWith(db, buyer, rupiah(5_000));
  const wish = { quantity: 2, voucherCode: code, useWallet: "all" } as const;
  const order = await aPlacedOrder(counter, aCheckout(buyer, productId, wish));
  expect(order).toMatchObject({ total: 17_000, walletAmount: 5_000, due: 12_000 });
  expect(await walletOf(db, buyer)).toBe(rupiah(0));
  return { buyer, productId, code, order };
}

async function expectAllGivenBack({
  buyer,
  productId,
  code,
}: Awaited<ReturnType<typeof aRichOrder>>) {
  expect(await walletOf(db, buyer)).toBe(rupiah(5_000));
  expect(await countAvailable(db, productId)).toBe(4);
  const [voucher] = await raw`select taken from vouchers where code = ${code}`;
  expect(voucher?.["taken"]).toBe(0);
}

test("a customer cancels: units, voucher and the wallet's part come back, and nobody pays any more", async () => {
  const rich = await aRichOrder();
  const { orderId } = rich.order;
  const by = { customerId: rich.buyer };
  const stranger = { customerId: await aCustomer(db) };
  expect(await cancelOrder(counter, { orderId, by: stranger })).toMatchObject({
    reason: "not_found",
  });
  expect(await cancelOrder(counter, { orderId, by })).toMatchObject({ ok: true });
  expect(await factsOf(raw, orderId)).toMatchObject({
    state: "cancelled",
    payments: ["cancelled"],
    reserved: 0,
    voucher: "released",
    events: ["placed", "cancelled"],
  });
  await expectAllGivenBack(rich);
  expect(await cancelOrder(counter, { orderId, by })).toMatchObject({
    reason: "not_awaiting",
    detail: { state: "cancelled" },
  });
  await expectAllGivenBack(rich);
  expect(await kindsFor(orderId)).toEqual(["admin_new_order", "invoice"]);
});

test("an admin cancels with a reason that the customer reads", async () => {
  const { order } = await aRichOrder();
  const by = { actorId: 99, reason: "Stok rusak" };
  await cancelOrder(counter, { orderId: order.orderId, by });
  expect(await kindsFor(order.orderId)).toContain("order_cancelled");
  const audit = await raw`select note from audit_log where subject = ${`order:${order.orderId}`}`;
  expect(audit.map((row) => row["note"])).toEqual(["Stok rusak"]);
});

test("an order whose time is over expires once, is told of, and its charge is watched", async () => {
  const rich = await aRichOrder();
  const { orderId } = rich.order;
  await raw`update payments set state = 'pending', transaction_id = ${`tx-${orderId}`}
    where order_id = ${orderId}`;
  await expireAll();
  expect((await factsOf(raw, orderId)).state).toBe("awaiting_payment");
  counter.clock.advance(minutes(16));
  await expireAll();
  expect(await factsOf(raw, orderId)).toMatchObject({
    state: "expired",
    payments: ["expired"],
    reserved: 0,
    voucher: "released",
    events: ["placed", "expired"],
  });
  await expectAllGivenBack(rich);
  const [payment] = await raw`select next_check_at > closed_at as watched from payments
    where order_id = ${orderId}`;
  expect(payment).toEqual({ watched: true });
  expect((await kindsFor(orderId)).toSorted()).toEqual([
    "admin_new_order",
    "admin_order_expired",
    "invoice",
    "order_expired",
  ]);
  expect(await expireAll()).toEqual({ expired: 0 });
});

test("an order whose proof waits for review does not expire, nor can its buyer cancel it", async () => {
  const { order, buyer } = await aRichOrder();
  const { orderId } = order;
  await raw`insert into payment_proofs (payment_id, file_id, created_at)
    values (${order.payment!.id}, 'photo', ${opening})`;
  counter.clock.advance(minutes(16));
  await expireAll();
  expect((await factsOf(raw, orderId)).state).toBe("awaiting_payment");
  expect(await cancelOrder(counter, { orderId, by: { customerId: buyer } })).toMatchObject({
    reason: "proof_waiting",
  });
  await raw`update payment_proofs set state = 'rejected' where payment_id = ${order.payment!.id}`;
  await expireAll();
  expect((await factsOf(raw, orderId)).state).toBe("expired");
});

test("expiry, cancellation and payment at the same moment: one of them happens, wholly", async () => {
  const outcomes = new Set<string>();
  for (let round = 0; round < 12; round++) {
    const rich = await aRichOrder();
    const { orderId } = rich.order;
    counter.clock.advance(minutes(16));
    const by = { customerId: rich.buyer };
    const things = [
      // Of an order that has ended it finds no units, and goes back as a whole.
      () => complete(orderId).catch((error: Error) => error.message),
      () => expireAll(),
      () => cancelOrder(counter, { orderId, by }),
    ];
    // Each comes first in its turn.
    const turn = [...things.slice(round % 3), ...things.slice(0, round % 3)];
    const results = await Promise.all(turn.map((thing) => thing()));
    const facts = await factsOf(raw, orderId);
    outcomes.add(facts.state);
    if (facts.state === "paid") {
      expect(facts).toMatchObject({ sold: 2, reserved: 0, voucher: "used" });
      expect(await walletOf(db, rich.buyer)).toBe(rupiah(0));
    } else {
      expect(facts).toMatchObject({ sold: 0, reserved: 0, voucher: "released" });
      await expectAllGivenBack(rich);
    }
    expect(facts.events).toHaveLength(2);
    expect(results).toHaveLength(3);
  }
  expect(outcomes.size).toBeGreaterThan(1);
});

test("who pays by another way gets a new reference; the old charge is closed and watched", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 9, price: rupiah(20_000) });
  const placed = await aPlacedOrder(counter, aCheckout(buyer, id));
  const { orderId } = placed;
  const change = { orderId, customerId: buyer };
  expect(await changeMethod(counter, { ...change, method: "qris" })).toMatchObject({
    value: { payment: { id: placed.payment!.id } },
  });
  await raw`update payments set state = 'pending', transaction_id = 'first' where order_id = ${orderId}`;
  expect(await changeMethod(counter, { ...change, method: "bri_va" })).toMatchObject({ ok: true });
  const rows =
    await raw`select reference, state, method, amount, next_check_at is not null as watched
    from payments where order_id = ${orderId} order by id`;
  expect([...rows]).toEqual([
    { reference: placed.code, state: "cancelled", method: "qris", amount: 20_000, watched: true },
    {
      reference: `${placed.code}-2`,
      state: "created",
      method: "bri_va",
      amount: 20_000,
      watched: true,
    },
  ]);
  expect((await factsOf(raw, orderId)).reserved).toBe(1);
});

test("changing to the wallet pays the rest at once, or changes nothing", async () => {
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 9, price: rupiah(20_000) });
  const { orderId } = await aPlacedOrder(counter, aCheckout(buyer, id));
  const change = { orderId, customerId: buyer, method: "wallet" };
  expect(await changeMethod(counter, change)).toMatchObject({ reason: "wallet_short" });
  expect((await factsOf(raw, orderId)).payments).toEqual(["created"]);
  await aWalletWith(db, buyer, rupiah(20_000));
  expect(await changeMethod(counter, change)).toMatchObject({ value: { state: "paid" } });
  expect(await factsOf(raw, orderId)).toMatchObject({
    state: "paid",
    payments: ["cancelled"],
    sold: 1,
    wallet_amount: 20_000,
  });
  expect(await walletOf(db, buyer)).toBe(rupiah(0));
});

test("going back and forth between ways to pay gains no time", async () => {
  await db.execute(
    sql`insert into settings (key, value, updated_at) values ('manualEnabled', 'true', now()),
      ('manualInstructions', '"BCA 1234"', now())`,
  );
  const buyer = await aCustomer(db);
  const { id } = await aProduct(db, { stock: 9 });
  const placed = await aPlacedOrder(counter, aCheckout(buyer, id));
  const { orderId } = placed;
  const change = { orderId, customerId: buyer };
  const until = async (method: string) => {
    const changed = await changeMethod(counter, { ...change, method });
    if (!changed.ok) throw new Error(changed.reason);
    return (changed.value.expiresAt.getTime() - placed.expiresAt.getTime()) / minutes(1) + 15;
  };
  counter.clock.advance(minutes(5));
  expect(await until("manual")).toBe(24 * 60);
  expect(await until("qris")).toBe(20);
  expect(await until("manual")).toBe(24 * 60);
  expect(await until("manual")).toBe(24 * 60);
});

test("who waits in line gets the unit that an expired order gave back", async () => {
  const [buyer, waiting] = [await aCustomer(db), await aCustomer(db)];
  const { id } = await aProduct(db, { stock: 1 });
  await aPlacedOrder(counter, aCheckout(buyer, id));
  await raw`insert into waitlist (product_id, customer_id, created_at) values (${id}, ${waiting}, ${opening})`;
  counter.clock.advance(minutes(16));
  await expireAll();
  expect(await countAvailable(db, id)).toBe(0);
  expect(await placeOrder(counter, aCheckout(buyer, id))).toMatchObject({ reason: "sold_out" });
  expect(await placeOrder(counter, aCheckout(waiting, id))).toMatchObject({ ok: true });
});

test("an order is delivered once", async () => {
  const { order } = await aRichOrder();
  const deliver = () => db.transaction((tx) => markDelivered(tx, order.orderId, opening));
  expect(await deliver()).toBe(false);
  await complete(order.orderId);
  expect(await deliver()).toBe(true);
  expect(await deliver()).toBe(false);
  expect((await factsOf(raw, order.orderId)).events).toEqual(["placed", "paid", "delivered"]);
});

test("the sale counts for the shop's own day", async () => {
  const { order } = await aRichOrder();
  const at = new Date("2026-03-01T18:00:00Z");
  await using jakarta = openDatabase({ ...database.address, timeZone: "Asia/Jakarta" });
  await jakarta.db.transaction((tx) => completeOrder(tx, { orderId: order.orderId, at }));
  const [day] = await raw`select paid_orders, items_sold, revenue from telemetry_daily
    where date = '2026-03-02'`;
  expect(day).toEqual({ paid_orders: 1, items_sold: 2, revenue: 17_000 });
});
