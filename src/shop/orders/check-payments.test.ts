import { afterAll, afterEach, beforeEach, expect, test } from "bun:test";
import { hours, minutes, seconds } from "../../lib/clock.ts";
import { aCustomer, aProduct } from "../../testing/catalog-factories.ts";
import { aCheckout, aPlacedOrder, factsOf } from "../../testing/order-factories.ts";
import { afterExpiry, brokenLaws, openTill, price } from "../../testing/till.ts";
import { findPayment } from "../payments/payments.queries.ts";
import { walletOf } from "../wallet/wallet.queries.ts";
import { cancelOrder } from "./cancel-order.ts";
import { checkPayment } from "./check-payment.ts";
import { checkDuePayments, checkPaymentNow } from "./check-payments.ts";
import { expireOrders } from "./expire-orders.ts";
import { processEvents } from "./process-events.ts";

const till = await openTill();
const { db, raw, deps, clock, pakasir } = till;
afterAll(till.close);
beforeEach(async () => {
  pakasir.clearFaults();
  // Each test looks at its own payment.
  await raw`update payments set next_check_at = null where state <> 'created'`;
});
afterEach(async () => {
  expect(await brokenLaws(db).then(ownFaults)).toEqual([]);
});

/** The tests themselves take their former payments out of the jobs' sight. */
const ownFaults = (found: string[]) => found.filter((fault) => !fault.includes("are_watched"));

async function anInvoice() {
  const buyer = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 1, price });
  const placed = await aPlacedOrder(deps, aCheckout(buyer, productId));
  const paymentId = placed.payment!.id;
  return { ...placed, buyer, productId, paymentId, txn: await till.charge(paymentId) };
}

const paymentOf = async (id: Parameters<typeof findPayment>[1]) => (await findPayment(db, id))!;

test("a lost webhook costs seconds: the gateway is asked about every open charge", async () => {
  const it = await anInvoice();
  await till.pays(it.txn, { webhook: "lose" });
  expect(await checkDuePayments(deps)).toBe(0);
  clock.advance(seconds(5));
  expect(await checkDuePayments(deps)).toBe(1);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
});

test("the pauses between two looks grow with the charge's age, and are never under four seconds", async () => {
  const it = await anInvoice();
  const pauses: number[] = [];
  for (let look = 0; look < 12; look++) {
    const { nextCheckAt } = await paymentOf(it.paymentId);
    const pause = nextCheckAt!.getTime() - clock.now().getTime();
    pauses.push(pause);
    clock.advance(pause);
    expect(await checkDuePayments(deps)).toBe(1);
  }
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(seconds(5));
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses.at(-1)).toBeGreaterThan(seconds(30));
});

test("two instances never ask about one charge at once", async () => {
  await anInvoice();
  await anInvoice();
  clock.advance(seconds(5));
  const before = pakasir.calls.length;
  await Promise.all([checkDuePayments(deps), checkDuePayments(deps), checkDuePayments(deps)]);
  expect(pakasir.calls.length - before).toBe(2);
});

test("who dies while asking leaves the charge to the others", async () => {
  const it = await anInvoice();
  await till.pays(it.txn, { webhook: "lose" });
  clock.advance(seconds(5));
  // Claimed, and nothing after that.
  const dead = { ...deps, gateways: new Map([["pakasir", { ...till.gateway, status: dies }]]) };
  await checkDuePayments(dead);
  expect(await checkDuePayments(deps)).toBe(0);
  clock.advance(seconds(31));
  expect(await checkDuePayments(deps)).toBe(1);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid" });
});

const dies = () => Promise.reject(new Error("killed"));

test("open charges are asked about before those that are over", async () => {
  const over = await anInvoice();
  await cancelOrder(deps, { orderId: over.orderId, by: { customerId: over.buyer } });
  clock.advance(seconds(10));
  const open = await anInvoice();
  await till.pays(open.txn, { webhook: "lose" });
  clock.advance(seconds(5));
  expect(await checkDuePayments(deps, { limit: 1 })).toBe(1);
  expect(await factsOf(raw, open.orderId)).toMatchObject({ state: "paid" });
});

test("an expired order's charge is cancelled at the gateway, and watched for a day and an hour", async () => {
  const it = await anInvoice();
  clock.advance(afterExpiry);
  await expireOrders(deps, { limit: 100 });
  expect(pakasir.find(it.txn)?.state).toBe("pending");
  clock.advance(seconds(5));
  await checkDuePayments(deps);
  expect(pakasir.find(it.txn)?.state).toBe("canceled");
  let looks = 0;
  const { closedAt } = await paymentOf(it.paymentId);
  for (;;) {
    const { nextCheckAt } = await paymentOf(it.paymentId);
    if (!nextCheckAt) break;
    clock.advance(Math.max(0, nextCheckAt.getTime() - clock.now().getTime()));
    await checkDuePayments(deps);
    looks++;
  }
  expect(clock.now().getTime() - closedAt!.getTime()).toBeGreaterThanOrEqual(hours(25));
  expect(looks).toBeLessThan(100);
});

test("paid at the very moment of the cancellation: the next look finds the money", async () => {
  const it = await anInvoice();
  await cancelOrder(deps, { orderId: it.orderId, by: { customerId: it.buyer } });
  const stop = pakasir.onCall(({ name, phase }) => {
    if (name === "cancel" && phase === "before") pakasir.pay(it.txn, { webhook: "lose" });
  });
  clock.advance(seconds(5));
  await checkDuePayments(deps);
  stop();
  clock.advance(minutes(1));
  await checkDuePayments(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
});

test("a charge that the gateway ends first closes the invoice and leaves the order its time", async () => {
  const it = await anInvoice();
  pakasir.expire(it.txn);
  clock.advance(seconds(5));
  await checkDuePayments(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({
    ...{ state: "awaiting_payment", reserved: 1, payments: ["cancelled"] },
  });
  await till.pays(it.txn, { late: true, webhook: "lose" });
  clock.advance(minutes(1));
  await checkDuePayments(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
});

test("a look that began before the payment never overwrites it with 'cancelled'", async () => {
  const it = await anInvoice();
  const stale = await paymentOf(it.paymentId);
  await till.pays(it.txn);
  await processEvents(deps);
  const liar = {
    ...till.gateway,
    async status(query: Parameters<typeof till.gateway.status>[0]) {
      const answer = await till.gateway.status(query);
      return answer.ok
        ? { ...answer, value: { ...answer.value, state: "cancelled" as const } }
        : answer;
    },
  };
  await checkPayment({ ...deps, gateways: new Map([["pakasir", liar]]) }, stale);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", payments: ["paid"] });
});

test("while the gateway is down nothing is decided, and it is asked ever more rarely", async () => {
  const it = await anInvoice();
  await till.pays(it.txn, { webhook: "lose" });
  pakasir.setDown(true);
  const pauses: number[] = [];
  for (let round = 0; round < 4; round++) {
    const { nextCheckAt } = await paymentOf(it.paymentId);
    clock.advance(nextCheckAt!.getTime() - clock.now().getTime());
    await checkDuePayments(deps);
    const next = (await paymentOf(it.paymentId)).nextCheckAt!;
    pauses.push((next.getTime() - clock.now().getTime()) / 1_000);
  }
  expect(pauses).toEqual([5, 10, 20, 40]);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "awaiting_payment" });
  pakasir.setDown(false);
  expect(await checkPaymentNow(deps, it.paymentId)).toBe("paid");
});

test("a webhook that comes while the gateway is down is asked about until it answers", async () => {
  const it = await anInvoice();
  await till.pays(it.txn);
  pakasir.setDown(true);
  await processEvents(deps);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "awaiting_payment" });
  pakasir.setDown(false);
  clock.advance(seconds(5));
  expect(await processEvents(deps)).toBe(1);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
});

test("a killed instance leaves its webhook to the others", async () => {
  const it = await anInvoice();
  await till.pays(it.txn);
  const dead = { ...deps, gateways: new Map([["pakasir", { ...till.gateway, status: dies }]]) };
  await processEvents(dead);
  expect(await processEvents(deps)).toBe(0);
  clock.advance(seconds(31));
  expect(await processEvents(deps)).toBe(1);
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid" });
  expect(await walletOf(db, it.buyer)).toBe(0 as never);
});

test("the customer's own question is answered at once", async () => {
  const it = await anInvoice();
  expect(await checkPaymentNow(deps, it.paymentId)).toBe("pending");
  await till.pays(it.txn, { webhook: "lose" });
  expect(await checkPaymentNow(deps, it.paymentId)).toBe("paid");
  expect(await checkPaymentNow(deps, it.paymentId)).toBe("paid");
  expect(await factsOf(raw, it.orderId)).toMatchObject({ state: "paid", sold: 1 });
});
