import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

export const adminVouchers: Texts["adminVouchers"] = {
  list: {
    title: (it) =>
      [
        `🎟 <b>Vouchers</b> · ${it.show} · ${count(it.total, "en")}`,
        ...(it.phrase ? [`🔎 “<b>${escapeHtml(it.phrase)}</b>”`] : []),
      ].join("\n"),
    empty: "There are no vouchers here.",
    shows: { active: "🟢 Valid", over: "⌛ Over", hidden: "⚪ Inactive", all: "All" },
    row: (it) =>
      `${it.sign} ${it.code} · ${it.worth} · ${count(it.taken, "en")}${it.limit === null ? "×" : `/${count(it.limit, "en")}`}`,
    find: "🔎 Search",
    askPhrase: "🔎 Type the code or description of a voucher:",
    add: "➕ New voucher",
    back: "⬅️ Vouchers",
    gone: "That voucher no longer exists.",
  },
  worth: (it) => (it.kind === "percent" ? `${it.value}%` : formatRupiah(it.value as Rupiah)),
  card: {
    title: (code) => `🎟 <code>${escapeHtml(code)}</code>`,
    states: {
      active: "🟢 Valid",
      waiting: "🕒 Not begun yet",
      over: "⌛ Its time is over",
      full: "⌛ Used up",
      hidden: "⚪ Inactive",
    },
    description: (text) => `📝 ${escapeHtml(cut(text, 200))}`,
    line: (label, value) => `${label}: <b>${value}</b>`,
    products: (it) =>
      it.total === 0
        ? "all"
        : `${it.names.map((name) => escapeHtml(cut(name, 30))).join(", ")}${it.total > it.names.length ? ` +${count(it.total - it.names.length, "en")}` : ""}`,
    used: (it) =>
      `📊 Used <b>${count(it.used, "en")}</b>× by ${count(it.customers, "en")} customers${it.reserved > 0 ? `, ${count(it.reserved, "en")} being paid` : ""}`,
    given: (it) => `💸 Discounts ${formatRupiah(it.given)} · sales ${formatRupiah(it.earned)}`,
    lastUsed: (at) => `🕒 Last used ${at}`,
    activate: "🟢 Switch on",
    deactivate: "⚪ Switch off",
    productsButton: "📦 Products",
    remove: "🗑 Delete",
    activated: "🟢 The voucher is on.",
    deactivated: "⚪ The voucher is off.",
  },
  fields: {
    code: "Code",
    description: "Description",
    kind: "Kind",
    value: "Value",
    maxDiscount: "Largest discount",
    minTotal: "Smallest purchase",
    perCustomerLimit: "Per customer",
    totalLimit: "Uses in all",
    validFrom: "From",
    validUntil: "Until",
  },
  asks: {
    code: "Code of the voucher? Letters, digits, - and _ (3–32).",
    description: "A description for admins? (at most 200 letters)",
    kind: "What kind of discount?",
    value: "How much? Choose, or type it (per cent 1–100, rupiah such as 10k).",
    maxDiscount: "The largest discount? Choose, or type the amount.",
    minTotal: "The smallest purchase? Choose, or type the amount.",
    perCustomerLimit: "How often per customer? Choose, or type the number.",
    totalLimit: "How often in all? Choose, or type the number.",
    validFrom: "Valid from when? Choose, or type a date, such as 31/12/2026 or 31/12/2026 18:30.",
    validUntil: "Valid until when? Choose, or type a date, such as 31/12/2026 (that day included).",
  },
  wrong: {
    code: "A code takes letters, digits, - and _ only (3–32). Try again:",
    description: "At most 200 letters. Try again:",
    kind: "Please choose with the buttons.",
    value: "Per cent from 1 to 100; rupiah more than 0. Try again:",
    maxDiscount: "That is no amount. For example: 20k",
    minTotal: "That is no amount. For example: 50k",
    perCustomerLimit: "Type a whole number from 1 to 10,000:",
    totalLimit: "Type a whole number from 1 to 1,000,000:",
    validFrom: "That is no date. For example: 31/12/2026 18:30",
    validUntil: "That is no date, or before it begins. For example: 31/12/2026",
  },
  presets: {
    random: "🎲 Random code",
    percent: "％ Per cent",
    flat: "💵 Rupiah",
    none: "None",
    unlimited: "Unlimited",
    times: (times) => `${count(times, "en")}×`,
    now: "Now",
    tomorrow: "Tomorrow",
    nextWeek: "In 7 days",
    days: (days) => `${days} ${days === 1 ? "day" : "days"}`,
    endOfMonth: "End of month",
    forever: "For ever",
  },
  nothing: "–",
  duplicate: (code) =>
    `⚠️ There is a voucher <code>${escapeHtml(code)}</code> already. Type another code, or open it:`,
  openExisting: "🎟 Open that voucher",
  limitBelowTaken: "It was used more often than that already. Choose a larger limit:",
  changedMeanwhile: (field, value) =>
    `⚠️ Somebody else has just changed ${field} to <b>${value}</b>. Send yours once more to overwrite it, or cancel.`,
  review: "👀 <b>Check the voucher</b>",
  save: "✅ Save the voucher",
  created: "✅ The voucher is saved and valid from now on.",
  saved: (field) => `✅ ${field} saved.`,
  askRemove: (code) => `🗑 Delete the voucher <code>${escapeHtml(code)}</code>?`,
  yesRemove: "🗑 Yes, delete",
  removed: "🗑 The voucher was deleted.",
  inUse: "This voucher was used, so its history is kept. Switch it off instead.",
  pick: (it) =>
    `📦 Products for <code>${escapeHtml(it.code)}</code>\n\n${it.chosen === 0 ? "Valid for <b>all</b> products. Choose some if it is not for all." : `Only for the <b>${count(it.chosen, "en")}</b> products marked ✅.`}`,
  pickAll: "♾ All products",
  tooMany: "At most 200 products a voucher.",
};
