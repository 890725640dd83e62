import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

export const checkout: Texts["checkout"] = {
  wallet: "Wallet",
  manual: "Manual transfer",

  title: "🧾 <b>Your order</b>",
  subtotal: (amount) => `Subtotal: ${formatRupiah(amount)}`,
  discount: (code, amount) =>
    `🎟 Voucher <code>${escapeHtml(code)}</code>: −${formatRupiah(amount)}`,
  total: (amount) => `<b>Total: ${formatRupiah(amount)}</b>`,
  fromWallet: (amount) => `👛 From your wallet: −${formatRupiah(amount)}`,
  due: (amount) => `<b>To pay: ${formatRupiah(amount)}</b>`,
  balance: (amount) => `👛 Your wallet: ${formatRupiah(amount)}`,
  feeNote: "The fee of the payment provider, if any, is shown on the invoice.",
  chooseMethod: "How would you like to pay?",
  noMethod:
    "😔 There is no way to pay this amount yet. Top up your wallet, change the quantity, or contact an admin.",
  gatewayAway:
    "⚠️ The automatic payment provider is in trouble, so its methods are hidden for a moment. We keep trying; please look again in a few minutes.",
  useWallet: (amount) => `👛 Use ${formatRupiah(amount)} of my wallet`,
  walletShort: (needed) =>
    `👛 There is not enough in your wallet: ${formatRupiah(needed)} is needed.`,
  dropWallet: "👛 Without the wallet",
  payByWallet: (amount) => `👛 Pay ${formatRupiah(amount)} from my wallet`,
  takeFree: "🎁 Take it for free",
  pay: (method, amount, fee) =>
    `💳 ${method} · ${formatRupiah(amount)}${fee ? ` (+${formatRupiah(fee)})` : ""}`,
  enterVoucher: "🎟 Use a voucher",
  dropVoucher: "🎟 Without the voucher",
  askVoucher: "🎟 Type the voucher's code:",
  voucherTaken: (code) => `🎟 Voucher <code>${escapeHtml(code)}</code> is used.`,
  voucherNot: (code, why) => `🎟 <code>${escapeHtml(code)}</code>: ${why}`,
  changeLine: "⚠️ Please change the marked line first.",

  placed: (code) =>
    `✅ Order <code>${escapeHtml(code)}</code> is placed.\n👇 The invoice is the next message.`,
  orderedNow: "✅ The order is placed, the invoice is on its way…",
  orderedHere: "✅ This order is placed already; this message is its invoice.",
  paidByWallet: (code, amount) =>
    `✅ Order <code>${escapeHtml(code)}</code> is paid, ${formatRupiah(amount)} from your wallet.\n📦 The goods are in the next message.`,
  free: (code) =>
    `✅ Order <code>${escapeHtml(code)}</code> is free.\n📦 The goods are in the next message.`,
  alreadyOrdered: "This button has already ordered. See 📜 Orders; want more? Press once again.",

  refused: {
    maintenance: (message) =>
      message
        ? `🛠 ${escapeHtml(message)}`
        : "🛠 The shop is being tidied up. Please come back in a little while.",
    blocked: "🚫 Your account cannot order now. Contact an admin if this is a mistake.",
    cart_empty: "🛒 Your cart is empty.",
    not_for_sale: (name) => `😔 ${escapeHtml(name)} is not for sale now.`,
    too_many: (name, max) => `🔢 ${escapeHtml(name)}: at most ${count(max, "en")} per order.`,
    sold_out: (name, left) =>
      left === 0
        ? `😔 ${escapeHtml(name)}: sold out.`
        : `😔 ${escapeHtml(name)}: only ${count(left, "en")} left.`,
    price_changed: (total) =>
      `💱 The price has changed, the total is ${formatRupiah(total)} now. Please have a look.`,
    wallet_off: "👛 The wallet cannot be used now.",
    wallet_short: (balance, needed) =>
      `👛 There is ${formatRupiah(balance)} in your wallet, and ${formatRupiah(needed)} is needed.`,
    method_off: (method) =>
      `💳 ${escapeHtml(method)} is not available now. Please choose another way.`,
    outside_limits: (method, min, max) =>
      `💳 ${escapeHtml(method)} takes ${formatRupiah(min)} to ${formatRupiah(max)}. Please choose another way.`,
    too_many_unpaid: (max) =>
      `🧾 You have ${max} unpaid orders. Please pay or cancel one of them first.`,
    must_wait: (until) =>
      `⏳ Some of your orders were not paid. You can order again after ${until}, or pay from your wallet right away.`,
    too_many_units: (max) => `🔢 At most ${count(max, "en")} items in one unpaid order.`,
    share_of_stock: (name, max) =>
      max > 0
        ? `🤝 So that there is some for everybody, you can take ${count(max, "en")} ${escapeHtml(name)} for now (as many as you like from your wallet).`
        : `🤝 You hold ${escapeHtml(name)} in an unpaid order already. Please pay that one first.`,
  },

  voucher: {
    unknown: "this code is not known.",
    inactive: "this voucher is not active now.",
    not_yet: (from) => `this voucher is valid from ${from}.`,
    over: "this voucher is no longer valid.",
    products: "this voucher is not for these products.",
    min_total: (min) => `this voucher is for ${formatRupiah(min)} and more.`,
    limit_reached: "this voucher is used up.",
    customer_limit: "you have used this voucher as often as you may.",
  },
};
