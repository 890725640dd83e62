import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

export const info: Texts["info"] = {
  commands: {
    info: "About the shop",
    how: "How to order",
    contact: "Contact",
    profile: "My profile",
  },
  title: (store) => `ℹ️ <b>${escapeHtml(store)}</b>\n\nWhat would you like to know?`,
  buttons: { how: "📖 How to order", contact: "☎️ Contact", profile: "👤 My profile" },
  how: [
    "📖 <b>How to order</b>",
    "",
    "1️⃣ Pick a product from 🛍 Categories, 📦 All products or 🔎 Search.",
    "2️⃣ Set the quantity, then ⚡ Buy now or 🛒 add it to the cart.",
    "3️⃣ Use a voucher 🎟 if you have one, and choose how to pay.",
    "4️⃣ Pay <b>exactly</b> what is shown, before it expires.",
    "5️⃣ The goods come to this chat by themselves. 📜 Orders shows them again.",
    "",
    "💡 Too late, or the wrong amount? Your money goes to your wallet and is never lost.",
  ].join("\n"),
  contact: (contact) => `☎️ <b>Contact us</b>\n\n${escapeHtml(contact)}`,
  noContact: "☎️ No contact is set up yet. Just answer here if something is wrong with an order.",
  profile: (it) =>
    [
      "👤 <b>My profile</b>",
      "",
      `Name: <b>${escapeHtml(it.name)}</b>`,
      ...(it.username ? [`Username: @${escapeHtml(it.username)}`] : []),
      `ID: <code>${it.id}</code>`,
      `Customer since: ${it.since}`,
      "",
      `🧾 Paid orders: ${count(it.orders, "en")}`,
      `💵 Spent: ${formatRupiah(it.spent)}`,
      `👛 Wallet: ${formatRupiah(it.balance)}`,
    ].join("\n"),

  guard: {
    warning: "🐢 Slowly, please: that was a lot of taps.",
    quiet: (seconds) =>
      `🤫 Too many messages. I keep silent for ${count(seconds, "en")} seconds; your payments go on.`,
    maintenance: (message) =>
      `🛠 ${message ? escapeHtml(message) : "The shop is being tidied up."}\n\nPayments under way are still handled. Please come back in a little while 🙏`,
    maintenanceShort: "🛠 The shop is being tidied up. Please come back in a little while 🙏",
  },
};
