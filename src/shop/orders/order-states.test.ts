import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { vouchers } from "../../../db/schema/vouchers.ts";
import { minutes } from "../../lib/clock.ts";
import type { CustomerId, OrderId, ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, aProduct, opening } from "../../testing/catalog-factories.ts";
import { aCheckout, aCounter, aWalletWith } from "../../testing/order-factories.ts";
import { type Random, randomFrom } from "../../testing/random.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { voucherLaws } from "../vouchers/voucher-laws.ts";
import { walletLaws } from "../wallet/wallet-laws.ts";
import { cancelOrder } from "./cancel-order.ts";
import { changeMethod } from "./change-method.ts";
import { completeOrder } from "./complete-order.ts";
import { expireOrders } from "./expire-orders.ts";
import { markDelivered } from "./mark-delivered.ts";
import { mayBecome, type OrderState, orderStates } from "./order.ts";
import { orderLaws } from "./order-laws.ts";
import { placeOrder } from "./place-order.ts";

const database = await testDatabase();
afterAll(database.close);
const { db, raw } = database;
const counter = aCounter(db);
const laws = [...orderLaws, ...voucherLaws, ...walletLaws];

async function violations() {
  const found = await Promise.all(laws.map((law) => law.query(db, 20)));
  return laws.flatMap(({ name }, n) => found[n]!.map((each) => ({ law: name, ...each })));
}

type Known = { readonly id: OrderId; readonly customerId: CustomerId };
type World = {
  readonly chance: Random;
  readonly people: readonly CustomerId[];
  readonly products: readonly ProductId[];
  readonly orders: Known[];
};

async function aWorld(seed: number): Promise<World> {
  const people = await Promise.all([1, 2, 3, 4].map(() => aCustomer(db)));
  for (const person of people) await aWalletWith(db, person, rupiah(60_000));
  const made = [
    await aProduct(db, { stock: 12 }),
    await aProduct(db, { stock: 6, price: rupiah(25_000) }),
    await aProduct(db, { kind: "shared" }),
  ];
  const limits = { totalLimit: 4, perCustomerLimit: 2, createdAt: opening };
  await db.insert(vouchers).values([
    { code: `FLAT${seed}`, kind: "flat", value: 4_000, ...limits },
    { code: `ALL${seed}`, kind: "percent", value: 100, ...limits },
  ]);
  return { chance: randomFrom(seed), people, products: made.map(({ id }) => id), orders: [] };
}

/** What a settlement does with money that comes in time. */
async function pay(orderId: OrderId, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const [order] = await tx.execute<{ state: OrderState }>(sql`
      select state from orders where id = ${orderId} for update`);
    if (order?.state !== "awaiting_payment") throw new Error("late");
    await tx.execute(sql`update payments set state = 'paid', paid_at = ${at.toISOString()}
      where order_id = ${orderId} and state in ('created', 'pending')`);
    const done = await completeOrder(tx, { orderId, at });
    if (!done.ok) throw new Error(done.reason);
  });
}

/** One thing that somebody does, whether it is allowed or not. */
async function something(world: World, seed: number): Promise<unknown> {
  const { chance, people, products, orders } = world;
  const known = orders.length > 0 ? chance.oneOf(orders) : undefined;
  const what = chance.below(10);
  if (what < 4 || !known) {
    const customerId = chance.oneOf(people);
    const voucherCode = chance.oneOf([undefined, undefined, `FLAT${seed}`, `ALL${seed}`]);
    const lines = [0, 1].slice(chance.below(2)).map(() => ({
      productId: chance.oneOf(products),
      quantity: 1 + chance.below(2),
    }));
    const placed = await placeOrder(counter, {
      ...aCheckout(customerId, chance.oneOf(products)),
      ...{ lines, voucherCode },
      useWallet: chance.oneOf(["none", "all", rupiah(3_000)] as const),
      method: chance.oneOf(["qris", "qris", "bri_va", "wallet"]),
    });
    if (placed.ok) orders.push({ id: placed.value.orderId, customerId });
    return placed;
  }
  const { id: orderId, customerId } = known;
  const at = counter.clock.now();
  if (what === 4 || what === 5) return pay(orderId, at).catch(String);
  if (what === 6) return cancelOrder(counter, { orderId, by: { customerId } });
  if (what === 7) return changeMethod(counter, { orderId, customerId, method: "wallet" });
  if (what === 8) return db.transaction((tx) => markDelivered(tx, orderId, at));
  counter.clock.advance(minutes(chance.below(9)));
  return expireOrders(counter, { limit: 100 });
}

async function statesOf(world: World): Promise<Map<OrderId, OrderState>> {
  const people = `{${world.people.join(",")}}`;
  const rows = await db.execute<{ id: OrderId; state: OrderState }>(sql`
    select id, state from orders where customer_id = any(${people}::bigint[])`);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

test.each([11, 22, 33, 44])(
  "whatever people do, one after the other, the laws hold (%i)",
  async (seed) => {
    await raw`insert into settings (key, value, updated_at)
    values ('maxUnpaidOrders', '20', now()), ('nonPayerOrders', '0', now()) on conflict do nothing`;
    const world = await aWorld(seed);
    let before = await statesOf(world);
    const seen = new Set<OrderState>();
    for (let step = 0; step < 90; step++) {
      await something(world, seed);
      const after = await statesOf(world);
      for (const [id, state] of after) {
        seen.add(state);
        const was = before.get(id);
        // Between two looks a checkout that costs nothing has gone one step further.
        if (was !== undefined && was !== state)
          expect([was, state, mayBecome(was, state)]).toEqual([was, state, true]);
      }
      before = after;
      if (step % 15 === 0) expect(await violations()).toEqual([]);
    }
    expect(await violations()).toEqual([]);
    expect(seen.size).toBeGreaterThanOrEqual(4);
  },
);

test("whatever people do all at once, the laws hold", async () => {
  const world = await aWorld(55);
  const faults: unknown[] = [];
  for (let round = 0; round < 14; round++) {
    const done = await Promise.allSettled(Array.from({ length: 9 }, () => something(world, 55)));
    for (const each of done) if (each.status === "rejected") faults.push(each.reason);
  }
  expect(faults).toEqual([]);
  expect(await violations()).toEqual([]);
});

test("no state leads out of a refund, and every state can be reached", () => {
  const reachable = new Set<OrderState>(["awaiting_payment"]);
  for (const _ of orderStates)
    for (const from of [...reachable])
      for (const to of orderStates) if (mayBecome(from, to)) reachable.add(to);
  expect([...reachable].toSorted()).toEqual([...orderStates].toSorted());
  expect(orderStates.filter((to) => mayBecome("refunded", to))).toEqual([]);
});

test("the doctor sees what does not hold, and repairs what is safe", async () => {
  const buyer = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 3 });
  const paid = await placeOrder(counter, aCheckout(buyer, productId));
  const over = await placeOrder(counter, aCheckout(buyer, productId));
  if (!paid.ok || !over.ok) throw new Error("The checkouts were refused");
  const at = counter.clock.now();
  await pay(paid.value.orderId, at);
  await raw`delete from outbox where order_id = ${paid.value.orderId} and kind = 'goods'`;
  await raw`update products set sold_count = 9 where id = ${productId}`;
  await raw`update orders set state = 'expired', closed_at = ${at} where id = ${over.value.orderId}`;
  const seen = (await violations()).map(({ law }) => law).toSorted();
  expect(seen).toEqual([
    "orders.ended_have_no_open_payment",
    "orders.hold_their_units",
    "orders.paid_are_delivered_or_visibly_owed",
    "orders.sold_count_is_what_was_sold",
  ]);
  await db.transaction(async (tx) => {
    for (const law of laws) await law.repair?.(tx, { at });
  });
  expect((await violations()).map(({ law }) => law)).toEqual(["orders.ended_have_no_open_payment"]);
});
