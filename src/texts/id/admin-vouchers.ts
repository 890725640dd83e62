import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";

export const adminVouchers = {
  list: {
    title: (it: { total: number; show: string; phrase: string }) =>
      [
        `🎟 <b>Voucher</b> · ${it.show} · ${count(it.total, "id")}`,
        ...(it.phrase ? [`🔎 “<b>${escapeHtml(it.phrase)}</b>”`] : []),
      ].join("\n"),
    empty: "Tidak ada voucher di sini.",
    shows: { active: "🟢 Berlaku", over: "⌛ Habis", hidden: "⚪ Nonaktif", all: "Semua" },
    row: (it: { sign: string; code: string; worth: string; taken: number; limit: number | null }) =>
      `${it.sign} ${it.code} · ${it.worth} · ${count(it.taken, "id")}${it.limit === null ? "×" : `/${count(it.limit, "id")}`}`,
    find: "🔎 Cari",
    askPhrase: "🔎 Ketik kode atau keterangan voucher:",
    add: "➕ Voucher baru",
    back: "⬅️ Daftar voucher",
    gone: "Voucher itu sudah tidak ada.",
  },
  worth: (it: { kind: "percent" | "flat"; value: number }) =>
    it.kind === "percent" ? `${it.value}%` : formatRupiah(it.value as Rupiah),
  card: {
    title: (code: string) => `🎟 <code>${escapeHtml(code)}</code>`,
    states: {
      active: "🟢 Berlaku",
      waiting: "🕒 Belum mulai",
      over: "⌛ Masa berlaku habis",
      full: "⌛ Kuota habis",
      hidden: "⚪ Nonaktif",
    },
    description: (text: string) => `📝 ${escapeHtml(cut(text, 200))}`,
    line: (label: string, value: string) => `${label}: <b>${value}</b>`,
    products: (it: { total: number; names: readonly string[] }) =>
      it.total === 0
        ? "semua"
        : `${it.names.map((name) => escapeHtml(cut(name, 30))).join(", ")}${it.total > it.names.length ? ` +${count(it.total - it.names.length, "id")}` : ""}`,
    used: (it: { used: number; reserved: number; customers: number }) =>
      `📊 Dipakai <b>${count(it.used, "id")}</b>× oleh ${count(it.customers, "id")} pelanggan${it.reserved > 0 ? `, ${count(it.reserved, "id")} sedang dibayar` : ""}`,
    given: (it: { given: Rupiah; earned: Rupiah }) =>
      `💸 Potongan ${formatRupiah(it.given)} · penjualan ${formatRupiah(it.earned)}`,
    lastUsed: (at: string) => `🕒 Terakhir dipakai ${at}`,
    activate: "🟢 Aktifkan",
    deactivate: "⚪ Nonaktifkan",
    productsButton: "📦 Produk",
    remove: "🗑 Hapus",
    activated: "🟢 Voucher aktif.",
    deactivated: "⚪ Voucher nonaktif.",
  },
  fields: {
    code: "Kode",
    description: "Keterangan",
    kind: "Jenis",
    value: "Nilai",
    maxDiscount: "Potongan maksimal",
    minTotal: "Belanja minimal",
    perCustomerLimit: "Per pelanggan",
    totalLimit: "Kuota",
    validFrom: "Mulai",
    validUntil: "Sampai",
  },
  asks: {
    code: "Kode voucher? Huruf, angka, - dan _ (3–32).",
    description: "Keterangan untuk admin? (paling banyak 200 huruf)",
    kind: "Potongan apa?",
    value: "Berapa potongannya? Pilih, atau ketik (persen 1–100, rupiah misalnya 10rb).",
    maxDiscount: "Potongan paling besar? Pilih, atau ketik jumlahnya.",
    minTotal: "Belanja paling sedikit? Pilih, atau ketik jumlahnya.",
    perCustomerLimit: "Berapa kali per pelanggan? Pilih, atau ketik angkanya.",
    totalLimit: "Berapa kali seluruhnya? Pilih, atau ketik angkanya.",
    validFrom:
      "Berlaku mulai kapan? Pilih, atau ketik tanggal, misalnya 31/12/2026 atau 31/12/2026 18:30.",
    validUntil:
      "Berlaku sampai kapan? Pilih, atau ketik tanggal, misalnya 31/12/2026 (hari itu masih berlaku).",
  },
  wrong: {
    code: "Kode hanya boleh huruf, angka, - dan _ (3–32). Coba lagi:",
    description: "Paling banyak 200 huruf. Coba lagi:",
    kind: "Pilih dengan tombol, ya.",
    value: "Persen dari 1 sampai 100; rupiah lebih dari 0. Coba lagi:",
    maxDiscount: "Jumlah itu belum terbaca. Contoh: 20rb",
    minTotal: "Jumlah itu belum terbaca. Contoh: 50rb",
    perCustomerLimit: "Ketik angka bulat dari 1 sampai 10.000:",
    totalLimit: "Ketik angka bulat dari 1 sampai 1.000.000:",
    validFrom: "Tanggal itu belum terbaca. Contoh: 31/12/2026 18:30",
    validUntil: "Tanggal itu belum terbaca, atau sebelum tanggal mulainya. Contoh: 31/12/2026",
  },
  presets: {
    random: "🎲 Kode acak",
    percent: "％ Persen",
    flat: "💵 Rupiah",
    none: "Tanpa",
    unlimited: "Tanpa batas",
    times: (times: number) => `${count(times, "id")}×`,
    now: "Sekarang",
    tomorrow: "Besok",
    nextWeek: "7 hari lagi",
    days: (days: number) => `${days} hari`,
    endOfMonth: "Akhir bulan",
    forever: "Selamanya",
  },
  nothing: "–",
  duplicate: (code: string) =>
    `⚠️ Voucher <code>${escapeHtml(code)}</code> sudah ada. Ketik kode lain, atau buka yang ada:`,
  openExisting: "🎟 Buka voucher itu",
  limitBelowTaken:
    "Sudah lebih banyak yang memakai daripada batas itu. Pilih batas yang lebih besar:",
  changedMeanwhile: (field: string, value: string) =>
    `⚠️ ${field} baru saja diubah orang lain menjadi <b>${value}</b>. Kirim punyamu sekali lagi untuk menimpanya, atau batal.`,
  review: "👀 <b>Periksa voucher</b>",
  save: "✅ Simpan voucher",
  created: "✅ Voucher tersimpan dan langsung berlaku.",
  saved: (field: string) => `✅ ${field} disimpan.`,
  askRemove: (code: string) => `🗑 Hapus voucher <code>${escapeHtml(code)}</code>?`,
  yesRemove: "🗑 Ya, hapus",
  removed: "🗑 Voucher dihapus.",
  inUse: "Voucher ini sudah pernah dipakai, jadi riwayatnya disimpan. Nonaktifkan saja.",
  pick: (it: { code: string; chosen: number }) =>
    `📦 Produk untuk <code>${escapeHtml(it.code)}</code>\n\n${it.chosen === 0 ? "Berlaku untuk <b>semua</b> produk. Pilih produk bila hanya untuk sebagian." : `Hanya untuk <b>${count(it.chosen, "id")}</b> produk bertanda ✅.`}`,
  pickAll: "♾ Semua produk",
  tooMany: "Paling banyak 200 produk per voucher.",
};
