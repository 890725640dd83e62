import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
const many = (found: number): string => (found > 1_000 ? "1,000+" : count(found, "en"));

export const adminMoney: Texts["adminMoney"] = {
  section: "💵 Deposits & transfers",
  home: "💵 <b>Deposits & manual transfers</b>\n\nWhat shall we look at?",
  proofs: (found) => `📤 Proofs waiting (${many(found)})`,
  deposits: (found) => `👛 Deposits waiting (${many(found)})`,
  unclaimed: (found) => `❓ Money without an owner (${many(found)})`,
  toSection: "⬅️ Deposits & transfers",

  queue: {
    title: "📤 <b>Proofs of transfer that wait</b>\n\nWhoever has waited longest is at the top.",
    empty: "👍 No proof is waiting.",
    row: (it) => `${it.code} · ${formatRupiah(it.amount)} · ${it.when}`,
    next: "⏭ Next proof",
    back: "⬅️ All proofs",
  },

  proof: {
    title: (it) =>
      `📤 <b>Proof of transfer</b> for ${code(it.code)}\n👤 ${it.person}\n💵 Invoice: <b>${formatRupiah(it.amount)}</b>\n🗓 ${it.when}`,
    text: (text) => `📝 ${escapeHtml(cut(text, 500))}`,
    document: "📎 The document is above.",
    gone: "That proof was not found.",
    approve: "✅ Approve",
    reject: "❌ Reject",
    order: "🧾 Order",
    deposit: "👛 Deposit",
    customer: "👤 Customer",
    earlier: (by) => `⚠️ This transfer was accepted before${by ? ` by ${escapeHtml(by)}` : ""}.`,
  },
  decided: {
    approved: (it) => `✅ Approved by ${escapeHtml(it.by)} already (${it.when}).`,
    rejected: (it) => `❌ Rejected by ${escapeHtml(it.by)} already (${it.when}).`,
    somebody: "another admin",
  },

  approve: {
    ask: (it) =>
      `✅ How much has really come for ${code(it.code)}?\nThe invoice says <b>${formatRupiah(it.amount)}</b>.\n\nPress “Exactly”, or type <b>another amount</b>:`,
    exact: (amount) => `Exactly · ${formatRupiah(amount)}`,
    notAnAmount: "Type the amount that came, such as 50000 or 50k.",
    sure: (it) =>
      [
        `✅ Write down <b>${formatRupiah(it.amount)}</b> for ${code(it.code)}?`,
        ...(it.amount === it.asked ? [] : [`The invoice says ${formatRupiah(it.asked)}.`]),
        ...(it.isOrder && it.amount < it.asked
          ? ["⚠️ Too little: all of it goes to the customer's wallet, and the order stays unpaid."]
          : []),
        ...(it.isOrder && it.amount > it.asked
          ? ["👛 What is too much goes to the customer's wallet."]
          : []),
      ].join("\n"),
    done: (it) => `✅ ${formatRupiah(it.amount)} received for ${code(it.code)}.`,
    fulfilled: "📦 The order is paid, and its goods are on their way.",
    toWallet: (amount) => `👛 ${formatRupiah(amount)} went to the customer's wallet.`,
    refused: {
      not_found: "That manual payment was not found.",
      not_an_amount: "The amount has to be more than nothing.",
    },
  },

  reject: {
    ask: (it) => `❌ Reject the proof for ${code(it.code)}. Write the reason, or choose one:`,
    reasons: [
      "The money has not reached our account",
      "The proof cannot be read",
      "The amount or the account does not match",
    ],
    sure: (it) =>
      `❌ Reject the proof for ${code(it.code)}?\n📝 ${escapeHtml(it.reason)}\n\nThe customer reads the reason and has an hour to send another proof.`,
    done: "❌ The proof is rejected, and the customer is told.",
  },

  deposit: {
    title: (it) => `👛 ${code(it.code)} · <b>${it.state}</b>`,
    customer: (person) => `👤 ${person}`,
    amount: (amount) => `💵 Asked for: <b>${formatRupiah(amount)}</b>`,
    credited: (amount) => `✅ Went to the wallet: <b>${formatRupiah(amount)}</b>`,
    created: (when) => `🗓 Made ${when}`,
    until: (when) => `⏰ To be paid by ${when}`,
    completed: (when) => `✅ Completed ${when}`,
    closed: (when) => `🔚 Ended ${when}`,
    gone: "That deposit was not found.",
    received: "💵 The money has come",
    proof: "📤 Review the proof",
    reject: "🚫 Reject deposit",
    back: "⬅️ All deposits",
    list: (show) => `👛 <b>Deposits</b> · ${show}`,
    empty: "There are no deposits here.",
    row: (it) => `${it.sign} ${it.code} · ${formatRupiah(it.amount)} · ${cut(it.customer, 16)}`,
    older: "Older ›",
    newest: "⏫ Newest",
    shows: {
      all: "All",
      pending: "⏳ Waiting",
      completed: "✅ Completed",
      expired: "⌛ Expired",
      cancelled: "❌ Cancelled",
      rejected: "🚫 Rejected",
    },
    askReject: (it) => `🚫 Reject deposit ${code(it.code)}. Write the reason, or choose one:`,
    sureReject: (it) =>
      `🚫 Reject and close deposit ${code(it.code)}?\n📝 ${escapeHtml(it.reason)}`,
    rejected: "🚫 The deposit is rejected, and the customer is told.",
    notPending: "This deposit is not waiting any more.",
  },

  lost: {
    title: "❓ <b>Money that has no owner yet</b>",
    empty: "👍 All money has its owner.",
    row: (it) => `${cut(it.reference, 20)} · ${formatRupiah(it.amount)} · ${it.when}`,
    next: "Next ›",
    ask: (it) =>
      `❓ ${code(it.reference)}\n💵 <b>${formatRupiah(it.amount)}</b> by ${escapeHtml(it.gateway)}\n🗓 ${it.when}\n\nWhose is it? Type the customer's ID or @username:`,
    unknownPerson: "That customer was not found. Type the ID (digits) or the @username.",
    askNote: (person) => `📝 For ${person}. Write a note, or choose one:`,
    notes: ["Matches the customer's proof", "Matches the amount and the time"],
    sure: (it) =>
      `👛 Put <b>${formatRupiah(it.amount)}</b> into the wallet of ${it.person}?\n📝 ${escapeHtml(it.note)}`,
    done: (it) => `👛 ${formatRupiah(it.amount)} went to the wallet of ${it.person}.`,
    refused: {
      not_found: "That money was not found.",
      already_claimed: "That money has its owner already; another admin was first.",
      no_such_customer: "That customer was not found.",
    },
  },
};
