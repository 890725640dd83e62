import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { OrderId } from "../../../lib/ids.ts";
import { rupiah } from "../../../lib/money.ts";
import { markDelivered } from "../../../shop/orders/mark-delivered.ts";
import { walletOf } from "../../../shop/wallet/wallet.queries.ts";
import { addUnits, aProduct } from "../../../testing/catalog-factories.ts";
import type { Guest } from "../../../testing/conversation.ts";
import { aDesk, type Desk } from "../../../testing/desk.ts";
import { factsOf } from "../../../testing/order-factories.ts";
import { brokenLaws } from "../../../testing/till.ts";
import { languages } from "../../../texts/language.ts";
import { texts } from "../../../texts/texts.ts";

describe.each(languages.map((language) => [language] as const))("in %s", (language) => {
  const { adminOrders: says, adminHome, common, orders: words } = texts[language];
  let shop: Desk;
  let admin: Guest;
  let buyer: Guest;

  beforeAll(async () => {
    shop = await aDesk();
    admin = shop.admin;
    buyer = shop.person("Budi <3", { username: "budi_b" });
    for (const guest of [admin, buyer]) await guest.says("/start");
    await shop.raw`update customers set language = ${language}`;
  });
  afterEach(async () => {
    expect(await brokenLaws(shop.db)).toEqual([]);
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  async function anUnpaidOrder(stock = 1, quantity = 1) {
    const product = await aProduct(shop.db, { name: "Netflix <1>", stock, price: rupiah(20_000) });
    await shop.give(buyer.id, 5_000);
    return { product, ...(await shop.orders(buyer.id, product.id, { quantity, wallet: 5_000 })) };
  }

  async function aDeliveredOrder(stock = 1, quantity = 1) {
    const product = await aProduct(shop.db, { stock, price: rupiah(20_000) });
    await shop.give(buyer.id, 20_000 * quantity);
    const order = await shop.orders(buyer.id, product.id, { quantity, wallet: 20_000 * quantity });
    await delivered(order.orderId);
    return { product, ...order };
  }

  async function delivered(orderId: OrderId) {
    await shop.raw`update outbox set state = 'done' where order_id = ${orderId}`;
    await shop.db.transaction((tx) => markDelivered(tx, orderId, shop.clock.now()));
  }

  async function opens(code: string) {
    await admin.says("/admin");
    await admin.taps(says.section);
    await admin.taps(says.find);
    await admin.says(code.toLowerCase());
    expect(admin.lastMessage).toContain(code);
  }

  const lastAudit = async () => {
    const [row] = await shop.raw`select action, actor_id, note from audit_log
      order by id desc limit 1`;
    return row;
  };

  test("an order is found by its code and shows who, what and how much", async () => {
    const { code } = await anUnpaidOrder();
    await opens(code);
    expect(admin.lastMessage).toContain("Netflix <1>");
    expect(admin.lastMessage).toContain("Budi <3");
    expect(admin.lastMessage).toContain("Rp20.000");
    expect(admin.lastMessage).toContain(words.state.awaiting_payment);
    await admin.taps(says.history.button);
    expect(admin.lastMessage).toContain(says.history.events.placed);
    expect(admin.lastMessage).toContain("QRIS");
  });

  test("a customer's name leads to the customer's orders, nothing found says so", async () => {
    await admin.taps(says.act.back);
    await admin.taps(says.toSection);
    await admin.taps(says.find);
    await admin.says("zzz-nothing");
    expect(admin.lastMessage).toContain("zzz-nothing");
    await admin.says("@budi_b");
    expect(admin.lastMessage).toContain("Budi <3");
    expect(admin.buttons.some((label) => label.includes("INV-"))).toBe(true);
  });

  test("lists by state lead from page to page", async () => {
    await aDeliveredOrder();
    await admin.says("/admin");
    await admin.taps(says.section);
    await admin.taps(says.shows.delivered);
    expect(admin.lastMessage).toContain(words.sign.delivered);
    await admin.taps(says.toSection);
    await admin.taps(says.shows.refunded);
    expect(admin.lastMessage).toContain(says.empty);
    await admin.taps(says.toSection);
    await admin.taps(adminHome.back);
    expect(admin.buttons).toContain(says.section);
  });

  test("an unpaid order is cancelled with a reason that the customer reads", async () => {
    const { code, orderId } = await anUnpaidOrder();
    const before = await walletOf(shop.db, buyer.id as never);
    await opens(code);
    await admin.taps(says.act.cancel);
    await admin.taps(common.dialog.cancel);
    expect((await factsOf(shop.raw, orderId)).state).toBe("awaiting_payment");
    await opens(code);
    await admin.taps(says.act.cancel);
    await admin.says("stok <rusak>");
    expect(admin.lastMessage).toContain("stok <rusak>");
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.cancel.done);
    expect(await factsOf(shop.raw, orderId)).toMatchObject({ state: "cancelled", reserved: 0 });
    expect(await walletOf(shop.db, buyer.id as never)).toBe((before + 5_000) as never);
    expect(await lastAudit()).toMatchObject({ action: "order.cancelled", note: "stok <rusak>" });
    const told = await shop.raw`select 1 from outbox where kind = 'order_cancelled'
      and order_id = ${orderId}`;
    expect(told).toHaveLength(1);
  });

  test("an unpaid order is fulfilled by hand, with name and note in the books", async () => {
    const { code, orderId } = await anUnpaidOrder();
    await opens(code);
    await admin.taps(says.act.byHand);
    await admin.taps(says.byHand.reasons[0]!);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.byHand.done);
    expect(await factsOf(shop.raw, orderId)).toMatchObject({ state: "paid", sold: 1 });
    expect(await lastAudit()).toMatchObject({ actor_id: admin.id, note: says.byHand.reasons[0] });
    await admin.taps(says.history.button);
    expect(admin.lastMessage).toContain(says.history.events.fulfilled_by_hand);
    expect(admin.lastMessage).toContain("Mas Admin");
  });

  test("goods are sent again when asked twice, and an old button sends nothing", async () => {
    const { code, orderId } = await aDeliveredOrder();
    await opens(code);
    await admin.taps(says.act.resend);
    const yes = admin.person.last!.buttons.flat()[0]!.callback_data!;
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.resend.done);
    await admin.forges(yes);
    expect(admin.lastMessage).toContain(says.resend.refused.changed);
    const again = await shop.raw`select dedupe_key from outbox
      where order_id = ${orderId} and state = 'waiting' and kind = 'goods'`;
    expect(again.map(({ dedupe_key }) => dedupe_key)).toEqual([`goods:order:${orderId}:again:1`]);
  });

  test("a part goes back to the wallet, then the rest; a typed nonsense is asked again", async () => {
    const { code, orderId } = await aDeliveredOrder();
    await opens(code);
    await admin.taps(says.act.refund);
    await admin.says("99rb");
    expect(admin.lastMessage).toContain(says.refund.notAnAmount(rupiah(20_000)));
    await admin.says("7.500");
    await admin.taps(says.refund.reasons[1]!);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.refund.done(rupiah(7_500)));
    expect(await walletOf(shop.db, buyer.id as never)).toBeGreaterThanOrEqual(7_500);
    await admin.taps(says.act.refund);
    await admin.taps(says.refund.whole(rupiah(12_500)));
    await admin.says("sisanya");
    await admin.taps(common.yes);
    expect(await factsOf(shop.raw, orderId)).toMatchObject({ state: "refunded" });
    expect(admin.buttons).not.toContain(says.act.refund);
  });

  test("of two admins who refund at once the second reads that it was done", async () => {
    const { code, orderId } = await aDeliveredOrder();
    const owner = shop.owner;
    await owner.says("/start");
    await shop.raw`update customers set language = ${language}`;
    await opens(code);
    await admin.taps(says.act.refund);
    await admin.taps(says.refund.whole(rupiah(20_000)));
    await admin.taps(says.refund.reasons[0]!);
    await owner.says("/admin");
    await owner.taps(says.section);
    await owner.taps(says.find);
    await owner.says(code);
    await owner.taps(says.act.refund);
    await owner.taps(says.refund.part(50, rupiah(10_000)));
    await owner.taps(says.refund.reasons[0]!);
    await owner.taps(common.yes);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.refund.refused.changed);
    const [order] = await shop.raw`select refunded from orders where id = ${orderId}`;
    expect(order).toEqual({ refunded: 10_000 });
  });

  test("a faulty item is chosen masked, retired for ever, and replaced", async () => {
    const { code, orderId, product } = await aDeliveredOrder(1);
    await opens(code);
    await admin.taps(says.act.replace);
    expect(admin.buttons.join()).not.toContain(`${product.code}-1`);
    await admin.taps(/^1\. /);
    await admin.says("tidak bisa masuk");
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.replace.refused.no_stock);
    await addUnits(shop.db, product.id, [`the second one ${product.code}`]);
    await admin.taps(says.act.replace);
    await admin.taps(/^1\. /);
    await admin.taps(says.replace.reasons[0]!);
    await admin.taps(common.yes);
    expect(admin.lastMessage).toContain(says.replace.done);
    const states = await shop.raw`select state from product_contents
      where order_id = ${orderId} order by id`;
    expect(states.map(({ state }) => state)).toEqual(["retired", "sold"]);
  });

  test("a dialog survives a restart of the bot", async () => {
    const { code, orderId } = await anUnpaidOrder();
    await opens(code);
    await admin.taps(says.act.cancel);
    await shop.restart();
    await admin.says("sesudah mulai ulang");
    await admin.taps(common.yes);
    expect((await factsOf(shop.raw, orderId)).state).toBe("cancelled");
  });
});
