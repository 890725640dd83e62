import { afterAll, afterEach, expect, test } from "bun:test";
import { vouchers } from "../../../db/schema/vouchers.ts";
import type { CustomerId, OrderId, PaymentId, ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, addUnits, aProduct, opening } from "../../testing/catalog-factories.ts";
import { aCheckout, aPlacedOrder, factsOf } from "../../testing/order-factories.ts";
import { afterExpiry, brokenLaws, openTill, price } from "../../testing/till.ts";
import { walletOf } from "../wallet/wallet.queries.ts";
import { cancelOrder } from "./cancel-order.ts";
import { changeMethod } from "./change-method.ts";
import { checkDuePayments } from "./check-payments.ts";
import type { Checkout } from "./checkout.ts";
import type { ConfirmedMoney } from "./confirmed-money.ts";
import { expireOrders } from "./expire-orders.ts";
import { processEvents } from "./process-events.ts";
import { settlePayment } from "./settle-payment.ts";

const till = await openTill();
const { db, raw, deps, clock, pakasir } = till;
afterAll(till.close);
afterEach(async () => {
  expect(await brokenLaws(db)).toEqual([]);
});

type Placed = {
  buyer: CustomerId;
  productId: ProductId;
  orderId: OrderId;
  paymentId: PaymentId;
  code: string;
  txn: string;
};

/** An order with its invoice on screen. */
async function anInvoice(
  more: Partial<Checkout> & { quantity?: number; stock?: number; wallet?: number } = {},
): Promise<Placed> {
  const { stock = 1, wallet = 0, ...checkout } = more;
  const buyer = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock, price });
  if (wallet > 0) await till.give(buyer, rupiah(wallet));
  const placed = await aPlacedOrder(deps, aCheckout(buyer, productId, checkout));
  const { orderId, code } = placed;
  const paymentId = placed.payment!.id;
  const txn = await till.charge(paymentId);
  return { buyer, productId, orderId, paymentId, code, txn };
}

function moneyFor({ txn, code }: Placed, more: Partial<ConfirmedMoney> = {}): ConfirmedMoney {
  const completedAt = clock.now();
  const plain = { gateway: "pakasir", transactionId: txn, reference: code, amount: price };
  return { ...plain, isSandbox: false, completedAt, ...more };
}

async function expires(): Promise<void> {
  clock.advance(afterExpiry);
  await expireOrders(deps, { limit: 100 });
}

async function moneyOf(orderId: OrderId) {
  const rows = await raw`select circumstance, to_order, to_wallet from money_in
    where order_id = ${orderId} order by id`;
  return rows.map((row) => [row["circumstance"], row["to_order"], row["to_wallet"]]);
}

async function toldTo(chatId: number, kind: string): Promise<number> {
  const rows = await raw`select 1 from outbox where chat_id = ${chatId} and kind = ${kind}`;
  return rows.length;
}

test("a paid webhook hands over the goods: order, units, voucher, books and messages in one step", async () => {
  const it = await anInvoice();
  await till.pays(it.txn);
  expect(await processEvents(deps)).toBe(1);
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    ...{ state: "paid", payments: ["paid"], reserved: 0, sold: 1, events: ["placed", "paid"] },
  });
  expect(await moneyOf(it.orderId)).toEqual([["exact", 10_000, 0]]);
  expect(await toldTo(it.buyer, "goods")).toBe(1);
  expect(await toldTo(it.buyer, "money_to_wallet")).toBe(0);
});

test("what real shops got wrong, 1: a genuine payment compares with the base amount, not with base and fee", async () => {
  const it = await anInvoice();
  const [payment] = await raw`select amount, fee, total from payments where id = ${it.paymentId}`;
  expect(payment).toEqual({ amount: 10_000, fee: 380, total: 10_380 });
  await till.pays(it.txn);
  await processEvents(deps);
  expect(await moneyOf(it.orderId)).toEqual([["exact", 10_000, 0]]);
});

test("what real shops got wrong, 2: a forged 'completed' moves nothing, with the right secret or without", async () => {
  const it = await anInvoice();
  const lie = { txn_id: it.txn, order_id: it.code, amount: 10_000, is_sandbox: false };
  const body = { ...lie, status: "completed", completed_at: "2026-01-05T03:00:00Z" };
  expect(await pakasir.forgeWebhook(body)).toBe(401);
  expect(await pakasir.forgeWebhook(body, "a guess")).toBe(401);
  expect(await pakasir.forgeWebhook({ hello: "world" }, "till-secret")).toBe(400);
  expect(await raw`select 1 from payment_events where reference = ${it.code}`).toHaveLength(0);
  // Somebody stole the secret: the gateway is asked, and knows of no money.
  expect(await pakasir.forgeWebhook(body, "till-secret")).toBe(200);
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "awaiting_payment", reserved: 1 });
  expect(await moneyOf(it.orderId)).toEqual([]);
});

test("what real shops got wrong, 3: above 105,000 the fee is the gateway's, whatever its formula", async () => {
  const it = await anInvoice({ quantity: 20, stock: 40 });
  const [payment] = await raw`select amount, fee, total from payments where id = ${it.paymentId}`;
  expect(payment).toEqual({ amount: 200_000, fee: 2_000, total: 202_000 });
});

test("what real shops got wrong, 4: a late 'cancelled' never overwrites 'completed'", async () => {
  const it = await anInvoice();
  await till.pays(it.txn);
  await processEvents(deps);
  const late = { txn_id: it.txn, order_id: it.code, amount: 10_000, is_sandbox: false };
  await pakasir.forgeWebhook({ ...late, status: "canceled" }, "till-secret");
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", payments: ["paid"] });
  const [event] = await raw`select outcome from payment_events where reference = ${it.code}
    order by id desc limit 1`;
  expect(event?.["outcome"]).toBe("already_settled");
});

/** Every table that a settlement with a surplus writes to. */
const steps = [
  ...["payments", "orders", "product_contents", "products", "telemetry_daily", "money_in"],
  ...["wallets", "wallet_entries", "order_events", "outbox", "audit_log"],
];

test.each(steps)(
  "what real shops got wrong, 5: killed at its write to %s, a settlement leaves nothing behind, and the next look does all of it",
  async (table) => {
    const it = await anInvoice();
    await raw`create or replace function dies() returns trigger language plpgsql as
      $$ begin raise exception 'killed'; end $$`;
    await raw.unsafe(
      `create trigger dies before insert or update on ${table} for each row execute function dies()`,
    );
    const money = moneyFor(it, { amount: rupiah(10_500) });
    const killed = await settlePayment(deps, money).catch((error: Error) => error.cause);
    await raw.unsafe(`drop trigger dies on ${table}`);
    expect(String(killed)).toMatch(/killed|transaction is aborted/);
    expect(await factsOf(raw, it.orderId)).toMatchObject({
      ...{ state: "awaiting_payment", payments: ["pending"], reserved: 1, sold: 0 },
    });
    expect(await moneyOf(it.orderId)).toEqual([]);
    expect(await walletOf(db, it.buyer)).toBe(rupiah(0));
    expect(await toldTo(it.buyer, "goods")).toBe(0);
    await settlePayment(deps, money);
    expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
    expect(await walletOf(db, it.buyer)).toBe(rupiah(500));
    expect(await toldTo(it.buyer, "goods")).toBe(1);
  },
);

test("what real shops got wrong, 6: a payment after expiry is fulfilled while the stock is there, and the customer is told", async () => {
  const it = await anInvoice();
  await expires();
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "expired", payments: ["expired"] });
  await till.pays(it.txn, { late: true });
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    ...{ state: "paid", payments: ["paid"], sold: 1 },
    events: ["placed", "expired", "paid_late", "odd_money"],
  });
  expect(await moneyOf(it.orderId)).toEqual([["late", 10_000, 0]]);
  expect(await toldTo(it.buyer, "paid_late")).toBe(1);
  expect(await toldTo(it.buyer, "goods")).toBe(1);
});

test("a late payment for goods that somebody else has bought goes to the wallet, every rupiah of it", async () => {
  const it = await anInvoice();
  await expires();
  const other = await aCustomer(db);
  const taken = await aPlacedOrder(deps, aCheckout(other, it.productId));
  await till.pays(it.txn, { late: true });
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    state: "expired",
    payments: ["paid"],
    sold: 0,
  });
  expect(await factsOf(raw, taken.orderId)).toMatchObject({ reserved: 1 });
  expect(await moneyOf(it.orderId)).toEqual([["late", 0, 10_000]]);
  expect(await walletOf(db, it.buyer)).toBe(price);
  expect(await toldTo(it.buyer, "money_to_wallet")).toBe(1);
  expect(await toldTo(0, "admin_money_attention")).toBeGreaterThan(0);
  const audit = await raw`select action from audit_log where subject = ${`order:${it.orderId}`}`;
  expect(audit.map((row) => row["action"])).toEqual(["money.late"]);
});

test("a late payment with too few units left takes none of them", async () => {
  const it = await anInvoice({ quantity: 3, stock: 6 });
  await expires();
  await raw`update product_contents set state = 'quarantined' where id in (
    select id from product_contents where product_id = ${it.productId} limit 4)`;
  await settlePayment(deps, moneyFor(it, { amount: rupiah(30_000) }));
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "expired", reserved: 0, sold: 0 });
  const free = await raw`select 1 from product_contents
    where product_id = ${it.productId} and state = 'available'`;
  expect(free).toHaveLength(2);
  expect(await walletOf(db, it.buyer)).toBe(rupiah(30_000));
});

test("a cancelled order whose money was on its way is fulfilled after all", async () => {
  const it = await anInvoice();
  await cancelOrder(deps, { orderId: it.orderId, by: { customerId: it.buyer } });
  await till.pays(it.txn, { late: true });
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
  expect(await moneyOf(it.orderId)).toEqual([["cancelled", 10_000, 0]]);
});

test("paid by QRIS and by a virtual account: the second money goes to the wallet", async () => {
  const it = await anInvoice();
  const changed = await changeMethod(deps, {
    ...{ orderId: it.orderId, customerId: it.buyer, method: "bri_va" },
  });
  if (!changed.ok) throw new Error(changed.reason);
  const second = await raw`select id, reference from payments
    where order_id = ${it.orderId} and state = 'created'`;
  const va = await till.charge(second[0]?.["id"]);
  expect(second[0]?.["reference"]).not.toBe(it.code);
  await till.pays(va);
  await till.pays(it.txn);
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    ...{ state: "paid", payments: ["paid", "paid"], sold: 1 },
  });
  expect((await moneyOf(it.orderId)).map(([circumstance]) => circumstance).toSorted()).toEqual([
    ...["double", "exact"],
  ]);
  expect(await walletOf(db, it.buyer)).toBe(price);
});

test("the first of two invoices is paid while the second is open: the second is closed", async () => {
  const it = await anInvoice();
  await changeMethod(deps, { orderId: it.orderId, customerId: it.buyer, method: "bri_va" });
  await settlePayment(deps, moneyFor(it));
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    ...{ state: "paid", payments: ["paid", "cancelled"], sold: 1 },
  });
});

test("too little goes to the wallet, and the order waits for the rest", async () => {
  const it = await anInvoice();
  await till.pays(it.txn, { amount: 9_999 });
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    ...{ state: "awaiting_payment", payments: ["paid"], reserved: 1 },
  });
  expect(await moneyOf(it.orderId)).toEqual([["too_low", 0, 9_999]]);
  expect(await walletOf(db, it.buyer)).toBe(rupiah(9_999));
});

test("too much buys the goods, and the surplus goes to the wallet", async () => {
  const it = await anInvoice();
  await till.pays(it.txn, { amount: 12_500 });
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
  expect(await moneyOf(it.orderId)).toEqual([["too_high", 10_000, 2_500]]);
  expect(await walletOf(db, it.buyer)).toBe(rupiah(2_500));
});

test("real money with a reference that nobody knows waits for an admin, and the owner hears of it", async () => {
  await till.gateway.create({ reference: "INV-ELSEWHERE", amount: price, method: "qris" });
  await till.pays("INV-ELSEWHERE");
  await processEvents(deps);
  const [money] = await raw`select id, circumstance, unclaimed from money_in
    where reference = 'INV-ELSEWHERE'`;
  expect(money).toMatchObject({ circumstance: "unknown", unclaimed: 10_000 });
  expect(till.said.join("\n")).toContain("INV-ELSEWHERE");
  await till.pakasir.webhooksSettled();
  const told = await raw`select 1 from outbox
    where dedupe_key = ${`admin_money_attention:${money?.["id"]}`}`;
  expect(told).toHaveLength(1);
});

test("a callback about something that the gateway does not know changes nothing", async () => {
  const body = { txn_id: "nonsense", order_id: "INV-NONE", amount: 1_000, is_sandbox: false };
  await pakasir.forgeWebhook({ ...body, status: "completed" }, "till-secret");
  await processEvents(deps);
  const [event] = await raw`select outcome from payment_events where reference = 'INV-NONE'`;
  expect(event?.["outcome"]).toBe("unknown");
  expect(await raw`select 1 from money_in where reference = 'INV-NONE'`).toHaveLength(0);
});

test("play money buys nothing in a shop that sells for real, and is told once", async () => {
  const it = await anInvoice();
  const play = moneyFor(it, { isSandbox: true });
  expect(await settlePayment(deps, play)).toEqual({ kind: "sandbox_refused", isNews: true });
  expect(await settlePayment(deps, play)).toEqual({ kind: "sandbox_refused", isNews: false });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "awaiting_payment" });
  const told = await raw`select 1 from outbox
    where dedupe_key = ${`sandbox_refused:pakasir:${it.txn}`}`;
  expect(told).toHaveLength(1);
});

test("the webhook twice at once, and a poll beside it, sell one unit", async () => {
  const it = await anInvoice({ stock: 3 });
  const settled = await Promise.all(
    Array.from({ length: 6 }, () => settlePayment(deps, moneyFor(it))),
  );
  expect(settled.filter(({ kind }) => kind === "settled")).toHaveLength(1);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
  await till.pays(it.txn, { webhook: "duplicate" });
  await Promise.all([processEvents(deps), processEvents(deps), checkDuePayments(deps)]);
  expect(await moneyOf(it.orderId)).toEqual([["exact", 10_000, 0]]);
});

test("unknown money told twice at once is written down once", async () => {
  const money = moneyFor({ txn: "stray", code: "INV-STRAY" } as Placed);
  const settled = await Promise.all(Array.from({ length: 4 }, () => settlePayment(deps, money)));
  expect(settled.filter(({ kind }) => kind === "settled")).toHaveLength(1);
});

test("the same money under the name that an older API gave it is not new", async () => {
  const it = await anInvoice();
  await settlePayment(deps, moneyFor(it));
  const again = await settlePayment(deps, moneyFor(it, { transactionId: it.code }));
  expect(again).toEqual({ kind: "already_settled" });
});

test("expiry against payment: whoever is first, the buyer has goods or money", async () => {
  for (let round = 0; round < 8; round++) {
    const it = await anInvoice();
    clock.advance(afterExpiry);
    await Promise.all([expireOrders(deps, { limit: 100 }), settlePayment(deps, moneyFor(it))]);
    expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1, reserved: 0 });
    expect(await brokenLaws(db)).toEqual([]);
  }
});

test("cancelling against payment: whoever is first, the goods are handed over", async () => {
  for (let round = 0; round < 8; round++) {
    const it = await anInvoice();
    const by = { customerId: it.buyer };
    await Promise.all([
      cancelOrder(deps, { orderId: it.orderId, by }),
      settlePayment(deps, moneyFor(it)),
    ]);
    expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
    expect(await brokenLaws(db)).toEqual([]);
  }
});

test("the wallet's part, given back at expiry, is taken again by a late payment", async () => {
  const it = await anInvoice({ wallet: 4_000, useWallet: "all" });
  await expires();
  expect(await walletOf(db, it.buyer)).toBe(rupiah(4_000));
  await settlePayment(deps, moneyFor(it, { amount: rupiah(6_000) }));
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    state: "paid",
    sold: 1,
    wallet_amount: 4_000,
  });
  expect(await walletOf(db, it.buyer)).toBe(rupiah(0));
});

test("where the wallet's part has been spent, the late money goes to the wallet and the unit back", async () => {
  const it = await anInvoice({ wallet: 4_000, useWallet: "all" });
  await expires();
  await till.give(it.buyer, rupiah(-1));
  await settlePayment(deps, moneyFor(it, { amount: rupiah(6_000) }));
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "expired", sold: 0, reserved: 0 });
  expect(await walletOf(db, it.buyer)).toBe(rupiah(9_999));
});

test("a late payment keeps the price that was shown, even where the voucher's last use is gone", async () => {
  await db.insert(vouchers).values({
    ...{ code: "SEKALI", kind: "flat", value: 1_000, totalLimit: 1, createdAt: opening },
  });
  const it = await anInvoice({ voucherCode: "SEKALI" });
  await expires();
  const other = await anInvoice({ voucherCode: "SEKALI" });
  await settlePayment(deps, moneyFor(it, { amount: rupiah(9_000) }));
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    state: "paid",
    sold: 1,
    voucher: "released",
  });
  expect(await factsOf(raw, other.orderId)).toMatchObject({ voucher: "reserved" });
});

test("units of a product that came back in stock serve the one who paid late", async () => {
  const it = await anInvoice();
  await expires();
  const other = await aPlacedOrder(deps, aCheckout(await aCustomer(db), it.productId));
  await addUnits(db, it.productId, [`again-${it.orderId}`]);
  await settlePayment(deps, moneyFor(it));
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
  expect(await factsOf(raw, other.orderId)).toMatchObject({ reserved: 1 });
});
