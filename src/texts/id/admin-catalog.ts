import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";

type Stock = number | "unlimited";
const stock = (left: Stock): string => {
  if (left === "unlimited") return "∞";
  return left > 1_000 ? "1.000+" : count(left, "id");
};

export const adminCatalog = {
  list: {
    title: (it: { total: number; show: string; phrase: string }) =>
      [
        `📦 <b>Produk</b> · ${it.show} · ${count(it.total, "id")}`,
        ...(it.phrase ? [`🔎 “<b>${escapeHtml(it.phrase)}</b>”`] : []),
        "",
        "Pilih produk:",
      ].join("\n"),
    empty: "Tidak ada produk di sini.",
    shows: {
      all: "Semua",
      active: "🟢 Aktif",
      hidden: "⚪ Nonaktif",
      archived: "🗄 Arsip",
      low: "🟡 Menipis",
      out: "🔴 Habis",
    },
    row: (it: { sign: string; code: string; name: string; price: Rupiah; stock: Stock }) =>
      `${it.sign} ${cut(it.name, 20)} · ${formatRupiah(it.price)} · ${stock(it.stock)}`,
    find: "🔎 Cari",
    add: "➕ Produk baru",
    askPhrase: "🔎 Ketik nama atau kode produk:",
    back: "⬅️ Daftar produk",
    gone: "Produk itu sudah tidak ada.",
  },

  card: {
    title: (name: string) => `📦 <b>${escapeHtml(name)}</b>`,
    code: (code: string) => `🏷 Kode: <code>${escapeHtml(code)}</code>`,
    price: (price: Rupiah) => `💵 Harga: <b>${formatRupiah(price)}</b>`,
    tier: (it: { from: number; price: Rupiah }) =>
      `   • mulai ${count(it.from, "id")} → ${formatRupiah(it.price)}`,
    category: (name: string | undefined) =>
      `🗂 Kategori: ${name === undefined ? "–" : escapeHtml(name)}`,
    kinds: {
      unique: "🔑 Tiap pembeli dapat item berbeda",
      shared: "📝 Semua pembeli dapat teks yang sama",
      file: "📎 Semua pembeli dapat file yang sama",
    },
    units: (it: { available: number; reserved: number; sold: number; quarantined: number }) =>
      [
        `📊 Stok: <b>${count(it.available, "id")}</b>`,
        `dipesan ${count(it.reserved, "id")}`,
        `terjual ${count(it.sold, "id")}`,
        ...(it.quarantined > 0 ? [`karantina ${count(it.quarantined, "id")}`] : []),
      ].join(" · "),
    unlimited: (sold: number) => `📊 Stok: tanpa batas · terjual ${count(sold, "id")}`,
    noGoods: "⚠️ Isinya belum ada, jadi pembeli melihat “habis”.",
    uploads: "⏳ Ada file stok yang sedang dibaca.",
    states: { active: "🟢 Dijual", hidden: "⚪ Tidak dijual", archived: "🗄 Diarsipkan" },
    most: (max: number) => `🔢 Maksimal ${count(max, "id")} per pesanan`,
    low: (at: number) => `🟡 Peringatan stok: ${count(at, "id")} ke bawah`,
    picture: "🖼 Bergambar",
    description: (text: string) => `\n📄 ${escapeHtml(cut(text, 300))}`,
    instructions: (text: string) => `\n📘 Petunjuk: ${escapeHtml(cut(text, 200))}`,
    terms: (text: string) => `\n📋 SNK: ${escapeHtml(cut(text, 200))}`,
    edit: "✏️ Ubah",
    stock: "📥 Stok",
    activate: "🟢 Jual",
    deactivate: "⚪ Hentikan",
    copy: "📑 Salin",
    remove: "🗑 Hapus",
    restore: "♻️ Pulihkan",
    asBuyer: "👁 Lihat sebagai pembeli",
    activated: "🟢 Produk dijual.",
    deactivated: "⚪ Produk tidak dijual lagi.",
    restored: "♻️ Produk dipulihkan. Tekan “Jual” bila sudah siap.",
    changedBy: (who: string) => `Baru saja diubah oleh ${who}. Ini keadaannya sekarang.`,
  },

  remove: {
    ask: (it: { name: string; unsold: number; outcome: "deleted" | "archived" }) =>
      [
        `🗑 Hapus <b>${escapeHtml(it.name)}</b>?`,
        "",
        it.outcome === "archived"
          ? "Produk ini punya riwayat penjualan, jadi akan <b>diarsipkan</b>: hilang dari toko, riwayat dan barang yang sudah terjual tetap ada."
          : "Produk ini belum pernah terjual dan akan dihapus untuk selamanya.",
        ...(it.unsold > 0
          ? [
              it.outcome === "archived"
                ? `📥 ${count(it.unsold, "id")} item belum terjual ikut diarsipkan.`
                : `⚠️ ${count(it.unsold, "id")} item stok yang belum terjual ikut terhapus.`,
            ]
          : []),
      ].join("\n"),
    yes: "🗑 Ya, hapus",
    archived: (name: string) =>
      `🗄 <b>${escapeHtml(name)}</b> diarsipkan karena punya riwayat penjualan.`,
    deleted: (name: string) => `🗑 <b>${escapeHtml(name)}</b> dihapus.`,
  },

  copy: {
    ask: (name: string) => `📑 Salinan <b>${escapeHtml(name)}</b>. Ketik kode untuk produk baru:`,
    done: "📑 Disalin tanpa stok dan belum dijual.",
  },

  wizard: {
    step: (place: number) => `➕ <b>Produk baru</b> · ${place}/6`,
    askCode:
      "🏷 <b>Kode</b> produk? Huruf, angka, - dan _, paling banyak 32. Contoh: <code>NETFLIX1</code>",
    wrongCode: "Kode hanya boleh huruf, angka, - dan _ (1–32). Coba lagi:",
    duplicate: (it: { code: string; name: string; isArchived: boolean }) =>
      `⚠️ Kode <code>${escapeHtml(it.code)}</code> sudah dipakai <b>${escapeHtml(it.name)}</b>${it.isArchived ? " (di arsip)" : ""}.\n\nBuka produk itu, atau ketik kode lain:`,
    openExisting: "📦 Buka produk itu",
    askName: "✏️ <b>Nama</b> produk?",
    wrongName: "Nama harus 1–100 huruf. Coba lagi:",
    askPrice: "💵 <b>Harga</b>? Contoh: 25000, 25.000 atau 25rb",
    wrongPrice: "Harga belum terbaca. Ketik angka saja, misalnya 25000 atau 25rb:",
    askDescription: "📄 <b>Deskripsi</b>? Ketik, atau lewati.",
    wrongDescription: "Deskripsi paling banyak 2.000 huruf. Coba yang lebih singkat:",
    skip: "⏭ Lewati",
    askCount:
      "🔢 <b>Jumlah isi</b>? Ketik berapa item yang akan dimasukkan, atau kirim langsung file .txt/.csv (satu baris satu item).",
    wrongCount: "Ketik angka bulat dari 0 sampai 2.000. Untuk lebih banyak, kirim file .txt/.csv.",
    shared: "📝 Satu teks untuk semua",
    file: "📎 Satu file untuk semua",
    later: "⏭ Isi nanti",
    askItems: (it: { have: number; wanted: number }) =>
      [
        `📥 Item <b>${count(it.have, "id")}</b>${it.wanted > 0 ? ` dari ${count(it.wanted, "id")}` : ""}`,
        bar(it.have, it.wanted),
        "",
        `Kirim item ke-${count(it.have + 1, "id")}. Boleh satu per satu, tempel banyak baris sekaligus, atau kirim file .txt/.csv.`,
      ]
        .filter((line, place) => line !== "" || place === 2)
        .join("\n"),
    enough: "✅ Cukup segini",
    askShared: "📝 Kirim teks yang diterima setiap pembeli:",
    wrongShared: "Kirim teks, paling banyak 4.000 huruf.",
    askFile: "📎 Kirim file yang diterima setiap pembeli (paling besar 20 MB):",
    wrongFile: "Kirim sebagai dokumen, paling besar 20 MB.",
    confirm: (it: {
      code: string;
      name: string;
      price: Rupiah;
      description: string;
      kind: "unique" | "shared" | "file";
    }) =>
      [
        "👀 <b>Periksa dulu</b>",
        "",
        `🏷 <code>${escapeHtml(it.code)}</code>`,
        `📦 <b>${escapeHtml(it.name)}</b>`,
        `💵 ${formatRupiah(it.price)}`,
        ...(it.description ? [`📄 ${escapeHtml(cut(it.description, 300))}`] : []),
        adminCatalog.card.kinds[it.kind],
      ].join("\n"),
    publish: "✅ Simpan & jual",
    keep: "💾 Simpan dulu",
    back: "✏️ Ubah item",
    created: (name: string) => `✅ <b>${escapeHtml(name)}</b> tersimpan.`,
  },
};

function bar(have: number, wanted: number): string {
  if (wanted < 1) return "";
  const full = Math.min(10, Math.floor((have / wanted) * 10));
  return `${"▓".repeat(full)}${"░".repeat(10 - full)}`;
}
