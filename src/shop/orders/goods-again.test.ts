import { afterAll, expect, test } from "bun:test";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, addUnits, aProduct, testVault } from "../../testing/catalog-factories.ts";
import { aCheckout, aPlacedOrder, factsOf } from "../../testing/order-factories.ts";
import { brokenLaws, openTill, price } from "../../testing/till.ts";
import { goodsOf } from "../stock/goods-of.ts";
import { unitsOfOrder } from "../stock/units-of-order.ts";
import { markDelivered } from "./mark-delivered.ts";
import { orderFile } from "./order-file.queries.ts";
import { refundOrder } from "./refund-order.ts";
import { replaceFaulty } from "./replace-faulty.ts";
import { resendGoods } from "./resend-goods.ts";

const till = await openTill();
const { db, raw, deps, clock } = till;
const admin = 42;
afterAll(till.close);

async function aDeliveredOrder(quantity = 1) {
  const buyer = await aCustomer(db);
  const product = await aProduct(db, { stock: quantity, price });
  await till.give(buyer, rupiah(price * quantity));
  const wish = aCheckout(buyer, product.id, { quantity, useWallet: "all" });
  const { orderId } = await aPlacedOrder(deps, wish);
  await raw`update outbox set state = 'done' where order_id = ${orderId} and kind = 'goods'`;
  await db.transaction((tx) => markDelivered(tx, orderId, clock.now()));
  return { orderId, buyer, product };
}

const goodsMessages = async (orderId: number) =>
  [
    ...(await raw`select dedupe_key, state from outbox where order_id = ${orderId}
      and kind = 'goods' order by id`),
  ].map(({ dedupe_key, state }) => `${dedupe_key} ${state}`);

test("goods are sent once more for each time that somebody asks", async () => {
  const { orderId } = await aDeliveredOrder();
  const ask = (resentBefore: number) =>
    resendGoods(deps, { orderId, actorId: admin, resentBefore });
  expect(await ask(0)).toMatchObject({ ok: true });
  expect(await ask(0)).toMatchObject({ reason: "changed" });
  expect(await ask(1)).toMatchObject({ reason: "on_its_way" });
  expect(await goodsMessages(orderId)).toEqual([
    `goods:order:${orderId} done`,
    `goods:order:${orderId}:again:1 waiting`,
  ]);
  expect((await orderFile(db, orderId))?.resent).toBe(1);
  const audit = await raw`select actor_id from audit_log where action = 'order.resent'`;
  expect([...audit]).toEqual([{ actor_id: admin }]);
});

test("two admins resend at once: it is sent once", async () => {
  const { orderId } = await aDeliveredOrder();
  const both = [1, 2].map((actorId) => resendGoods(deps, { orderId, actorId, resentBefore: 0 }));
  expect((await Promise.all(both)).filter(({ ok }) => ok)).toHaveLength(1);
});

test("what is refunded is not shown again, by resending or replacing", async () => {
  const { orderId, product } = await aDeliveredOrder();
  await addUnits(db, product.id, ["never-needed"]);
  const refund = { orderId, actorId: admin, reason: "broken", refundedBefore: rupiah(0) };
  expect(await refundOrder(deps, refund)).toMatchObject({ ok: true });
  expect(await resendGoods(deps, { orderId, actorId: admin, resentBefore: 0 })).toMatchObject({
    reason: "not_paid",
  });
  const { units } = await unitsOfOrder({ db, vault: testVault }, { orderId, most: 5 });
  const wish = { orderId, contentId: units[0]!.id, actorId: admin, note: "" };
  expect(await replaceFaulty(deps, wish)).toMatchObject({ reason: "not_theirs" });
});

test("a faulty unit is retired for ever, the customer owns another, and hears of it", async () => {
  const { orderId, product } = await aDeliveredOrder(2);
  const vault = testVault;
  const held = await unitsOfOrder({ db, vault }, { orderId, most: 1 });
  expect(held).toMatchObject({ hasMore: true, units: [{ state: "sold" }] });
  expect(held.units[0]!.masked).not.toContain(`${product.code}-1`);
  const faulty = held.units[0]!.id;
  const wish = { orderId, contentId: faulty, actorId: admin, note: "login fails" };
  expect(await replaceFaulty(deps, wish)).toMatchObject({ reason: "no_stock" });
  await addUnits(db, product.id, ["a fresh one"]);
  expect(await replaceFaulty(deps, wish)).toMatchObject({ ok: true });
  expect(await replaceFaulty(deps, wish)).toMatchObject({ reason: "not_sold" });

  const [goods] = await goodsOf(db, vault, orderId);
  expect(goods!.units.map(({ content }) => content)).toEqual([`${product.code}-2`, "a fresh one"]);
  const states = (await unitsOfOrder({ db, vault }, { orderId, most: 9 })).units;
  expect(states.map(({ state }) => state)).toEqual(["retired", "sold", "sold"]);
  expect((await factsOf(raw, orderId)).events).toContain("unit_replaced");
  expect(
    await raw`select 1 from outbox where dedupe_key = ${`unit_replaced:${faulty}`}`,
  ).toHaveLength(1);
  expect(await brokenLaws(db)).toEqual([]);
});

test("a unit of another order cannot be replaced by naming it", async () => {
  const [mine, theirs] = [await aDeliveredOrder(), await aDeliveredOrder()];
  const { units } = await unitsOfOrder(
    { db, vault: testVault },
    { orderId: theirs.orderId, most: 1 },
  );
  const wish = { orderId: mine.orderId, contentId: units[0]!.id, actorId: admin, note: "" };
  expect(await replaceFaulty(deps, wish)).toMatchObject({ reason: "not_found" });
});
