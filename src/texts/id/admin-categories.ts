import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";

export const adminCategories = {
  title: (total: number) =>
    `🗂 <b>Kategori</b> · ${count(total, "id")}\n\nUrutannya sama dengan yang dilihat pembeli:`,
  empty: "🗂 <b>Kategori</b>\n\nBelum ada kategori. Buat yang pertama!",
  row: (it: { name: string; isActive: boolean; products: number }) =>
    `${it.isActive ? "" : "⚪ "}${cut(it.name, 30)} (${count(it.products, "id")})`,
  add: "➕ Kategori baru",
  card: (it: { name: string; products: number; isActive: boolean }) =>
    [
      `🗂 <b>${escapeHtml(it.name)}</b>`,
      it.isActive ? "🟢 Ditampilkan" : "⚪ Disembunyikan",
      `📦 ${count(it.products, "id")} produk`,
    ].join("\n"),
  name: "✏️ Nama",
  emoji: "😀 Emoji",
  up: "⬆️ Naik",
  down: "⬇️ Turun",
  activate: "🟢 Tampilkan",
  deactivate: "⚪ Sembunyikan",
  products: "📦 Produknya",
  remove: "🗑 Hapus",
  back: "⬅️ Daftar kategori",
  askName: "✏️ Nama kategori? (1–60 huruf)",
  askEmoji: "😀 Kirim satu emoji untuk kategori ini, atau lewati.",
  noEmoji: "⏭ Tanpa emoji",
  wrong: {
    name: "Nama harus 1–60 huruf. Coba lagi:",
    emoji: "Kirim satu emoji saja, ya.",
  },
  duplicate: (name: string) =>
    `⚠️ Kategori dengan nama seperti “${escapeHtml(name)}” sudah ada. Ketik nama lain:`,
  created: "✅ Kategori dibuat.",
  saved: "✅ Disimpan.",
  notEmpty: (products: number) =>
    `🗂 Kategori ini masih berisi ${count(products, "id")} produk. Pindahkan dulu produknya, atau sembunyikan kategorinya.`,
  askRemove: (name: string) => `🗑 Hapus kategori <b>${escapeHtml(name)}</b>?`,
  yesRemove: "🗑 Ya, hapus",
  removed: "🗑 Kategori dihapus.",
  gone: "Kategori itu sudah tidak ada.",
  productsTitle: (it: { name: string; total: number }) =>
    `📦 <b>${escapeHtml(it.name)}</b> · ${count(it.total, "id")} produk`,
};
