import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

export const orders: Texts["orders"] = {
  command: "Your orders",
  title: "📜 <b>Your orders</b>",
  titleOpen: "📜 <b>Unpaid orders</b>",
  empty: "📜 No orders yet. Start shopping!",
  emptyOpen: "📜 No order waits for a payment.",
  all: "📜 All",
  open: "⏳ Unpaid",
  state: {
    awaiting_payment: "⏳ Waiting for the payment",
    paid: "✅ Paid, the goods are on their way",
    delivered: "📦 Delivered",
    expired: "⌛ Expired",
    cancelled: "❌ Cancelled",
    refunded: "↩️ Refunded",
  },
  sign: {
    awaiting_payment: "⏳",
    paid: "✅",
    delivered: "📦",
    expired: "⌛",
    cancelled: "❌",
    refunded: "↩️",
  },
  line: (it) =>
    `${it.sign} <code>${escapeHtml(it.code)}</code> · ${formatRupiah(it.total)}\n      ${escapeHtml(it.what)} · ${it.when}`,
  andMore: (name, more) => `${name} +${count(more, "en")}`,
  detail: (code) => `🧾 <b>Order</b> <code>${escapeHtml(code)}</code>`,
  placedAt: (when) => `🗓 ${when}`,
  paidAt: (when) => `✅ Paid ${when}`,
  until: (when) => `⏰ Pay before ${when}`,
  refundedAmount: (amount) => `↩️ Refunded: ${formatRupiah(amount)}`,
  showAgain: "📦 Show again",
  repeat: "🔁 Order again",
  continue: "💳 Go on paying",
  back: "⬅️ History",
  shownBelow: "📦 The goods are shown again below…",
  cannotShow: "The goods of this order cannot be shown.",
  unknown: "That order was not found.",
  invoiceBelow: "🧾 The invoice is shown again below…",
  repeated: "🔁 What you ordered is in the cart, at today's prices.",
  repeatedPartly: (missing) => `🔁 It is in the cart. No longer sold: ${escapeHtml(missing)}.`,
  nothingToRepeat: "😔 The products of that order are no longer sold.",
};
