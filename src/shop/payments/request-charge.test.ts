import { afterAll, beforeEach, expect, test } from "bun:test";
import { minutes, seconds } from "../../lib/clock.ts";
import { type Rupiah, rupiah } from "../../lib/money.ts";
import { refuse } from "../../lib/result.ts";
import { aCustomer, aProduct } from "../../testing/catalog-factories.ts";
import { aCheckout, aPlacedOrder } from "../../testing/order-factories.ts";
import { openTill, price } from "../../testing/till.ts";
import { cancelOrder } from "../orders/cancel-order.ts";
import { findPayment } from "./payments.queries.ts";
import { requestCharge } from "./request-charge.ts";
import { requestMissingCharges } from "./request-missing-charges.ts";

const till = await openTill();
const { db, raw, deps, clock, pakasir } = till;
afterAll(till.close);
beforeEach(() => pakasir.clearFaults());

async function anOrderPlaced() {
  const buyer = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 1, price });
  const placed = await aPlacedOrder(deps, aCheckout(buyer, productId));
  return { ...placed, buyer, paymentId: placed.payment!.id };
}

const invoices = async (chatId: number) => {
  const rows = await raw`select dedupe_key from outbox
    where chat_id = ${chatId} and kind = 'invoice' order by id`;
  return rows.map((row) => String(row["dedupe_key"]).split(":").slice(2).join(":"));
};

test("the charge brings the QR, the gateway's own fee and total, and the invoice", async () => {
  const it = await anOrderPlaced();
  expect(await requestCharge(deps, it.paymentId)).toBe("ready");
  const payment = await findPayment(db, it.paymentId);
  expect(payment).toMatchObject({
    ...{ state: "pending", amount: price, fee: 380 as Rupiah, total: 10_380 as Rupiah },
    ...{ reference: it.code, isSandbox: false, expiresAt: it.expiresAt },
  });
  expect(payment?.qr).toContain("10380.00");
  expect(payment?.payUrl).toContain(payment?.transactionId ?? "?");
  expect(await invoices(it.buyer)).toEqual(["pending"]);
  expect(await requestCharge(deps, it.paymentId)).toBe("not_needed");
  expect(pakasir.calls.filter(({ orderId }) => orderId === it.code)).toHaveLength(1);
});

test("an order never outlives the gateway's own time", async () => {
  const it = await anOrderPlaced();
  const soon = new Date(clock.now().getTime() + minutes(5));
  const hasty = {
    ...till.gateway,
    async create(request: Parameters<typeof till.gateway.create>[0]) {
      const charge = await till.gateway.create(request);
      return charge.ok ? { ...charge, value: { ...charge.value, expiresAt: soon } } : charge;
    },
  };
  await requestCharge({ ...deps, gateways: new Map([["pakasir", hasty]]) }, it.paymentId);
  const [order] = await raw`select expires_at from orders where id = ${it.orderId}`;
  expect(order?.["expires_at"]).toEqual(soon);
  expect((await findPayment(db, it.paymentId))?.expiresAt).toEqual(soon);
});

test("an answer lost on its way is got by asking again with the same values: there is one charge", async () => {
  const it = await anOrderPlaced();
  pakasir.fault("create", "drop after");
  expect(await requestCharge(deps, it.paymentId)).toBe("delayed");
  expect(await invoices(it.buyer)).toEqual(["delayed"]);
  clock.advance(seconds(6));
  expect(await requestMissingCharges(deps)).toBe(1);
  expect(await invoices(it.buyer)).toEqual(["delayed", "pending"]);
  expect(pakasir.charges.filter(({ orderId }) => orderId === it.code)).toHaveLength(1);
});

test("whoever died between the order and the gateway is stood in for, by one instance alone", async () => {
  const it = await anOrderPlaced();
  expect(await requestMissingCharges(deps)).toBe(0);
  clock.advance(seconds(6));
  const asked = await Promise.all([requestMissingCharges(deps), requestMissingCharges(deps)]);
  expect(asked.toSorted()).toEqual([0, 1]);
  expect(await findPayment(db, it.paymentId)).toMatchObject({ state: "pending" });
});

test("while the gateway is down it is asked ever more rarely, and not once the order has expired", async () => {
  const it = await anOrderPlaced();
  pakasir.setDown(true);
  const pauses: number[] = [];
  for (let round = 0; round < 6; round++) {
    expect(await requestCharge(deps, it.paymentId)).toBe("delayed");
    const { nextCheckAt } = (await findPayment(db, it.paymentId))!;
    pauses.push((nextCheckAt!.getTime() - clock.now().getTime()) / 1_000);
    clock.advance(nextCheckAt!.getTime() - clock.now().getTime());
  }
  expect(pauses).toEqual([5, 10, 20, 40, 80, 120]);
  expect(await invoices(it.buyer)).toEqual(["delayed"]);
  clock.advance(minutes(15));
  expect(await requestMissingCharges(deps)).toBe(0);
  expect(await requestCharge(deps, it.paymentId)).toBe("not_needed");
});

test("a wrong key fails the payment, and customer, admins and owner hear of it", async () => {
  const it = await anOrderPlaced();
  pakasir.fault("create", "unauthorized");
  expect(await requestCharge(deps, it.paymentId)).toBe("failed");
  expect(await findPayment(db, it.paymentId)).toMatchObject({
    ...{ state: "failed", lastError: "misconfigured", nextCheckAt: null },
  });
  expect(await invoices(it.buyer)).toEqual(["failed"]);
  const told =
    await raw`select 1 from outbox where dedupe_key = ${`payment_failed:${it.paymentId}`}`;
  expect(told).toHaveLength(1);
  expect(till.said.join("\n")).toContain(`no charge for ${it.code}: misconfigured`);
});

test("a gateway in sandbox mode gives no invoice in a shop that sells for real", async () => {
  await using play = { till: await openTill({ sandbox: true }), [Symbol.asyncDispose]: close };
  async function close() {
    await play.till.close();
  }
  const buyer = await aCustomer(play.till.db);
  const { id: productId } = await aProduct(play.till.db, { stock: 1, price });
  const placed = await aPlacedOrder(play.till.deps, aCheckout(buyer, productId));
  expect(await requestCharge(play.till.deps, placed.payment!.id)).toBe("failed");
  const forPlay = { ...play.till.deps, acceptsSandbox: true };
  const { id: another } = await aProduct(play.till.db, { stock: 1, price });
  const second = await aPlacedOrder(play.till.deps, aCheckout(buyer, another));
  expect(await requestCharge(forPlay, second.payment!.id)).toBe("ready");
});

test("an order cancelled while the gateway was asked keeps the charge's name, so that it is cancelled too", async () => {
  const it = await anOrderPlaced();
  const stop = pakasir.onCall(async ({ name, phase }) => {
    if (name !== "create" || phase !== "after") return;
    await cancelOrder(deps, { orderId: it.orderId, by: { customerId: it.buyer } });
  });
  expect(await requestCharge(deps, it.paymentId)).toBe("not_needed");
  stop();
  const payment = await findPayment(db, it.paymentId);
  expect(payment).toMatchObject({ state: "cancelled", transactionId: expect.any(String) });
  expect(payment?.nextCheckAt).toEqual(new Date(clock.now().getTime() + seconds(5)));
});

test("no transaction is open while the gateway is asked", async () => {
  const it = await anOrderPlaced();
  let open: number | undefined;
  const stop = pakasir.onCall(async () => {
    const rows = await raw`select 1 from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`;
    open = rows.length;
  });
  await requestCharge(deps, it.paymentId);
  stop();
  expect(open).toBe(0);
});

test("a charge over another amount than asked for is never shown", async () => {
  const it = await anOrderPlaced();
  const lying = {
    ...till.gateway,
    async create(request: Parameters<typeof till.gateway.create>[0]) {
      const charge = await till.gateway.create(request);
      return charge.ok
        ? { ...charge, value: { ...charge.value, amount: rupiah(1) } }
        : refuse("rejected", "");
    },
  };
  const gateways = new Map([["pakasir", lying]]);
  expect(await requestCharge({ ...deps, gateways }, it.paymentId)).toBe("failed");
});
