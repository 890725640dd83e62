import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";

/** So many, or as many as anybody likes; counted to a thousand. */
type Stock = number | "unlimited";

const stock = (left: Stock): string => {
  if (left === "unlimited") return "selalu ada";
  if (left > 1_000) return "1.000+";
  return left === 0 ? "habis" : count(left, "id");
};

export const shop = {
  commands: {
    catalog: "Semua produk",
    stock: "Daftar stok",
    search: "Cari produk",
    cart: "Keranjang",
  },

  categories: {
    title: (products: number) =>
      `🛍 <b>Kategori</b>\n\n${count(products, "id")} produk tersedia. Pilih kategori:`,
    empty: "🛍 Belum ada produk yang dijual. Silakan kembali lagi nanti ya!",
    button: (it: { emoji: string; name: string; products: number }) =>
      `${it.emoji ? `${it.emoji} ` : ""}${cut(it.name, 28)} (${count(it.products, "id")})`,
    all: (products: number) => `📦 Semua produk (${count(products, "id")})`,
  },

  list: {
    all: "📦 <b>Semua produk</b>",
    stock: "📊 <b>Daftar stok</b>",
    category: (it: { emoji: string; name: string }) =>
      `${it.emoji ? escapeHtml(it.emoji) : "🛍"} <b>${escapeHtml(it.name)}</b>`,
    search: (phrase: string) => `🔎 Hasil untuk “<b>${escapeHtml(phrase)}</b>”`,
    found: (products: number) => `${count(products, "id")} produk`,
    line: (it: { place: number; name: string; price: Rupiah; stock: Stock; sold: number }) =>
      [
        `<b>${it.place}.</b> ${escapeHtml(it.name)}`,
        `      ${formatRupiah(it.price)} · stok ${stock(it.stock)}${it.sold > 0 ? ` · terjual ${count(it.sold, "id")}` : ""}`,
      ].join("\n"),
    stockLine: (it: { place: number; name: string; stock: Stock }) =>
      `${it.stock === 0 ? "🔴" : "🟢"} <b>${it.place}.</b> ${escapeHtml(it.name)} – ${stock(it.stock)}`,
    hint: "Tekan nomornya, atau ketik nomor produk.",
    empty: "Belum ada produk di sini.",
    nothingFound: (phrase: string) =>
      `🔎 Tidak ada produk yang cocok dengan “<b>${escapeHtml(phrase)}</b>”. Coba kata lain ya.`,
    noSuchNumber: (place: string) =>
      `🤔 Tidak ada produk nomor ${escapeHtml(place)}. Lihat daftarnya di “Semua Produk”.`,
    categoryGone: "Kategori itu sudah tidak ada. Ini semua produk kami:",
  },

  search: {
    button: "🔎 Cari",
    again: "🔎 Cari lagi",
    ask: "🔎 Ketik nama atau kode produk yang dicari:",
    tooShort: "Ketik paling sedikit 2 huruf ya.",
  },

  card: {
    title: (name: string) => `📦 <b>${escapeHtml(name)}</b>`,
    code: (code: string) => `🏷 Kode: <code>${escapeHtml(code)}</code>`,
    price: (price: Rupiah) => `💵 Harga: <b>${formatRupiah(price)}</b>`,
    tiers: "📉 Makin banyak makin murah:",
    tier: (from: number, price: Rupiah) =>
      `   • mulai ${count(from, "id")} → ${formatRupiah(price)}/item`,
    stock: (left: Stock) => `📊 Stok: <b>${stock(left)}</b>`,
    sold: (sold: number) => `✅ Terjual: ${count(sold, "id")}`,
    terms: "📋 Produk ini punya syarat & ketentuan (SNK); dikirim bersama barangnya.",
    most: (max: number) => `🔢 Maksimal ${count(max, "id")} per pesanan`,
    wish: (it: { quantity: number; amount: Rupiah; unit: Rupiah }) =>
      `🛒 Jumlah: <b>${count(it.quantity, "id")}</b> × ${formatRupiah(it.unit)} = <b>${formatRupiah(it.amount)}</b>`,
    soldOut:
      "😔 <b>Stok sedang habis.</b> Tekan “Kabari saya”, nanti kami sisihkan satu untukmu begitu stok datang.",
    waiting: (place: number | undefined) =>
      `🔔 Kamu ada di daftar tunggu${place === undefined ? "" : ` (urutan ${count(place, "id")})`}.`,
    notForSale: "😔 Produk ini sedang tidak dijual. Yuk lihat produk lainnya.",
    unknown: "😔 Produk itu tidak ditemukan. Yuk lihat produk lainnya.",
    typeQuantity: "✏️ Ketik jumlah",
    askQuantity: (max: number) => `✏️ Ketik jumlah yang mau dibeli (1–${count(max, "id")}):`,
    wrongQuantity: (max: number) => `Ketik angka bulat dari 1 sampai ${count(max, "id")} ya.`,
    mostReached: (max: number) => `Paling banyak ${count(max, "id")}.`,
    leastReached: "Paling sedikit 1.",
    toCart: "🛒 Tambah ke keranjang",
    buyNow: "⚡ Beli sekarang",
    tellMe: "🔔 Kabari saya",
    stopTelling: "🔕 Berhenti menunggu",
    joined: "🔔 Siap! Kamu akan dikabari begitu stok datang.",
    left: "🔕 Oke, kamu keluar dari daftar tunggu.",
    backInStock: "Kabar baik: stoknya sudah ada!",
  },

  cart: {
    title: "🛒 <b>Keranjang</b>",
    empty: "🛒 Keranjangmu masih kosong. Yuk pilih produk dulu!",
    added: (quantity: number) => `🛒 Masuk keranjang (jumlah: ${count(quantity, "id")})`,
    line: (it: { place: number; name: string; quantity: number; unit: Rupiah; amount: Rupiah }) =>
      `<b>${it.place}.</b> ${escapeHtml(it.name)}\n      ${count(it.quantity, "id")} × ${formatRupiah(it.unit)} = <b>${formatRupiah(it.amount)}</b>`,
    remove: "🗑",
    clear: "🧹 Kosongkan",
    askClear: "🧹 Kosongkan keranjang?",
    cleared: "🧹 Keranjang dikosongkan.",
    checkout: "💳 Bayar",
    more: "➕ Tambah produk",
    full: (max: number) => `Keranjang sudah penuh: paling banyak ${max} macam produk.`,
    quantity: (max: number) => `Jumlahnya paling banyak ${count(max, "id")}.`,
    gone: "Beberapa produk di keranjang sudah tidak dijual dan dikeluarkan.",
  },
};
