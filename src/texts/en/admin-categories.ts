import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

export const adminCategories: Texts["adminCategories"] = {
  title: (total) =>
    `🗂 <b>Categories</b> · ${count(total, "en")}\n\nIn the order that buyers see them:`,
  empty: "🗂 <b>Categories</b>\n\nThere are none yet. Make the first one!",
  row: (it) => `${it.isActive ? "" : "⚪ "}${cut(it.name, 30)} (${count(it.products, "en")})`,
  add: "➕ New category",
  card: (it) =>
    [
      `🗂 <b>${escapeHtml(it.name)}</b>`,
      it.isActive ? "🟢 Shown" : "⚪ Hidden",
      `📦 ${count(it.products, "en")} products`,
    ].join("\n"),
  name: "✏️ Name",
  emoji: "😀 Emoji",
  up: "⬆️ Up",
  down: "⬇️ Down",
  activate: "🟢 Show",
  deactivate: "⚪ Hide",
  products: "📦 Its products",
  remove: "🗑 Delete",
  back: "⬅️ Categories",
  askName: "✏️ Name of the category? (1–60 letters)",
  askEmoji: "😀 Send one emoji for this category, or skip.",
  noEmoji: "⏭ No emoji",
  wrong: {
    name: "A name takes 1–60 letters. Try again:",
    emoji: "Please send a single emoji.",
  },
  duplicate: (name) =>
    `⚠️ There is a category named like “${escapeHtml(name)}” already. Type another name:`,
  created: "✅ The category was made.",
  saved: "✅ Saved.",
  notEmpty: (products) =>
    `🗂 This category still holds ${count(products, "en")} products. Move them first, or hide the category.`,
  askRemove: (name) => `🗑 Delete the category <b>${escapeHtml(name)}</b>?`,
  yesRemove: "🗑 Yes, delete",
  removed: "🗑 The category was deleted.",
  gone: "That category no longer exists.",
  productsTitle: (it) => `📦 <b>${escapeHtml(it.name)}</b> · ${count(it.total, "en")} products`,
};
