import { afterEach, beforeEach, expect, test } from "bun:test";
import type { CustomerId, DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { fromAdminIdentity, type Message } from "../../shop/messages/message.ts";
import { queueMessages } from "../../shop/messages/queue-message.ts";
import { cancelOrder } from "../../shop/orders/cancel-order.ts";
import { expireOrders } from "../../shop/orders/expire-orders.ts";
import { aProduct } from "../../testing/catalog-factories.ts";
import { type OpenShop, openShop } from "../../testing/customer-conversation.ts";

let shop: OpenShop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function aWaitingOrder() {
  const product = await aProduct(shop.db, { name: "Barang <i>", stock: 5 });
  const buyer = shop.person("Pembeli <b>&", { username: "pembeli" });
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  return { buyer, product };
}

test("after expiry nothing on the screen can be paid, and the buyer may try again", async () => {
  await shop.admin.says("/start");
  const { buyer } = await aWaitingOrder();
  shop.clock.advance(16 * 60_000);
  await expireOrders(shop.money(), { limit: 100 });
  await shop.settled();
  expect(buyer.sees).toContain("sudah kedaluwarsa. Jangan dibayar lagi ya.");
  expect(buyer.sees).not.toContain("Bayar tepat");
  expect(buyer.sees).toContain("kedaluwarsa karena belum dibayar");
  expect(shop.admin.sees).toContain("Pesanan kedaluwarsa");
  await buyer.taps("🔁 Pesan lagi");
  expect(buyer.lastMessage).toContain("Barang <i>");
});

test("an admin cancels with a reason, which the buyer reads", async () => {
  const { buyer } = await aWaitingOrder();
  const by = { actorId: 9_002, reason: "stok <rusak>" };
  await cancelOrder(shop, { orderId: 1 as OrderId, by });
  await shop.settled();
  expect(buyer.sees).toContain("Alasan: stok <rusak>");
});

test("a busy minute is one message for the admins, with a door to each order", async () => {
  await shop.admin.says("/start");
  await aProduct(shop.db, { stock: 9 });
  const placed = [1, 2, 3].map(async (n) => {
    const buyer = shop.person(`Pembeli ${n}`);
    buyer.person.sends("/start");
    buyer.person.sends("1");
    await buyer.taps("⚡ Beli sekarang");
    await buyer.taps("QRIS");
  });
  await Promise.all(placed);
  const told = shop.admin.person.messages.filter(({ text }) => /INV-/.test(text));
  const doors = told.flatMap(({ buttons }) =>
    buttons.flat().map(({ callback_data: data }) => data),
  );
  expect(new Set(doors)).toEqual(new Set(["v1:ao:1", "v1:ao:2", "v1:ao:3"]));
});

test("every kind of message has words in both languages that Telegram can read", async () => {
  await shop.admin.says("/start");
  const { buyer, product } = await aWaitingOrder();
  const customerId = buyer.id as CustomerId;
  await shop.raw`
    insert into deposits (code, customer_id, amount, state, created_at, expires_at)
    values ('DEP-X', ${customerId}, 5000, 'expired', now(), now())`;
  await shop.raw`
    insert into money_in (gateway, transaction_id, reference, order_id, customer_id, amount, to_wallet, circumstance, received_at)
    values ('pakasir', 'x<1>', 'INV-<X>', 1, ${customerId}, 9000, 9000, 'late', now())`;
  await shop.raw`
    insert into payment_proofs (payment_id, file_id, media_type, created_at)
    values (1, null, null, now())`;
  const ids = { orderId: 1 as OrderId, depositId: 1 as DepositId, paymentId: 1 as PaymentId };
  const reason = `karena <x> & "y"`;
  const toBuyer: Message[] = [
    { kind: "order_cancelled", ...ids },
    { kind: "order_refunded", ...ids, amount: rupiah(1_000) },
    { kind: "money_to_wallet", moneyInId: 1 },
    { kind: "paid_late", ...ids },
    { kind: "deposit_completed", ...ids },
    { kind: "deposit_expired", ...ids },
    { kind: "deposit_rejected", ...ids, reason },
    { kind: "proof_rejected", ...ids, reason },
    { kind: "wallet_adjusted", amount: rupiah(-500), reason },
    { kind: "unit_replaced", ...ids },
    { kind: "waitlist_turn", productId: product.id, until: shop.clock.now().toISOString() },
    { kind: "waitlist_lapsed", productId: product.id },
    { kind: "from_admin", sealed: shop.vault.seal(reason, fromAdminIdentity(buyer.id)) },
  ];
  const toAdmins: Message[] = [
    { kind: "admin_deposit", ...ids },
    { kind: "admin_deposit_expired", ...ids },
    { kind: "admin_proof", proofId: 1 },
    { kind: "admin_attention", subject: "pakasir", detail: "gateway_down" },
    { kind: "admin_attention", subject: "pakasir", detail: "gateway_up" },
    { kind: "admin_money_attention", moneyInId: 1 },
    { kind: "admin_attention", subject: `product:${product.id}`, detail: reason },
    { kind: "admin_stock", productId: product.id, alarm: "low" },
    { kind: "admin_stock", productId: product.id, alarm: "out" },
    { kind: "admin_spam", customerId },
  ];
  for (const language of ["id", "en"] as const) {
    await shop.raw`update customers set language = ${language}`;
    const before = [buyer.person.messages.length, shop.admin.person.messages.length];
    await queueMessages(shop.db, [
      ...toBuyer.map((message, n) => queued({ chatId: buyer.id }, message, `${language}:b${n}`)),
      ...toAdmins.map((message, n) => queued("admins", message, `${language}:a${n}`)),
    ]);
    await shop.settled();
    await shop.settled();
    const after = [buyer.person.messages.length, shop.admin.person.messages.length];
    expect(after[0]).toBe((before[0] ?? 0) + toBuyer.length);
    expect(after[1]).toBe((before[1] ?? 0) + toAdmins.length);
  }
  const [failed] = await shop.raw`select count(*)::int as n from outbox where state <> 'done'`;
  expect(failed?.["n"]).toBe(0);
  expect(buyer.sees).toContain(reason);
  expect(shop.admin.sees).toContain("gets no answers for a while");
});

function queued(to: { chatId: number } | "admins", message: Message, key: string) {
  return { to, lane: "notice", message, dedupeKey: `test:${key}`, at: shop.clock.now() } as const;
}
