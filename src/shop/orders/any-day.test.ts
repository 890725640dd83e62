import { afterAll, expect, test } from "bun:test";
import { vouchers } from "../../../db/schema/vouchers.ts";
import { minutes } from "../../lib/clock.ts";
import type { CustomerId, OrderId, PaymentId, ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, aProduct, opening } from "../../testing/catalog-factories.ts";
import { aCheckout } from "../../testing/order-factories.ts";
import { type Random, randomFrom } from "../../testing/random.ts";
import { brokenLaws, openTill, price } from "../../testing/till.ts";
import { createDeposit } from "../payments/create-deposit.ts";
import { cancelDeposit } from "../payments/end-deposit.ts";
import { expireDeposits } from "../payments/expire-deposits.ts";
import { requestMissingCharges } from "../payments/request-missing-charges.ts";
import { cancelOrder } from "./cancel-order.ts";
import { changeMethod } from "./change-method.ts";
import { checkDuePayments } from "./check-payments.ts";
import { expireOrders } from "./expire-orders.ts";
import { fulfilByHand } from "./fulfil-by-hand.ts";
import { placeOrder } from "./place-order.ts";
import { processEvents } from "./process-events.ts";
import { refundOrder } from "./refund-order.ts";

const till = await openTill();
const { db, raw, deps, clock, pakasir } = till;
afterAll(till.close);

type Shop = { random: Random; people: CustomerId[]; products: ProductId[] };
type Move = (shop: Shop) => Promise<unknown>;

/** What people and machines do on any day, in any order and at once. */
const moves: readonly Move[] = [
  buys,
  buys,
  buys,
  pays,
  pays,
  pays,
  async () => processEvents(deps),
  async () => requestMissingCharges(deps),
  async () => checkDuePayments(deps),
  async ({ random }) => clock.advance(minutes(random.below(6))),
  async () => expireOrders(deps, { limit: 50 }),
  async () => expireDeposits(deps),
  deposits,
  cancels,
  changes,
  async (shop) => {
    const order = await someOrder(shop);
    return order && fulfilByHand(deps, { orderId: order.id, actorId: 1, note: "cash" });
  },
  async (shop) => {
    const order = await someOrder(shop);
    const refundedBefore = rupiah(order?.refunded ?? 0);
    const amount = rupiah(1 + shop.random.below(12_000));
    const ask = { refundedBefore, amount, actorId: 1, reason: "test" };
    return order && refundOrder(deps, { orderId: order.id, ...ask });
  },
];

test.each([1, 2, 3, 4])(
  "whatever happens on a day (%d), the books balance and no unit is sold twice",
  async (seed) => {
    const random = randomFrom(seed * 7_919);
    const shop = { random, people: await fewPeople(), products: await fewProducts() };
    pakasir.randomWebhooks({ seed, chance: 0.4, upToMs: 1 });
    pakasir.randomFaults({
      seed,
      chance: 0.1,
      kinds: ["drop after", "server error", "rate limited"],
    });
    for (let round = 0; round < 60; round++) {
      const together = Array.from({ length: 1 + random.below(5) }, () => random.oneOf(moves));
      await Promise.all(together.map((move) => move(shop)));
      if (round % 10 === 9) expect(await brokenLaws(db)).toEqual([]);
    }
    await calmsDown();
    expect(await brokenLaws(db)).toEqual([]);
    expect(await owedByTheGateway()).toEqual([]);
  },
  60_000,
);

test("those days were not quiet ones", async () => {
  const rows = await raw`select circumstance from money_in`;
  // Which they are is left to chance and to who was first.
  expect(rows.length).toBeGreaterThan(30);
  expect(new Set(rows.map((row) => row["circumstance"])).size).toBeGreaterThanOrEqual(5);
});

// --- internal ---

async function fewPeople(): Promise<CustomerId[]> {
  const people = [await aCustomer(db), await aCustomer(db), await aCustomer(db)];
  await Promise.all(people.map((person) => till.give(person, rupiah(7_000))));
  return people;
}

async function fewProducts(): Promise<ProductId[]> {
  const used = { kind: "flat", value: 1_000, totalLimit: 3, createdAt: opening } as const;
  await db
    .insert(vouchers)
    .values({ code: "ANY", ...used })
    .onConflictDoNothing();
  const made = [await aProduct(db, { stock: 12, price }), await aProduct(db, { stock: 3, price })];
  return made.map(({ id }) => id);
}

async function buys({ random, people, products }: Shop) {
  const checkout = aCheckout(random.oneOf(people), random.oneOf(products), {
    quantity: 1 + random.below(2),
    useWallet: random.oneOf(["none", "all"] as const),
    ...(random.below(3) === 0 ? { voucherCode: "ANY" } : {}),
  });
  return placeOrder(deps, checkout);
}

/** On time or late, the right amount or not, once or again. */
async function pays({ random }: Shop) {
  const { charges } = pakasir;
  if (charges.length === 0) return;
  const { txnId, amount } = random.oneOf(random.below(4) === 0 ? charges : charges.slice(-4));
  const odd = random.oneOf([0, 0, -500, 700]);
  pakasir.pay(txnId, { late: true, amount: Math.max(1, amount + odd) });
  await pakasir.webhooksSettled();
}

async function deposits({ random, people }: Shop) {
  const customerId = random.oneOf(people);
  const amount = rupiah(10_000 + random.below(5_000));
  const made = await createDeposit(deps, {
    customerId,
    amount,
    gateway: "pakasir",
    method: "qris",
  });
  if (!made.ok || random.below(3) > 0) return;
  await cancelDeposit(deps, { depositId: made.value.depositId, customerId });
}

async function cancels(shop: Shop) {
  const order = await someOrder(shop);
  const by = { customerId: order?.customer_id as CustomerId };
  return order && cancelOrder(deps, { orderId: order.id, by });
}

async function changes(shop: Shop) {
  const order = await someOrder(shop);
  const method = shop.random.oneOf(["qris", "bri_va"]);
  return order && changeMethod(deps, { orderId: order.id, customerId: order.customer_id, method });
}

type SomeOrder = { id: OrderId; customer_id: CustomerId; refunded: number; payment: PaymentId };

async function someOrder({ random, people }: Shop): Promise<SomeOrder | undefined> {
  const rows = await raw<SomeOrder[]>`select id, customer_id, refunded from orders
    where customer_id = any(${people}) order by id desc limit 12`;
  return rows.length > 0 ? random.oneOf(rows) : undefined;
}

/** The faults end, and the jobs have their time. */
async function calmsDown(): Promise<void> {
  pakasir.clearFaults();
  pakasir.releaseWebhooks();
  await pakasir.webhooksSettled();
  for (let round = 0; round < 12; round++) {
    clock.advance(minutes(3));
    await requestMissingCharges(deps);
    await processEvents(deps, { limit: 500 });
    await checkDuePayments(deps, { limit: 500 });
    await expireOrders(deps, { limit: 500 });
    await expireDeposits(deps);
  }
}

/** Money that the gateway credited and that the shop does not know of, or the other way round. */
async function owedByTheGateway(): Promise<string[]> {
  const rows = await raw<{ transaction_id: string; amount: number }[]>`
    select transaction_id, amount from money_in where gateway = 'pakasir'`;
  const known = new Map(rows.map((row) => [row.transaction_id, row.amount]));
  const credited = pakasir.ledger.filter(({ isCredited }) => isCredited);
  const missing = credited.filter(({ txnId, amount }) => known.get(txnId) !== amount);
  const invented = rows.length - (credited.length - missing.length);
  return [...missing.map(({ txnId }) => txnId), ...(invented > 0 ? [`${invented} invented`] : [])];
}
