import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const stock = (left: number | "unlimited"): string => {
  if (left === "unlimited") return "∞";
  return left > 1_000 ? "1,000+" : count(left, "en");
};

export const adminCatalog: Texts["adminCatalog"] = {
  list: {
    title: (it) =>
      [
        `📦 <b>Products</b> · ${it.show} · ${count(it.total, "en")}`,
        ...(it.phrase ? [`🔎 “<b>${escapeHtml(it.phrase)}</b>”`] : []),
        "",
        "Choose a product:",
      ].join("\n"),
    empty: "There are no products here.",
    shows: {
      all: "All",
      active: "🟢 Active",
      hidden: "⚪ Inactive",
      archived: "🗄 Archive",
      low: "🟡 Low",
      out: "🔴 Sold out",
    },
    row: (it) => `${it.sign} ${cut(it.name, 20)} · ${formatRupiah(it.price)} · ${stock(it.stock)}`,
    find: "🔎 Search",
    add: "➕ New product",
    askPhrase: "🔎 Type the name or code of a product:",
    back: "⬅️ Products",
    gone: "That product no longer exists.",
  },

  card: {
    title: (name) => `📦 <b>${escapeHtml(name)}</b>`,
    code: (code) => `🏷 Code: <code>${escapeHtml(code)}</code>`,
    price: (price) => `💵 Price: <b>${formatRupiah(price)}</b>`,
    tier: (it) => `   • from ${count(it.from, "en")} → ${formatRupiah(it.price)}`,
    category: (name) => `🗂 Category: ${name === undefined ? "–" : escapeHtml(name)}`,
    kinds: {
      unique: "🔑 Every buyer gets an item of their own",
      shared: "📝 Every buyer gets the same text",
      file: "📎 Every buyer gets the same file",
    },
    units: (it) =>
      [
        `📊 Stock: <b>${count(it.available, "en")}</b>`,
        `reserved ${count(it.reserved, "en")}`,
        `sold ${count(it.sold, "en")}`,
        ...(it.quarantined > 0 ? [`quarantined ${count(it.quarantined, "en")}`] : []),
      ].join(" · "),
    unlimited: (sold) => `📊 Stock: unlimited · sold ${count(sold, "en")}`,
    noGoods: "⚠️ There is nothing in it yet, so buyers see “sold out”.",
    uploads: "⏳ A file of stock is being read.",
    states: { active: "🟢 On sale", hidden: "⚪ Not on sale", archived: "🗄 Archived" },
    most: (max) => `🔢 At most ${count(max, "en")} per order`,
    low: (at) => `🟡 Stock warning: at ${count(at, "en")} and below`,
    picture: "🖼 With a picture",
    description: (text) => `\n📄 ${escapeHtml(cut(text, 300))}`,
    instructions: (text) => `\n📘 Instructions: ${escapeHtml(cut(text, 200))}`,
    terms: (text) => `\n📋 Terms: ${escapeHtml(cut(text, 200))}`,
    edit: "✏️ Edit",
    stock: "📥 Stock",
    activate: "🟢 Sell",
    deactivate: "⚪ Stop selling",
    copy: "📑 Copy",
    remove: "🗑 Delete",
    restore: "♻️ Restore",
    asBuyer: "👁 See it as a buyer",
    activated: "🟢 The product is on sale.",
    deactivated: "⚪ The product is no longer on sale.",
    restored: "♻️ The product is back. Press “Sell” when it is ready.",
    changedBy: (who) => `Just changed by ${who}. This is how it is now.`,
  },

  remove: {
    ask: (it) =>
      [
        `🗑 Delete <b>${escapeHtml(it.name)}</b>?`,
        "",
        it.outcome === "archived"
          ? "This product has a history of sales and will be <b>archived</b>: gone from the shop, while its history and the goods sold stay."
          : "This product was never sold and will be deleted for good.",
        ...(it.unsold > 0
          ? [
              it.outcome === "archived"
                ? `📥 ${count(it.unsold, "en")} unsold items are archived with it.`
                : `⚠️ ${count(it.unsold, "en")} unsold items are deleted with it.`,
            ]
          : []),
      ].join("\n"),
    yes: "🗑 Yes, delete",
    archived: (name) => `🗄 <b>${escapeHtml(name)}</b> was archived, because it has sales.`,
    deleted: (name) => `🗑 <b>${escapeHtml(name)}</b> was deleted.`,
  },

  copy: {
    ask: (name) => `📑 A copy of <b>${escapeHtml(name)}</b>. Type a code for the new product:`,
    done: "📑 Copied without its stock and not yet on sale.",
  },

  wizard: {
    step: (place) => `➕ <b>New product</b> · ${place}/6`,
    askCode:
      "🏷 <b>Code</b> of the product? Letters, digits, - and _, at most 32. For example: <code>NETFLIX1</code>",
    wrongCode: "A code takes letters, digits, - and _ only (1–32). Try again:",
    duplicate: (it) =>
      `⚠️ The code <code>${escapeHtml(it.code)}</code> belongs to <b>${escapeHtml(it.name)}</b>${it.isArchived ? " (archived)" : ""}.\n\nOpen that product, or type another code:`,
    openExisting: "📦 Open that product",
    askName: "✏️ <b>Name</b> of the product?",
    wrongName: "A name takes 1–100 letters. Try again:",
    askPrice: "💵 <b>Price</b>? For example: 25000, 25.000 or 25k",
    wrongPrice: "That is not a price. Type digits, such as 25000 or 25k:",
    askDescription: "📄 <b>Description</b>? Type it, or skip.",
    wrongDescription: "A description takes at most 2,000 letters. Try a shorter one:",
    skip: "⏭ Skip",
    askCount:
      "🔢 <b>How many items</b>? Type how many you will enter, or send a .txt/.csv file right away (one line, one item).",
    wrongCount: "Type a whole number from 0 to 2,000. For more, send a .txt/.csv file.",
    shared: "📝 One text for all",
    file: "📎 One file for all",
    later: "⏭ Fill it later",
    askItems: (it) =>
      [
        `📥 Items <b>${count(it.have, "en")}</b>${it.wanted > 0 ? ` of ${count(it.wanted, "en")}` : ""}`,
        bar(it.have, it.wanted),
        "",
        `Send item ${count(it.have + 1, "en")}. One by one, many lines pasted at once, or a .txt/.csv file.`,
      ]
        .filter((line, place) => line !== "" || place === 2)
        .join("\n"),
    enough: "✅ That is all",
    askShared: "📝 Send the text that every buyer gets:",
    wrongShared: "Send a text of at most 4,000 letters.",
    askFile: "📎 Send the file that every buyer gets (at most 20 MB):",
    wrongFile: "Send it as a document of at most 20 MB.",
    confirm: (it) =>
      [
        "👀 <b>Please check</b>",
        "",
        `🏷 <code>${escapeHtml(it.code)}</code>`,
        `📦 <b>${escapeHtml(it.name)}</b>`,
        `💵 ${formatRupiah(it.price)}`,
        ...(it.description ? [`📄 ${escapeHtml(cut(it.description, 300))}`] : []),
        adminCatalog.card.kinds[it.kind],
      ].join("\n"),
    publish: "✅ Save & sell",
    keep: "💾 Save for now",
    back: "✏️ Change items",
    created: (name) => `✅ <b>${escapeHtml(name)}</b> is saved.`,
  },
};

function bar(have: number, wanted: number): string {
  if (wanted < 1) return "";
  const full = Math.min(10, Math.floor((have / wanted) * 10));
  return `${"▓".repeat(full)}${"░".repeat(10 - full)}`;
}
