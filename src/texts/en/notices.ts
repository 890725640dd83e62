import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

export const notices: Texts["notices"] = {
  order_expired: (it) =>
    `⌛ Order ${code(it.code)} has expired, because it was not paid. What your wallet or voucher gave is back. Try again?`,
  order_cancelled: (it) =>
    `❌ Order ${code(it.code)} is cancelled.${it.reason ? `\nReason: ${escapeHtml(it.reason)}` : ""}`,
  order_refunded: (it) =>
    `↩️ ${formatRupiah(it.amount)} of order ${code(it.code)} went back to your wallet.`,
  money_to_wallet: (it) =>
    `👛 ${formatRupiah(it.amount)} went to your wallet${it.code ? ` (${code(it.code)})` : ""}.\n${it.why}`,
  why: {
    exact: "",
    late: "Your payment came too late and the goods are gone, so we keep the money in your wallet.",
    double: "You paid twice; the second payment is in your wallet.",
    too_low: "You paid less than the invoice, so it is in your wallet. You can pay from there.",
    too_high: "You paid more than the invoice; the rest is in your wallet.",
    cancelled: "The order was cancelled, so we keep the money in your wallet.",
    unknown: "An admin found your payment and put it into your wallet.",
    deposit: "",
    manual: "An admin confirmed your payment and put it into your wallet.",
  },
  paid_late: (it) =>
    `🎉 The payment of ${code(it.code)} came late, but the goods are still there. They are on their way!`,
  deposit_completed: (it) =>
    `✅ Top-up ${code(it.code)} is in: +${formatRupiah(it.amount)}.\n👛 Your wallet: <b>${formatRupiah(it.balance)}</b>`,
  deposit_expired: (it) => `⌛ Top-up ${code(it.code)} has expired, because it was not paid.`,
  deposit_rejected: (it) =>
    `❌ Top-up ${code(it.code)} was rejected.\nReason: ${escapeHtml(it.reason)}`,
  proof_rejected: (it) =>
    `❌ We could not accept the proof for ${code(it.code)}.\nReason: ${escapeHtml(it.reason)}\n\nPlease send a clearer one.`,
  wallet_adjusted: (it) =>
    `👛 An admin ${it.amount > 0 ? "added" : "took"} ${formatRupiah(Math.abs(it.amount) as Rupiah)} ${it.amount > 0 ? "to" : "from"} your wallet.\nReason: ${escapeHtml(it.reason)}`,
  unit_replaced: (it) =>
    `🔄 There is a replacement for order ${code(it.code)}. Open it with the button below.`,
  waitlist_turn: (it) =>
    `🔔 <b>${escapeHtml(it.name)}</b> is back! We keep one for you until <b>${it.until}</b>.`,
  waitlist_lapsed: (it) =>
    `⌛ The time for the <b>${escapeHtml(it.name)}</b> that we kept for you is over, and it went to the next in line. Still want it? Open the product: buy it if there is one, or wait again.`,
  from_admin: (text) => `💬 <b>A message from the admin:</b>\n\n${escapeHtml(text)}`,

  admin_new_order: (it) =>
    `🆕 <b>New order</b> ${code(it.code)}\n👤 ${it.customer}\n🛒 ${escapeHtml(it.items)}\n💵 ${formatRupiah(it.total)}`,
  admin_order_paid: (it) =>
    `💰 <b>Order paid</b> ${code(it.code)}\n👤 ${it.customer}\n🛒 ${escapeHtml(it.items)}\n💵 ${formatRupiah(it.total)}`,
  admin_order_expired: (it) =>
    `⌛ <b>Order expired</b> ${code(it.code)}\n👤 ${it.customer}\n💵 ${formatRupiah(it.total)}`,
  together: {
    title: (news) => `📋 <b>News of ${count(news, "en")} orders</b>`,
    admin_new_order: "🆕 new",
    admin_order_paid: "💰 paid",
    admin_order_expired: "⌛ expired",
    line: (it) => `${it.what} ${code(it.code)} · ${formatRupiah(it.total)} · ${it.customer}`,
  },
  admin_deposit: (it) =>
    `👛 <b>Top-up</b> ${code(it.code)}\n👤 ${it.customer}\n💵 ${formatRupiah(it.amount)}`,
  admin_deposit_expired: (it) =>
    `⌛ <b>Top-up expired</b> ${code(it.code)}\n👤 ${it.customer}\n💵 ${formatRupiah(it.amount)}`,
  admin_proof: (it) =>
    `📤 <b>Proof of transfer</b> for ${code(it.code)}\n👤 ${it.customer}\n💵 ${formatRupiah(it.amount)}${it.text ? `\n\n📝 ${escapeHtml(it.text)}` : ""}`,
  admin_money_attention: (it) =>
    [
      `⚠️ <b>Money to look at:</b> ${it.what}`,
      `🧾 ${code(it.reference)} · ${formatRupiah(it.amount)}`,
      ...(it.customer ? [`👤 ${it.customer}`] : []),
      ...(it.toWallet > 0 ? [`👛 To the customer's wallet: ${formatRupiah(it.toWallet)}`] : []),
      ...(it.unclaimed > 0 ? [`❓ Belongs to nobody yet: ${formatRupiah(it.unclaimed)}`] : []),
    ].join("\n"),
  circumstance: {
    exact: "paid exactly",
    late: "paid late",
    double: "paid twice",
    too_low: "too little",
    too_high: "too much",
    cancelled: "the order was cancelled",
    unknown: "an unknown payment",
    deposit: "top-up",
    manual: "confirmed by hand",
  },
  admin_attention: (it) =>
    `⚠️ <b>Needs attention</b> (${escapeHtml(it.subject)})\n${escapeHtml(it.detail)}`,
  attention: {
    edited_by_two: "Two admins edited this product at the same time; the last change holds.",
    template_broken:
      "Telegram would refuse this text of yours, so the built-in one is used. Mend it under Admin panel → Texts.",
    gateway_down:
      "This payment provider has failed three times in a row. Buyers are offered other ways to pay, and we keep trying.",
    gateway_up: "This payment provider has recovered and is offered again.",
  },
  admin_stock: (it) =>
    it.alarm === "out"
      ? `🔴 <b>Sold out:</b> ${escapeHtml(it.name)}`
      : `🟡 <b>Running low:</b> ${escapeHtml(it.name)} (${count(it.left, "en")} left)`,
  admin_spam: (it) =>
    `🤖 <b>Spam:</b> ${it.customer} pressed too fast and gets no answers for a while.`,

  buttons: {
    order: "🧾 The order",
    deposit: "👛 The top-up",
    proof: "🔍 The proof",
    product: "📦 The product",
    user: "👤 The customer",
    again: "🔁 Order again",
    wallet: "👛 Wallet",
    sendProof: "📤 Send proof",
    showAgain: "📦 Show again",
    buy: "⚡ Buy now",
    show: "📦 The product",
  },
};
