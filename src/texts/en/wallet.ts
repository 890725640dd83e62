import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const signed = (amount: Rupiah): string =>
  `${amount > 0 ? "+" : "−"}${formatRupiah(Math.abs(amount) as Rupiah)}`;

export const wallet: Texts["wallet"] = {
  command: "Wallet",
  title: (balance) => `👛 <b>Wallet: ${formatRupiah(balance)}</b>`,
  empty: "Nothing has moved yet.",
  off: "The wallet cannot be used now.",
  ledger: "Last movements:",
  entry: (it) =>
    `${it.amount > 0 ? "🟢" : "🔴"} <b>${signed(it.amount)}</b> ${escapeHtml(it.what)}\n      ${it.when} · balance ${formatRupiah(it.balance)}`,
  kind: {
    purchase: "purchase",
    give_back: "given back (order not completed)",
    deposit: "top-up",
    payment: "overpaid or late payment",
    refund: "refund",
    adjustment: "adjusted by an admin",
  },
  deposit: "➕ Top up",
  askAmount: (min, max) =>
    `➕ <b>Top up</b>\n\nChoose an amount, or type one (${formatRupiah(min)} – ${formatRupiah(max)}):`,
  wrongAmount: (min, max) =>
    `Please type an amount from ${formatRupiah(min)} to ${formatRupiah(max)}, such as 50000 or 50k.`,
  chooseMethod: (amount) => `➕ Top up <b>${formatRupiah(amount)}</b>. How would you like to pay?`,
  noMethod: "😔 There is no way to pay this amount yet. Try another amount or contact an admin.",
  placed: (code) =>
    `✅ Top-up <code>${escapeHtml(code)}</code> is placed.\n👇 The invoice is the next message.`,
  placedNow: "✅ The top-up is placed, the invoice is on its way…",
  already: "This button has already begun a top-up; its invoice is in this chat.",
  refused: {
    too_small: (min) => `At least ${formatRupiah(min)}.`,
    too_large: (max) => `At most ${formatRupiah(max)}.`,
    method_not_offered: "That method is not available now. Please choose another one.",
    too_many_open: "Some top-ups are still unpaid. Please pay or cancel them first.",
  },
};
