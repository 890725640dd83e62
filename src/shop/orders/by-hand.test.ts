import { afterAll, afterEach, expect, test } from "bun:test";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, aProduct } from "../../testing/catalog-factories.ts";
import { aCheckout, aPlacedOrder, factsOf } from "../../testing/order-factories.ts";
import { afterExpiry, brokenLaws, openTill, price } from "../../testing/till.ts";
import { claimMoney } from "../payments/claim-money.ts";
import { walletOf } from "../wallet/wallet.queries.ts";
import { expireOrders } from "./expire-orders.ts";
import { fulfilByHand } from "./fulfil-by-hand.ts";
import { processEvents } from "./process-events.ts";
import { refundOrder } from "./refund-order.ts";
import { settlePayment } from "./settle-payment.ts";

const till = await openTill();
const { db, raw, deps, clock } = till;
const admin = 42;
afterAll(till.close);
afterEach(async () => {
  expect(await brokenLaws(db)).toEqual([]);
});

async function anInvoice(more: { stock?: number; wallet?: number } = {}) {
  const buyer = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: more.stock ?? 1, price });
  if (more.wallet) await till.give(buyer, rupiah(more.wallet));
  const useWallet = more.wallet ? "all" : "none";
  const placed = await aPlacedOrder(deps, aCheckout(buyer, productId, { useWallet }));
  return { ...placed, buyer, productId, txn: await till.charge(placed.payment!.id) };
}

const byHand = (orderId: Awaited<ReturnType<typeof anInvoice>>["orderId"], actorId = admin) =>
  fulfilByHand(deps, { orderId, actorId, note: "paid in cash" });

test("an order fulfilled by hand runs the same settlement, with name and note in the books", async () => {
  const it = await anInvoice({ wallet: 4_000 });
  expect(await byHand(it.orderId)).toMatchObject({ ok: true });
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    ...{ state: "paid", sold: 1, payments: ["cancelled"] },
    events: ["placed", "paid", "fulfilled_by_hand"],
  });
  const [money] = await raw`select circumstance, to_order, confirmed_by from money_in
    where order_id = ${it.orderId}`;
  expect(money).toEqual({ circumstance: "manual", to_order: 6_000, confirmed_by: admin });
  const audit =
    await raw`select action, note from audit_log where subject = ${`order:${it.orderId}`}`;
  expect([...audit]).toEqual([{ action: "money.confirmed", note: "paid in cash" }]);
  expect(
    await raw`select 1 from outbox where dedupe_key = ${`goods:order:${it.orderId}`}`,
  ).toHaveLength(1);
});

test("two admins fulfil at once, and the buyer's own payment comes too: one sale, the rest in the wallet", async () => {
  const it = await anInvoice({ stock: 2 });
  await till.pays(it.txn);
  const answers = await Promise.all([byHand(it.orderId, 1), byHand(it.orderId, 2)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: "already_paid" });
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
  expect(await walletOf(db, it.buyer)).toBe(price);
});

test("an expired order is fulfilled by hand while its stock is there; else the admin is told", async () => {
  const it = await anInvoice();
  clock.advance(afterExpiry);
  await expireOrders(deps, { limit: 100 });
  const other = await aPlacedOrder(deps, aCheckout(await aCustomer(db), it.productId));
  expect(await byHand(it.orderId)).toMatchObject({ reason: "out_of_stock" });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "expired", sold: 0, reserved: 0 });
  clock.advance(afterExpiry);
  await expireOrders(deps, { limit: 100 });
  expect(await factsOf(raw, other.orderId)).toMatchObject({ state: "expired" });
  expect(await byHand(it.orderId)).toMatchObject({ ok: true });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
});

async function aSale() {
  const it = await anInvoice();
  await till.pays(it.txn);
  await processEvents(deps);
  return it;
}

const refund = (
  orderId: Awaited<ReturnType<typeof anInvoice>>["orderId"],
  before: number,
  amount?: number,
) =>
  refundOrder(deps, {
    ...{ orderId, actorId: admin, reason: "broken", refundedBefore: rupiah(before) },
    amount: amount === undefined ? undefined : rupiah(amount),
  });

test("a refund goes to the wallet, in parts up to the whole, and the unit stays sold", async () => {
  const it = await aSale();
  expect(await refund(it.orderId, 0, 3_000)).toMatchObject({
    ok: true,
    value: { refunded: 3_000 },
  });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid" });
  expect(await refund(it.orderId, 3_000, 7_001)).toMatchObject({
    reason: "too_much",
    detail: 7_000,
  });
  expect(await refund(it.orderId, 3_000)).toMatchObject({ ok: true, value: { amount: 7_000 } });
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "refunded", sold: 1 });
  expect(await walletOf(db, it.buyer)).toBe(price);
  expect(await refund(it.orderId, 10_000)).toMatchObject({ reason: "not_an_amount" });
  const told =
    await raw`select 1 from outbox where chat_id = ${it.buyer} and kind = 'order_refunded'`;
  expect(told).toHaveLength(2);
});

test("a refund tapped twice, or by two admins at once, is one refund", async () => {
  const it = await aSale();
  const answers = await Promise.all([refund(it.orderId, 0, 4_000), refund(it.orderId, 0, 4_000)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: "changed", detail: 4_000 });
  expect(await walletOf(db, it.buyer)).toBe(rupiah(4_000));
});

test("what was not paid is not refunded", async () => {
  const it = await anInvoice();
  expect(await refund(it.orderId, 0)).toMatchObject({ reason: "not_paid" });
});

test("unclaimed money finds its owner once", async () => {
  const settled = await settlePayment(deps, {
    ...{ gateway: "pakasir", transactionId: "lost", reference: "INV-LOST", amount: price },
    ...{ isSandbox: false, completedAt: clock.now() },
  });
  if (settled.kind !== "settled") throw new Error(settled.kind);
  const [ani, budi] = [await aCustomer(db), await aCustomer(db)];
  const claim = (customerId: typeof ani) =>
    claimMoney(deps, { moneyInId: settled.moneyInId, customerId, actorId: admin, note: "receipt" });
  expect(await claim(999_999_999 as typeof ani)).toMatchObject({ reason: "no_such_customer" });
  const answers = await Promise.all([claim(ani), claim(budi)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: "already_claimed" });
  expect((await walletOf(db, ani)) + (await walletOf(db, budi))).toBe(price);
});

test("the laws see money that is missing, doubled or in the wrong place, and a charge that nobody watches", async () => {
  const it = await aSale();
  const tampered = async (change: () => Promise<unknown>, undo: () => Promise<unknown>) => {
    await change();
    const found = await brokenLaws(db);
    await undo();
    expect(await brokenLaws(db)).toEqual([]);
    return found.map((fault) => fault.split(":")[0]);
  };
  const set = (text: string) => () => raw.unsafe(text);
  const [order, payment] = [`id = ${it.orderId}`, `order_id = ${it.orderId}`];
  expect(
    await tampered(
      set(`update money_in set to_order = 9000, to_wallet = 1000 where ${payment}`),
      set(`update money_in set to_order = 10000, to_wallet = 0 where ${payment}`),
    ),
  ).toEqual(["money.to_wallet_is_in_the_ledger", "money.orders_cost_what_was_paid"]);
  expect(
    await tampered(
      set(`update payments set state = 'failed' where ${payment}`),
      set(`update payments set state = 'paid' where ${payment}`),
    ),
  ).toEqual(["money.paid_payments_have_money"]);
  expect(
    await tampered(
      set(`update orders set refunded = 1 where ${order}`),
      set(`update orders set refunded = 0 where ${order}`),
    ),
  ).toEqual(["money.refunds_are_in_the_ledger"]);
  const open = await anInvoice();
  expect(
    await tampered(
      set(`update payments set next_check_at = null where order_id = ${open.orderId}`),
      set(`update payments set next_check_at = now() where order_id = ${open.orderId}`),
    ),
  ).toEqual(["payments.open_charges_are_watched"]);
});
