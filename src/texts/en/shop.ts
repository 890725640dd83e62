import { formatRupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";
import type { Texts } from "../id.ts";

const stock = (left: number | "unlimited"): string => {
  if (left === "unlimited") return "always there";
  if (left > 1_000) return "1,000+";
  return left === 0 ? "sold out" : count(left, "en");
};

export const shop: Texts["shop"] = {
  commands: {
    catalog: "All products",
    stock: "What is in stock",
    search: "Find a product",
    cart: "Cart",
  },

  categories: {
    title: (products) =>
      `🛍 <b>Categories</b>\n\n${count(products, "en")} products. Choose a category:`,
    empty: "🛍 Nothing is for sale yet. Please come back later!",
    button: (it) =>
      `${it.emoji ? `${it.emoji} ` : ""}${cut(it.name, 28)} (${count(it.products, "en")})`,
    all: (products) => `📦 All products (${count(products, "en")})`,
  },

  list: {
    all: "📦 <b>All products</b>",
    stock: "📊 <b>In stock</b>",
    category: (it) => `${it.emoji ? escapeHtml(it.emoji) : "🛍"} <b>${escapeHtml(it.name)}</b>`,
    search: (phrase) => `🔎 Results for “<b>${escapeHtml(phrase)}</b>”`,
    found: (products) => `${count(products, "en")} products`,
    line: (it) =>
      [
        `<b>${it.place}.</b> ${escapeHtml(it.name)}`,
        `      ${formatRupiah(it.price)} · stock ${stock(it.stock)}${it.sold > 0 ? ` · ${count(it.sold, "en")} sold` : ""}`,
      ].join("\n"),
    stockLine: (it) =>
      `${it.stock === 0 ? "🔴" : "🟢"} <b>${it.place}.</b> ${escapeHtml(it.name)} – ${stock(it.stock)}`,
    hint: "Press a number, or type it.",
    empty: "There are no products here yet.",
    nothingFound: (phrase) =>
      `🔎 No product matches “<b>${escapeHtml(phrase)}</b>”. Please try another word.`,
    noSuchNumber: (place) =>
      `🤔 There is no product number ${escapeHtml(place)}. “All products” has the list.`,
    categoryGone: "That category is gone. Here are all our products:",
  },

  search: {
    button: "🔎 Search",
    again: "🔎 Search again",
    ask: "🔎 Type the name or the code of a product:",
    tooShort: "Please type at least 2 letters.",
  },

  card: {
    title: (name) => `📦 <b>${escapeHtml(name)}</b>`,
    code: (code) => `🏷 Code: <code>${escapeHtml(code)}</code>`,
    price: (price) => `💵 Price: <b>${formatRupiah(price)}</b>`,
    tiers: "📉 The more, the cheaper:",
    tier: (from, price) => `   • from ${count(from, "en")} → ${formatRupiah(price)} each`,
    stock: (left) => `📊 Stock: <b>${stock(left)}</b>`,
    sold: (sold) => `✅ Sold: ${count(sold, "en")}`,
    terms: "📋 This product has terms (SNK); they come with the goods.",
    most: (max) => `🔢 At most ${count(max, "en")} per order`,
    wish: (it) =>
      `🛒 Quantity: <b>${count(it.quantity, "en")}</b> × ${formatRupiah(it.unit)} = <b>${formatRupiah(it.amount)}</b>`,
    soldOut: "😔 <b>Sold out.</b> Press “Tell me”, and we keep one for you as soon as it is back.",
    waiting: (place) =>
      `🔔 You are on the waiting list${place === undefined ? "" : ` (place ${count(place, "en")})`}.`,
    notForSale: "😔 This product is not for sale now. Have a look at the others.",
    unknown: "😔 That product was not found. Have a look at the others.",
    typeQuantity: "✏️ Type a quantity",
    askQuantity: (max) => `✏️ How many would you like (1–${count(max, "en")})?`,
    wrongQuantity: (max) => `Please type a whole number from 1 to ${count(max, "en")}.`,
    mostReached: (max) => `At most ${count(max, "en")}.`,
    leastReached: "At least 1.",
    toCart: "🛒 Add to the cart",
    buyNow: "⚡ Buy now",
    tellMe: "🔔 Tell me",
    stopTelling: "🔕 Stop waiting",
    joined: "🔔 All right! You will hear from us when it is back.",
    left: "🔕 Okay, you have left the waiting list.",
    backInStock: "Good news: it is in stock!",
  },

  cart: {
    title: "🛒 <b>Cart</b>",
    empty: "🛒 Your cart is empty. Pick a product first!",
    added: (quantity) => `🛒 In the cart (quantity: ${count(quantity, "en")})`,
    line: (it) =>
      `<b>${it.place}.</b> ${escapeHtml(it.name)}\n      ${count(it.quantity, "en")} × ${formatRupiah(it.unit)} = <b>${formatRupiah(it.amount)}</b>`,
    remove: "🗑",
    clear: "🧹 Empty it",
    askClear: "🧹 Empty the cart?",
    cleared: "🧹 The cart is empty now.",
    checkout: "💳 Pay",
    more: "➕ Add products",
    full: (max) => `The cart is full: at most ${max} kinds of products.`,
    quantity: (max) => `At most ${count(max, "en")} of one product.`,
    gone: "Some products in the cart are no longer sold and were taken out.",
  },
};
