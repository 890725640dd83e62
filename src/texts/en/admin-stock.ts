import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const reasons = {
  empty: "empty",
  too_long: "longer than 4,000 letters",
  control_characters: "not a text",
  duplicate_in_file: "the same as a line before",
  in_stock: "in stock already",
  sold_before: "sold before",
};

export const adminStock: Texts["adminStock"] = {
  list: {
    title: (it) =>
      [
        `📥 <b>Stock</b> · ${it.show} · ${count(it.total, "en")} products`,
        ...(it.phrase ? [`🔎 “<b>${escapeHtml(it.phrase)}</b>”`] : []),
        "",
        "The stock of which product?",
      ].join("\n"),
    back: "⬅️ Stock list",
  },

  home: {
    title: (it) =>
      `📥 <b>Stock of ${escapeHtml(it.name)}</b> · <code>${escapeHtml(it.code)}</code>`,
    counts: (it) =>
      [
        `🟢 Available: <b>${count(it.available, "en")}</b>`,
        `🟡 Reserved: ${count(it.reserved, "en")}`,
        `✅ Sold: ${count(it.sold, "en")}`,
        `🚧 Quarantined: ${count(it.quarantined, "en")}`,
        ...(it.retired > 0 ? [`⛔ Retired: ${count(it.retired, "en")}`] : []),
      ].join("\n"),
    reading: "⏳ A file is being read; you will hear of it in this chat.",
    notUnique: "This product has no single items. What is in it is set by “✏️ Edit” of the product.",
    reveal: "👁 Show the content",
    nothingThere: "There is nothing in it yet.",
    product: "📦 Product",
    add: "➕ Add stock",
    units: "📋 See items",
    find: "🔎 Search contents",
    imports: "🗃 Uploads",
    export: "⬇️ Export",
  },

  add: {
    ask: (it) =>
      [
        `📥 Add stock to <b>${escapeHtml(it.name)}</b>`,
        "",
        "Send items: one line, one item; many lines pasted at once; or a .txt/.csv file (up to 20 MB).",
        ...(it.have > 0 ? ["", `So far: <b>${count(it.have, "en")}</b> items.`] : []),
      ].join("\n"),
    check: "👀 Check",
    again: "✏️ Send more",
    sendTextOrFile: "Please send text or a .txt/.csv file. Photos and stickers cannot be read.",
    wrongFile: "That file is neither .txt nor .csv. Save it as plain text and send it again.",
    tooBig: "That file is over 20 MB. Split it into several files and send them one by one.",
    unavailable: "That file could not be fetched from Telegram. Please send it once more.",
    tooMuchTyped: "That is too much to type. Save it in a .txt file and send the file.",
    repeated: (lines) => `${count(lines, "en")} repeated lines were left out.`,
    oneFile: "The new file takes the place of the one before.",
    preview: (it) =>
      [
        `🆕 New: <b>${count(it.fresh, "en")}</b>`,
        ...(it.duplicatesInFile > 0
          ? [`♊ Twice in what you sent: ${count(it.duplicatesInFile, "en")}`]
          : []),
        ...(it.inStock > 0 ? [`📦 In stock already: ${count(it.inStock, "en")}`] : []),
        ...(it.soldBefore > 0 ? [`⛔ Sold before: ${count(it.soldBefore, "en")}`] : []),
        ...(it.malformed > 0 ? [`⚠️ Unreadable: ${count(it.malformed, "en")}`] : []),
      ].join("\n"),
    refused: (it) =>
      `• line ${it.lines.join(", ")}${it.more > 0 ? ` (+${count(it.more, "en")})` : ""}: ${reasons[it.reason]}`,
    title: (name) => `👀 <b>Check the stock of ${escapeHtml(name)}</b>`,
    nothingNew: "There is no new item in it. Send others, or cancel.",
    confirm: (fresh) => `✅ Add ${count(fresh, "en")} items`,
    started: (lines) => `⏳ Reading ${count(lines, "en")} lines…`,
    progress: (it) => {
      const full = it.of > 0 ? Math.min(10, Math.floor((it.done / it.of) * 10)) : 0;
      const bar = `${"▓".repeat(full)}${"░".repeat(10 - full)}`;
      return `⏳ Adding stock\n${bar} ${count(it.done, "en")}/${count(it.of, "en")}`;
    },
    finished: "☑️ Read to the end.",
    added: (it) =>
      `✅ <b>${count(it.added, "en")}</b> items were added to <b>${escapeHtml(it.name)}</b>${it.skipped > 0 ? `, ${count(it.skipped, "en")} skipped` : ""}.`,
    nothingAdded: (name) =>
      `ℹ️ There was no new item for <b>${escapeHtml(name)}</b>: all are in stock or were sold before.`,
    failed: (name) =>
      `😔 The file of stock for <b>${escapeHtml(name)}</b> could not be read, so nothing was added. Please send it again.`,
    productGone: "The product of that stock is gone, or has no single items.",
    undo: "↩️ Undo this upload",
  },

  imports: {
    title: (name) => `🗃 <b>Uploads of ${escapeHtml(name)}</b>`,
    empty: "There are no uploads yet.",
    line: (it) =>
      `${it.place}. ${it.at} · ${count(it.added, "en")} items${it.isUndone ? " · undone" : ""}`,
    undo: (place) => `↩️ ${place}`,
    ask: (added) =>
      `↩️ Undo this upload? Of its ${count(added, "en")} items, those that nobody has are removed. What was sold stays sold.`,
    yes: "↩️ Yes, undo",
    undone: (it) =>
      [
        `↩️ ${count(it.removed, "en")} items were taken back.`,
        ...(it.sold > 0 ? [`${count(it.sold, "en")} were sold and stay.`] : []),
        ...(it.reserved > 0 ? [`${count(it.reserved, "en")} are reserved and stay.`] : []),
      ].join(" "),
    gone: "That upload no longer exists.",
  },

  units: {
    title: (it) =>
      `📋 <b>${escapeHtml(it.name)}</b> · ${it.view}\n\nContents are masked. Press an item to look after it:`,
    found: (it) => `🔎 <b>${escapeHtml(it.name)}</b> · “${escapeHtml(it.phrase)}”`,
    empty: "There are no items here.",
    nothingFound: "Nothing fits so far.",
    lookFurther: "🔎 Look further",
    views: {
      all: "All",
      available: "🟢 Available",
      reserved: "🟡 Reserved",
      sold: "✅ Sold",
      quarantined: "🚧 Quarantined",
      retired: "⛔ Retired",
    },
    row: (it) => `${it.sign} #${it.id} ${it.masked}`,
    copyOfShared: "(copy)",
    older: "Older ›",
    newest: "« Newest",
    askPhrase: "🔎 Type the content you look for, or a part of it:",
    tooShort: "Please type at least 2 letters.",
  },

  unit: {
    title: (it) => `🔑 Item <b>#${it.id}</b> · ${escapeHtml(it.name)}`,
    state: (view) => `State: ${view}`,
    masked: (masked) => `Content: <code>${escapeHtml(masked)}</code>`,
    content: (content) => `Content:\n<code>${escapeHtml(content)}</code>`,
    order: (code) => `Order: <code>${escapeHtml(code)}</code>`,
    reveal: "👁 Show the content",
    revealNote: "👁 Shown, and written down.",
    remove: "🗑 Remove",
    quarantine: "🚧 Quarantine",
    release: "🟢 Back into stock",
    askRemove: (id) => `🗑 Remove item #${id} for good?`,
    yesRemove: "🗑 Yes, remove",
    removed: "🗑 The item was removed.",
    quarantined: "🚧 The item is in quarantine: not sold until you release it.",
    released: "🟢 The item is on sale again.",
    unchanged: "Somebody has that item, or it is so already; nothing was changed.",
    gone: "That item no longer exists.",
    back: "⬅️ Items",
    orderButton: "📜 Order",
  },

  export: {
    ask: (it) =>
      `⬇️ Export ${count(it.units, "en")} items of <b>${escapeHtml(it.name)}</b> (${it.view})?\n\nThe file holds them in the clear, and this export is written down in your name.`,
    yes: "⬇️ Yes, send the file",
    nothing: "There are no items to export.",
    tooMany: (most) =>
      `More than ${count(most, "en")} items: export from the server with “bot-auto-order export stock”.`,
    caption: (units) => `⬇️ ${count(units, "en")} items. Keep this file safe.`,
  },
};
