import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

export const common: Texts["common"] = {
  languageName: "🇬🇧 English",

  menu: {
    categories: "🛍 Categories",
    allProducts: "📦 All products",
    search: "🔎 Search",
    cart: "🛒 Cart",
    orders: "📜 Orders",
    wallet: "💰 Wallet",
    info: "ℹ️ Info",
    language: "🌐 Language",
    admin: "⚙️ Admin",
    placeholder: "Pick a menu or type…",
  },

  commands: {
    start: "Start shopping",
    help: "Help",
    language: "Change the language",
    cancel: "Cancel what is going on",
  },

  greeting: (it) =>
    [
      `👋 Hello, <b>${escapeHtml(it.name)}</b>! Welcome to <b>${escapeHtml(it.store)}</b>.`,
      "",
      `👥 Customers: <b>${count(it.customers, "en")}</b>`,
      `✅ Sold: <b>${count(it.sold, "en")}</b> items`,
      `📦 Products: <b>${count(it.products, "en")}</b>`,
      "",
      "Pick a menu below and pay: the goods arrive in this chat by themselves. 🚀",
    ].join("\n"),

  help: (commands) =>
    [
      "🤝 <b>Help</b>",
      "",
      "Use the menu buttons below, or these commands:",
      ...commands.map(({ name, says }) => `/${name} – ${escapeHtml(says)}`),
    ].join("\n"),

  language: {
    ask: "🌐 Choose a language:",
    changed: "✅ The language is English now.",
  },

  dialog: {
    cancel: "✖️ Cancel",
    cancelled: "✖️ Cancelled.",
    nothingToCancel: "There is nothing to cancel.",
    cancelWords: ["cancel", "batal"],
    paused: "⏸ What you began is kept. Go on with it within 24 hours.",
    resume: "▶️ Go on",
    nothingToResume: "That is no longer there.",
    expired: "⌛ What you began has expired, please start again.",
    questionIsOver: "This question is over.",
    useButtons: "Please choose with the buttons above.",
  },

  menuWasUpdated: "🔄 The menu was updated, please use the new buttons.",
  notAvailable: "This button is not available.",
  unknownCommand: "🤔 I do not know that command. Type /help for help.",
  notUnderstood: "🤔 Sorry, I did not get that. Please use the menu buttons below.",
  sorry: "😔 Sorry, something went wrong on our side. Please try again in a moment.",
  blocked: "🚫 Your account is blocked. Contact an admin if this is a mistake.",
  privateOnly: "🙏 I only work in a private chat. Let's go on there!",
  openPrivateChat: "💬 Open the private chat",
  back: "⬅️ Back",
  home: "🏠 Main menu",
  previousPage: "⬅️",
  nextPage: "➡️",
  page: (page, pages) => `${page}/${pages}`,
  yes: "✅ Yes",
  no: "❌ No",
};
