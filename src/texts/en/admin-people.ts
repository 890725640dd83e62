import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const signed = (amount: Rupiah): string => `${amount > 0 ? "+" : ""}${formatRupiah(amount)}`;

export const adminPeople: Texts["adminPeople"] = {
  section: "👥 Customers",
  home: (it) =>
    [
      "👥 <b>Customers</b>",
      "",
      `All: <b>${count(it.all, "en")}</b>`,
      `New today: <b>${count(it.today, "en")}</b>`,
      `Blocked: <b>${count(it.blocked, "en")}</b>`,
      `Unreachable: <b>${count(it.unreachable, "en")}</b>`,
    ].join("\n"),
  shows: { all: "📜 Newest", blocked: "🚫 Blocked", unreachable: "🔇 Unreachable" },
  find: "🔎 Search",
  askFind: "🔎 Type a customer's ID, @username, or name:",
  tooShort: "Type at least 2 letters, please.",
  list: (it) =>
    `👥 <b>${it.show}</b> · ${it.total > 1_000 ? "1,000+" : count(it.total, "en")}${it.phrase ? `\n🔎 “<b>${escapeHtml(it.phrase)}</b>”` : ""}`,
  empty: "There are no customers here.",
  row: (it) => `${it.sign} ${cut(it.name, 28)}${it.username ? ` @${cut(it.username, 20)}` : ""}`,
  toSection: "⬅️ Customers",
  gone: "That customer was not found.",

  detail: {
    title: (it) => `👤 ${it.person}\nID: <code>${it.id}</code>`,
    since: (it) => `🗓 Since ${it.since}\n👀 Last seen ${it.seen}`,
    blocked: (reason) => `🚫 <b>Blocked</b>${reason ? `: ${escapeHtml(reason)}` : ""}`,
    unreachable: (when) => `🔇 Unreachable since ${when}`,
    role: (role) => `🎖 ${role}`,
    balance: (amount) => `👛 Wallet: <b>${formatRupiah(amount)}</b>`,
    orders: (it) =>
      `🧾 Orders: <b>${count(it.orders, "en")}</b> (paid ${count(it.paid, "en")}, waiting ${count(it.unpaid, "en")}, expired ${count(it.expired, "en")})`,
    spent: (amount) => `💵 Spent: ${formatRupiah(amount)}`,
    deposited: (amount) => `➕ Deposited: ${formatRupiah(amount)}`,
  },
  act: {
    orders: "🧾 Orders",
    ledger: "👛 Ledger",
    balance: "✏️ Change balance",
    message: "💬 Send a message",
    block: "🚫 Block",
    unblock: "✅ Unblock",
    hire: "🎖 Make staff",
    member: "🎖 Staff rights",
    back: "⬅️ Back to the customer",
  },

  ledger: {
    title: (it) => `👛 <b>Ledger</b> of ${it.person}\nWallet: <b>${formatRupiah(it.balance)}</b>`,
    empty: "Nothing has moved yet.",
    line: (it) =>
      `${it.amount > 0 ? "🟢" : "🔴"} <b>${signed(it.amount)}</b> ${it.kind}${it.why ? ` – ${escapeHtml(cut(it.why, 80))}` : ""}\n      ${it.when} · balance ${formatRupiah(it.balance)}`,
  },

  block: {
    ask: (person) => `🚫 Block ${person}. Write the reason, or choose one:`,
    reasons: ["Fraud", "Spam", "Misuse of a promotion"],
    sure: (it) =>
      `🚫 Block ${it.person}?\n📝 ${escapeHtml(it.reason)}\n\nMoney on its way is still settled, and goods that are paid for still arrive.`,
    done: "🚫 The customer is blocked.",
    undone: "✅ The customer is unblocked.",
    already: "It is so already; perhaps another admin was first.",
    notThisOne: "This one works for the shop; only the owner can change that.",
    askUndo: (person) => `✅ Unblock ${person}?`,
  },

  balance: {
    askDirection: (it) =>
      `✏️ Change the wallet of ${it.person} (now <b>${formatRupiah(it.balance)}</b>):`,
    add: "➕ Add",
    take: "➖ Take",
    askAmount: {
      add: "➕ Add how much? Type the amount:",
      take: "➖ Take how much? Type the amount:",
    },
    notAnAmount: "Type the amount, such as 25000 or 25k.",
    askReason: (amount) => `${signed(amount)}. Write the reason, or choose one:`,
    reasons: ["Correction", "Bonus", "Compensation"],
    sure: (it) =>
      `✏️ Wallet of ${it.person}: ${formatRupiah(it.before)} → <b>${formatRupiah((it.before + it.amount) as Rupiah)}</b> (${signed(it.amount)})\n📝 ${escapeHtml(it.reason)}\n\nThe customer and the owner of the shop are told.`,
    done: (balance) => `✏️ The wallet now holds ${formatRupiah(balance)}.`,
    refused: {
      insufficient: "The wallet does not hold that much.",
      already_done: "This change has been made already.",
      reason_missing: "A reason is needed.",
      nothing_to_move: "The amount has to be more than nothing.",
    },
    alert: (it) =>
      `👛 ${it.admin} changed the wallet of ${it.customer}: ${signed(it.amount)} (${it.reason})`,
  },

  message: {
    ask: (person) => `💬 Type the message for ${person}:`,
    tooLong: (max) => `The message is too long: at most ${count(max, "en")} letters.`,
    sure: (it) => `💬 Send to ${it.person}?\n\n${escapeHtml(it.text)}`,
    send: "📨 Send",
    done: "📨 The message is sent.",
    unreachable: "📨 The message is kept, but this customer has shut the bot out for now.",
  },

  staff: {
    section: "🎖 Staff",
    title:
      "🎖 <b>Staff & rights</b>\n\nAdmins and owners are set in the server's configuration; staff are set here.",
    empty: "There is no staff yet.",
    row: (it) => `${cut(it.name, 32)} (${count(it.rights, "en")})`,
    add: "➕ Add staff",
    toSection: "⬅️ Staff",
    askPerson:
      "🎖 Who becomes staff? Type the ID or the @username, or forward one of the person's messages here.\n\nThe person must have started this bot before.",
    hidden: "This person hides the account in forwarded messages. Type the ID or the @username.",
    sure: (person) => `🎖 Make ${person} staff? The rights are chosen afterwards.`,
    member: (it) =>
      `🎖 <b>Staff</b> ${it.person}\nID: <code>${it.id}</code>\n🗓 Since ${it.since}\n\nPress a right to give or take it:`,
    right: (it) => `${it.isGiven ? "✅" : "⬜"} ${it.name}`,
    rights: {
      products: "📦 Products",
      stock: "📥 Stock",
      orders: "🧾 Orders",
      money: "💵 Money",
      customers: "👥 Customers",
      vouchers: "🎟 Vouchers",
      texts: "📝 Texts",
      settings: "🔧 Settings",
      statistics: "📊 Statistics",
    },
    remove: "🗑 Dismiss",
    askRemove: (person) => `🗑 Dismiss ${person}? All rights are taken.`,
    removed: (name) => `🗑 ${escapeHtml(name)} is no longer staff.`,
    refused: {
      not_the_owner: "Only the owner of the shop looks after the staff.",
      unknown_person: "That person has never started this bot. Ask for a /start first.",
      is_above_staff: "That person is an admin or an owner already.",
      already_staff: "That person is staff already.",
      not_staff: "That person is no longer staff.",
    },
    tell: {
      added: "🎖 You are now staff of this shop. Type /admin to begin.",
      rights: (given) =>
        given
          ? `🎖 Your rights in this shop are now: ${given}. Open them with /admin.`
          : "🎖 All your rights in this shop are taken for now.",
      removed: "🎖 You are no longer staff of this shop. Thank you for your help!",
    },
  },
};
