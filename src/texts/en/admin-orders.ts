import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
const many = (found: number): string => (found > 1_000 ? "1,000+" : count(found, "en"));

export const adminOrders: Texts["adminOrders"] = {
  section: "🧾 Orders",
  home: "🧾 <b>Orders</b>\n\nChoose a list, or search by code, customer, or product.",
  shows: {
    all: "📜 All",
    today: "📅 Today",
    attention: "⚠️ Need a look",
    awaiting_payment: "⏳ Unpaid",
    paid: "🚚 Not delivered yet",
    delivered: "📦 Delivered",
    expired: "⌛ Expired",
    cancelled: "❌ Cancelled",
    refunded: "↩️ Refunded",
    product: "🏷 One product",
    customer: "👤 One customer",
  },
  counted: (label, found) => `${label} (${many(found)})`,
  list: (it) => `🧾 <b>${it.show}</b>${it.of ? ` · ${escapeHtml(it.of)}` : ""}`,
  empty: "There are no orders here.",
  line: (it) =>
    `${it.sign} ${code(it.code)} · ${formatRupiah(it.total)}\n      ${escapeHtml(cut(it.customer, 24))} · ${escapeHtml(cut(it.what, 32))} · ${it.when}`,
  button: (it) => `${it.sign} ${it.code}`,
  newest: "⏫ Newest",
  newer: "‹ Newer",
  older: "Older ›",
  find: "🔎 Search",
  askFind: "🔎 Type an order code, a customer's ID / @username / name, or a product's name / code:",
  foundNothing: (typed) =>
    `🔎 Nothing matches “<b>${escapeHtml(typed)}</b>”. Try another word, or cancel.`,
  foundSeveral: (typed) => `🔎 What matches “<b>${escapeHtml(typed)}</b>”:`,
  ofCustomer: (name) => `👤 ${cut(name, 40)}`,
  ofProduct: (name) => `🏷 ${cut(name, 40)}`,
  toSection: "⬅️ Orders",
  gone: "That order was not found.",

  detail: {
    title: (it) => `🧾 ${code(it.code)} · <b>${it.state}</b>`,
    customer: (person) => `👤 ${person}`,
    item: (it) =>
      `• ${escapeHtml(it.name)} × ${count(it.quantity, "en")} @ ${formatRupiah(it.unit)}`,
    moreItems: (left) => `• … and ${count(left, "en")} more products`,
    subtotal: (amount) => `Subtotal: ${formatRupiah(amount)}`,
    discount: (it) =>
      `🎟 Discount: −${formatRupiah(it.amount)}${it.voucher ? ` (${escapeHtml(it.voucher)})` : ""}`,
    total: (amount) => `💵 <b>Total: ${formatRupiah(amount)}</b>`,
    wallet: (amount) => `👛 From the wallet: ${formatRupiah(amount)}`,
    refunded: (amount) => `↩️ Refunded so far: ${formatRupiah(amount)}`,
    placed: (when) => `🗓 Placed ${when}`,
    until: (when) => `⏰ To be paid by ${when}`,
    paid: (when) => `✅ Paid ${when}`,
    delivered: (when) => `📦 Delivered ${when}`,
    closed: (when) => `🔚 Ended ${when}`,
    byHand: (it) =>
      `✍️ Confirmed by ${escapeHtml(it.name)}${it.note ? `: ${escapeHtml(it.note)}` : ""}`,
    payment: (it) => `💳 ${escapeHtml(it.method)} ${formatRupiah(it.amount)} · ${it.state}`,
    sending: (it) =>
      `📨 Goods: ${it.state}${it.error ? ` (${escapeHtml(cut(it.error, 80))})` : ""}`,
    owed: "⚠️ Paid, but the goods have not reached the customer yet.",
  },
  sendingState: {
    waiting: "waiting to be sent",
    done: "sent",
    parked: "⚠️ could not be sent",
    dropped: "not sent after all",
  },
  paymentState: {
    created: "being prepared",
    pending: "waiting",
    paid: "paid",
    expired: "expired",
    cancelled: "closed",
    failed: "failed",
  },

  history: {
    button: "🕰 History",
    title: (it) =>
      `🕰 <b>History</b> ${code(it.code)}${it.pages > 1 ? ` (${it.page}/${it.pages})` : ""}`,
    line: (it) =>
      `<b>${it.when}</b> ${it.what}${it.by ? ` – ${escapeHtml(it.by)}` : ""}${it.note ? `\n      <i>${escapeHtml(cut(it.note, 120))}</i>` : ""}`,
    events: {
      placed: "🆕 placed",
      method_changed: "💳 way to pay changed",
      paid: "✅ paid",
      paid_late: "✅ paid (late)",
      odd_money: "⚠️ money that does not match",
      delivered: "📦 delivered",
      expired: "⌛ expired",
      cancelled: "❌ cancelled",
      refunded: "↩️ refunded",
      fulfilled_by_hand: "✍️ fulfilled by hand",
      resent: "🔁 goods sent again",
      unit_replaced: "🔄 item replaced",
      repaired: "🛠 repaired",
    },
    payment: (it) =>
      `💳 ${escapeHtml(it.method)} invoice ${formatRupiah(it.amount)} (${escapeHtml(it.reference)}): ${it.state}`,
    money: (it) =>
      [
        `💵 ${formatRupiah(it.amount)} came in (${it.what})`,
        ...(it.toOrder > 0 ? [`order ${formatRupiah(it.toOrder)}`] : []),
        ...(it.toWallet > 0 ? [`wallet ${formatRupiah(it.toWallet)}`] : []),
      ].join(" → "),
    ledger: (it) =>
      `👛 ${it.amount > 0 ? "+" : ""}${formatRupiah(it.amount)} ${it.kind} (balance ${formatRupiah(it.balance)})`,
    sending: (state) => `📨 goods ${state}`,
  },

  act: {
    resend: "🔁 Send again",
    replace: "🔄 Replace an item",
    byHand: "✍️ Fulfil by hand",
    received: "💵 Transfer received",
    cancel: "❌ Cancel order",
    refund: "↩️ Refund",
    customer: "👤 Customer",
    back: "⬅️ Back to the order",
  },

  resend: {
    ask: (it) =>
      `🔁 Send the goods of ${code(it.code)} to the customer again?${it.times > 0 ? ` (sent again ${count(it.times, "en")}× already)` : ""}`,
    done: "🔁 The goods are being sent again.",
    refused: {
      not_found: "That order was not found.",
      not_paid: "This order is unpaid or refunded, so there is nothing to send.",
      on_its_way: "The goods are in the queue already.",
      changed: "Somebody has just sent this order again.",
    },
  },

  byHand: {
    ask: (it) =>
      `✍️ Fulfil ${code(it.code)} without an automatic payment (${formatRupiah(it.due)}).\n\nWrite a note, or choose one:`,
    reasons: ["Paid in cash", "Transferred to the account directly", "Bonus / replacement"],
    sure: (it) =>
      `✍️ Fulfil ${code(it.code)} now?\n💵 ${formatRupiah(it.due)} goes into the books under your name\n📝 ${escapeHtml(it.note)}\n\nThe goods are sent to the customer at once.`,
    done: "✍️ Fulfilled by hand; the goods are on their way.",
    refused: {
      not_found: "That order was not found.",
      already_paid: "This order is paid already.",
      out_of_stock: "There is not enough stock for this order any more.",
      wallet_short:
        "The wallet's part of this order was given back, and the wallet no longer holds it.",
    },
  },

  cancel: {
    ask: (it) => `❌ Cancel ${code(it.code)}.\n\nWrite the reason, or choose one:`,
    reasons: ["The customer asked for it", "Trouble with the stock", "Ordered twice"],
    sure: (it) =>
      `❌ Cancel ${code(it.code)}?\n📝 ${escapeHtml(it.reason)}\n\nWallet money and voucher are given back, and the customer is told.`,
    done: "❌ The order is cancelled.",
    refused: {
      not_found: "That order was not found.",
      not_awaiting: "This order is paid or over already.",
      proof_waiting: "A proof of transfer still waits to be reviewed.",
    },
  },

  refund: {
    ask: (it) =>
      `↩️ Refund ${code(it.code)} to the customer's wallet.\nLeft to refund: <b>${formatRupiah(it.left)}</b> of ${formatRupiah(it.total)}.\n\nChoose, or type an amount:`,
    whole: (amount) => `All · ${formatRupiah(amount)}`,
    part: (percent, amount) => `${percent}% · ${formatRupiah(amount)}`,
    notAnAmount: (left) => `Type an amount from 1 to ${formatRupiah(left)}, such as 25000 or 25k.`,
    askReason: (amount) =>
      `↩️ ${formatRupiah(amount)} will be refunded. Write the reason, or choose one:`,
    reasons: ["Faulty goods", "Not as described", "The customer asked for it"],
    sure: (it) =>
      `↩️ Refund <b>${formatRupiah(it.amount)}</b> of ${code(it.code)} to the customer's wallet?\n📝 ${escapeHtml(it.reason)}`,
    done: (amount) => `↩️ ${formatRupiah(amount)} went back to the customer's wallet.`,
    refused: {
      not_found: "That order was not found.",
      not_paid: "This order is not paid.",
      changed: "There has just been another refund of this order. Have a look first.",
      not_an_amount: "There is nothing left to refund.",
      too_much: "That is more than is left to refund.",
    },
  },

  replace: {
    ask: (it) =>
      `🔄 Which item of ${code(it.code)} is faulty?\n\nThe old one is retired for ever; the customer gets a new one.`,
    none: "No item of this order can be replaced.",
    more: "Only the first items are shown.",
    unit: (it) => `${it.place}. ${it.masked}`,
    askReason: (masked) => `🔄 Replace ${code(masked)}. Write what is wrong, or choose:`,
    reasons: ["Cannot log in", "Used already", "Expired"],
    sure: (it) =>
      `🔄 Replace ${code(it.masked)} by a new item from the stock?\n📝 ${escapeHtml(it.reason)}\n\nThe old item will never be sold again.`,
    done: "🔄 The item is replaced, and the customer is told.",
    refused: {
      not_found: "That item is not part of this order.",
      not_theirs: "This order is unpaid or refunded.",
      not_sold: "That item has been replaced already.",
      not_replaceable: "Items of this kind cannot be replaced one by one.",
      no_stock:
        "😔 This product is sold out, so there is none to give. Add stock first, or refund.",
    },
  },
};
