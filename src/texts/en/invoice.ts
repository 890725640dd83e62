import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

export const invoice: Texts["invoice"] = {
  order: (code) => `🧾 <b>Invoice</b> <code>${escapeHtml(code)}</code>`,
  deposit: (code) => `👛 <b>Top-up</b> <code>${escapeHtml(code)}</code>`,
  item: (it) =>
    `• ${escapeHtml(it.name)} × ${count(it.quantity, "en")} – ${formatRupiah(it.amount)}`,
  moreItems: (left) => `• … and ${left} more products`,
  method: (method) => `💳 Method: ${escapeHtml(method)}`,
  amount: (amount) => `Amount: ${formatRupiah(amount)}`,
  fee: (fee) => `Fee: ${formatRupiah(fee)}`,
  total: (total) => `<b>Pay exactly: ${formatRupiah(total)}</b>`,
  until: (when) => `⏰ Pay before <b>${when}</b>`,
  scan: "📱 Scan this QR code with any bank or e-wallet app. The goods come by themselves as soon as the payment is in.",
  account: (number) =>
    `🏦 Virtual account number:\n<code>${escapeHtml(number)}</code>\n(tap to copy)`,
  automatic: "The goods come by themselves as soon as the payment is in.",
  automaticDeposit: "Your wallet grows by itself as soon as the payment is in.",
  transferTo: "🏦 Transfer to:",
  sendProof: "After the transfer, send the proof with the button below; an admin looks at it.",
  proofWaiting: "🕵️ We have your proof and are looking at it. Thank you for your patience 🙏",

  waiting: "⏳ Preparing the payment…",
  delayed:
    "⚠️ The payment provider is slow. We keep trying; the QR code or number appears here as soon as it is ready. You can also choose another way to pay.",
  paid: (code) =>
    `✅ <b>Paid.</b> We have received the payment of <code>${escapeHtml(code)}</code>. Thank you! 🙏`,
  received: (code) =>
    `👛 We have received the money for <code>${escapeHtml(code)}</code> and keep it in your <b>wallet</b>.`,
  expired: (code) =>
    `⌛ The invoice <code>${escapeHtml(code)}</code> has expired. <b>Please do not pay it any more.</b>`,
  cancelled: (code) =>
    `❌ The invoice <code>${escapeHtml(code)}</code> is cancelled. <b>Please do not pay it any more.</b>`,
  failed: (code) =>
    `😔 This way to pay is in trouble for <code>${escapeHtml(code)}</code>. Please choose another one; we keep your order.`,
  failedDeposit: (code) =>
    `😔 This way to pay is in trouble for <code>${escapeHtml(code)}</code>. Please try another one.`,
  chooseOther: "We keep your order: choose another way to pay below.",

  stamp: {
    paid: "PAID",
    received: "RECEIVED",
    expired: "EXPIRED",
    cancelled: "CANCELLED",
    failed: "FAILED",
  },

  button: {
    check: "🔄 Check the payment",
    change: "💳 Another method",
    cancel: "❌ Cancel",
    proof: "📤 Send proof",
    open: "🌐 Open the pay page",
    history: "📜 History",
    again: "🔁 Order again",
    wallet: "👛 Wallet",
    keep: "↩️ Keep it",
    cancelSurely: "❌ Yes, cancel",
  },

  checking: "🔎 We are asking the payment provider…",
  checkedJustNow: "Checked a moment ago. Please try again in a few seconds.",
  notYet: (code, when) =>
    `⏳ The payment of <code>${escapeHtml(code)}</code> is not in yet (checked ${when}). If you have paid, it usually takes some seconds. We keep checking by ourselves.`,
  noAnswer: (code) =>
    `⚠️ The payment provider has not answered about <code>${escapeHtml(code)}</code> yet. Don't worry, we keep checking.`,
  alreadyPaid: "✅ This is paid already.",
  isOver: "This invoice is no longer valid.",
  notYours: "That invoice was not found.",
  reviewing: "🕵️ An admin is looking at your proof.",

  askCancel: (code) =>
    `Cancel <code>${escapeHtml(code)}</code>? If you have paid already, please do not cancel.`,
  cancelledNow: (code) =>
    `❌ <code>${escapeHtml(code)}</code> is cancelled. What your wallet or voucher gave is back.`,
  cannotCancel: "It can no longer be cancelled.",
  proofIsWaiting:
    "🕵️ We are looking at your proof, so you cannot cancel it yourself. Contact an admin if you need to.",

  chooseMethod: (code, amount) =>
    `💳 How would you like to pay <code>${escapeHtml(code)}</code> (<b>${formatRupiah(amount)}</b>)?`,
  methodChanged: (method) =>
    `✅ You pay by ${escapeHtml(method)} now. The invoice is in this chat.`,
  noOtherMethod: "😔 There is no other way to pay this amount now.",
  backToInvoice: "⬅️ Keep this one",

  askProof: (code) =>
    `📤 Send a photo or document that proves the transfer for <code>${escapeHtml(code)}</code>, or type who sent it, from which bank and when:`,
  proofKept: "✅ We have your proof. An admin looks at it, and you hear from us here.",
  proofWrongKind: "Please send a photo, a document or a text.",
  tooManyProofs: "🕵️ We have your proofs and are still looking at them.",
};
