import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";

export const adminEdit = {
  menu: (name: string) => `✏️ <b>${escapeHtml(name)}</b>\n\nApa yang diubah?`,
  back: "⬅️ Produk",
  fields: {
    name: "Nama",
    code: "Kode",
    price: "Harga",
    description: "Deskripsi",
    categoryId: "Kategori",
    pictureFileId: "Gambar",
    tiers: "Harga grosir",
    instructions: "Petunjuk",
    terms: "SNK",
    maxPerOrder: "Maks. per pesanan",
    lowStockAt: "Peringatan stok",
    position: "Urutan",
    sharedContent: "Teks barang",
    cap: "Batas penjualan",
    file: "File barang",
    isActive: "Dijual",
  },
  asks: {
    name: "Ketik nama baru (1–100 huruf):",
    code: "Ketik kode baru (huruf, angka, - dan _):",
    price: "Ketik harga baru, misalnya 25000 atau 25rb:",
    description: "Ketik deskripsi baru (paling banyak 2.000 huruf):",
    categoryId: "Pilih kategori:",
    pictureFileId: "Kirim gambar sebagai foto:",
    tiers:
      "Ketik satu tingkat per baris, jumlah dan harga satuan. Contoh:\n<code>5 = 9000</code>\n<code>10 = 8500</code>",
    instructions: "Ketik petunjuk yang dikirim bersama barang (paling banyak 2.000 huruf):",
    terms: "Ketik syarat & ketentuan (paling banyak 3.500 huruf):",
    maxPerOrder: "Ketik paling banyak berapa per pesanan (1–10.000):",
    lowStockAt: "Ketik mulai stok berapa admin diperingatkan (0–100.000):",
    position: "Ketik nomor urut; yang kecil tampil lebih dulu:",
    sharedContent: "Kirim teks yang diterima setiap pembeli (paling banyak 20.000 huruf):",
    cap: "Ketik berapa kali produk ini boleh terjual seluruhnya (1–100.000):",
    file: "Kirim file yang diterima setiap pembeli, sebagai dokumen (paling besar 20 MB):",
  },
  wrong: {
    name: "Nama harus 1–100 huruf. Coba lagi:",
    code: "Kode hanya boleh huruf, angka, - dan _ (1–32). Coba lagi:",
    price: "Harga belum terbaca. Ketik angka saja, misalnya 25000 atau 25rb:",
    description: "Kirim teks, paling banyak 2.000 huruf:",
    categoryId: "Pilih kategori dengan tombol, ya.",
    pictureFileId: "Itu bukan foto. Kirim gambar sebagai foto, bukan sebagai file:",
    tiers:
      "Belum terbaca. Tiap baris: jumlah (mulai 2) = harga, misalnya <code>10 = 8500</code>. Paling banyak 20 baris, tanpa jumlah yang sama:",
    instructions: "Kirim teks, paling banyak 2.000 huruf:",
    terms: "Kirim teks, paling banyak 3.500 huruf:",
    maxPerOrder: "Ketik angka bulat dari 1 sampai 10.000:",
    lowStockAt: "Ketik angka bulat dari 0 sampai 100.000:",
    position: "Ketik angka bulat, misalnya 10:",
    sharedContent: "Kirim teks, paling banyak 20.000 huruf:",
    cap: "Ketik angka bulat dari 1 sampai 100.000:",
    file: "Kirim sebagai dokumen, paling besar 20 MB:",
  },
  nowIs: (value: string) => `Sekarang: ${value}`,
  /** Whole, so that it can be copied and sent back changed. */
  nowWhole: (text: string) => `Sekarang:\n<pre>${escapeHtml(text)}</pre>`,
  nothing: "–",
  yes: "ya",
  no: "tidak",
  hidden: "(disembunyikan)",
  hasPicture: "🖼 ada",
  tier: (it: { from: number; price: Rupiah }) =>
    `${count(it.from, "id")} = ${formatRupiah(it.price)}`,
  money: (amount: Rupiah) => formatRupiah(amount),
  words: (text: string) => escapeHtml(cut(text, 300)),
  clear: "🧹 Kosongkan",
  noCategory: "Tanpa kategori",
  saved: (field: string) => `✅ ${field} disimpan.`,
  capTooLow: (least: number) =>
    `Sudah ${count(least, "id")} yang terjual atau dipesan, jadi batasnya paling sedikit ${count(least, "id")}.`,
  clash: {
    title: (field: string) =>
      `⚠️ <b>${field} baru saja diubah orang lain</b> sementara kamu mengetik:`,
    line: (it: { who: string; at: string; before: string; after: string }) =>
      `• ${escapeHtml(it.who)}, ${it.at}: ${it.before} → <b>${it.after}</b>`,
    yours: (value: string) => `Punyamu: <b>${value}</b>`,
    ask: "Timpa dengan punyamu? Pemilik toko akan dikabari.",
    overwrite: "✍️ Timpa",
    keep: "↩️ Biarkan",
    kept: "↩️ Perubahan orang lain dibiarkan.",
    somebody: "seseorang",
  },
};
