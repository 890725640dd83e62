import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const percent = (share: number | null): string =>
  share === null ? "–" : `${(share * 100).toFixed(1)}%`;

export const adminReports: Texts["adminReports"] = {
  section: "📊 Statistics",
  periods: {
    today: "Today",
    yesterday: "Yesterday",
    week: "This week",
    month: "This month",
    last_month: "Last month",
  },
  range: "🗓 Other range",
  charts: { revenue: "💰 Revenue", orders: "🧾 Orders", sellers: "🏆 Best sellers" },
  csv: "📄 CSV",
  csvFollows: "📄 The file is below…",
  figures: (it) =>
    [
      `📊 <b>${escapeHtml(it.title)}</b>`,
      "",
      `💰 Revenue: <b>${formatRupiah(it.revenue)}</b>`,
      ...(it.refunds > 0
        ? [
            `      gross ${formatRupiah(it.gross)}, refunded ${formatRupiah(it.refunds)} (${count(it.refundedOrders, "en")} orders)`,
          ]
        : []),
      `🧾 Paid orders: <b>${count(it.paidOrders, "en")}</b> (${count(it.itemsSold, "en")} items)`,
      ...(it.average === null ? [] : [`      on average ${formatRupiah(it.average)}`]),
      `🛒 Checkouts: ${count(it.orders, "en")}, paid ${percent(it.conversion)}`,
      `👤 Buyers: ${count(it.buyers, "en")}`,
      `🆕 New customers: ${count(it.newCustomers, "en")}`,
      ...(it.deposits > 0 ? [`👛 Deposits: ${formatRupiah(it.deposits)}`] : []),
    ].join("\n"),
  sellers: "🏆 <b>Best sellers</b>",
  seller: (it) =>
    `${it.place}. ${escapeHtml(it.name)} – ${count(it.units, "en")} items, ${formatRupiah(it.amount)}`,
  noSales: "Nothing was sold in this range.",
  chart: {
    revenue: "Revenue",
    perHour: "per hour",
    perDay: "per day",
    perWeek: "per week",
    perMonth: "per month",
    orders: "Orders",
    placed: "checkouts",
    paid: "paid",
    sellers: "Best sellers",
    items: "items",
    nothing: "Nothing sold yet",
    total: "Total",
    thousand: "k",
    million: "m",
    billion: "bn",
  },
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  askRange:
    "🗓 Type the range: one day (<code>20/11/2026</code>) or two (<code>1/11/2026 - 20/11/2026</code>), at most 366 days:",
  wrongRange:
    "That is no range. For example <code>1/11/2026 - 20/11/2026</code>, at most 366 days.",
  csvNames: {
    day: "day",
    revenue: "revenue",
    gross: "gross",
    refunds: "refunds",
    orders: "checkouts",
    paidOrders: "paid_orders",
    items: "items",
    customers: "new_customers",
  },

  calculator: {
    section: "🧮 Calculator",
    title: "🧮 <b>Calculator</b>\n\nWhat would you like to work out?",
    refund: "↩️ Refund",
    deposit: "👛 Deposit",
    history: "🕘 History",
    askPrice: "💵 What was paid? Choose or type (50k, 125.000):",
    askSold: "🗓 For how many days was it sold? Choose or type:",
    askUsed: (sold) => `⏳ How many days were used (0–${sold})?`,
    askFee: "🏷 A fee? Choose, or type per cent (<code>7.5%</code>) or rupiah (<code>2500</code>):",
    askAmount: "💵 How much came in? Choose or type (50k, 125.000):",
    noFee: "No fee",
    days: (days) => `${days} days`,
    wrongAmount: "Type an amount in rupiah, such as 50.000 or 50k.",
    wrongDays: "Type the days as a whole number from 1 to 3,650.",
    wrongUsed: (sold) => `Type a whole number from 0 to ${sold}.`,
    wrongFee: "Type per cent from 0% to 100% (such as 7.5%), or an amount in rupiah.",
    result: (it) =>
      it.kind === "refund"
        ? [
            "🧮 <b>Refund</b>",
            "",
            `Price: ${formatRupiah(it.price)} for ${it.soldDays} days`,
            `Used: ${it.usedDays} days, ${it.soldDays - it.usedDays} left`,
            `${formatRupiah(it.price)} × ${it.soldDays - it.usedDays} ÷ ${it.soldDays} = ${formatRupiah(it.left)}`,
            `Fee${it.feePercent ? ` ${it.feePercent}` : ""}: −${formatRupiah(it.fee)}`,
            "",
            `➡️ To give back: <b>${formatRupiah(it.result)}</b>`,
            "<i>Rounded to the nearest rupiah; half a rupiah goes to the customer.</i>",
          ].join("\n")
        : [
            "🧮 <b>Deposit</b>",
            "",
            `Came in: ${formatRupiah(it.price)}`,
            `Fee${it.feePercent ? ` ${it.feePercent}` : ""}: −${formatRupiah(it.fee)}`,
            "",
            `➡️ Into the wallet: <b>${formatRupiah(it.result)}</b>`,
            "<i>Rounded to the nearest rupiah; half a rupiah goes to the customer.</i>",
          ].join("\n"),
    again: "🔁 Once more",
    historyTitle: "🕘 <b>Your latest results</b>",
    historyEmpty: "🕘 There is nothing yet.",
    historyLine: (it) =>
      `${it.kind === "refund" ? "↩️" : "👛"} ${it.when}: ${formatRupiah(it.of)} → <b>${formatRupiah(it.result)}</b>`,
    back: "⬅️ Calculator",
  },
};
