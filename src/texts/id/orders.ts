import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

export const orders = {
  command: "Riwayat pesanan",
  title: "📜 <b>Riwayat pesanan</b>",
  titleOpen: "📜 <b>Pesanan yang belum dibayar</b>",
  empty: "📜 Belum ada pesanan. Yuk mulai belanja!",
  emptyOpen: "📜 Tidak ada pesanan yang menunggu pembayaran.",
  all: "📜 Semua",
  open: "⏳ Belum dibayar",
  state: {
    awaiting_payment: "⏳ Menunggu pembayaran",
    paid: "✅ Lunas, barang sedang dikirim",
    delivered: "📦 Terkirim",
    expired: "⌛ Kedaluwarsa",
    cancelled: "❌ Dibatalkan",
    refunded: "↩️ Dikembalikan",
  },
  sign: {
    awaiting_payment: "⏳",
    paid: "✅",
    delivered: "📦",
    expired: "⌛",
    cancelled: "❌",
    refunded: "↩️",
  },
  line: (it: { sign: string; code: string; total: Rupiah; what: string; when: string }) =>
    `${it.sign} <code>${escapeHtml(it.code)}</code> · ${formatRupiah(it.total)}\n      ${escapeHtml(it.what)} · ${it.when}`,
  andMore: (name: string, more: number) => `${name} +${count(more, "id")}`,
  detail: (code: string) => `🧾 <b>Pesanan</b> <code>${escapeHtml(code)}</code>`,
  placedAt: (when: string) => `🗓 ${when}`,
  paidAt: (when: string) => `✅ Lunas ${when}`,
  until: (when: string) => `⏰ Bayar sebelum ${when}`,
  refundedAmount: (amount: Rupiah) => `↩️ Dikembalikan: ${formatRupiah(amount)}`,
  showAgain: "📦 Tampilkan lagi",
  repeat: "🔁 Pesan lagi",
  continue: "💳 Lanjutkan pembayaran",
  back: "⬅️ Riwayat",
  shownBelow: "📦 Barangnya ditampilkan lagi di bawah…",
  cannotShow: "Barang pesanan ini tidak bisa ditampilkan.",
  unknown: "Pesanan itu tidak ditemukan.",
  invoiceBelow: "🧾 Tagihannya ditampilkan lagi di bawah…",
  repeated: "🔁 Isi pesanan dimasukkan ke keranjang dengan harga hari ini.",
  repeatedPartly: (missing: string) =>
    `🔁 Dimasukkan ke keranjang. Yang ini sudah tidak dijual: ${escapeHtml(missing)}.`,
  nothingToRepeat: "😔 Produk-produk di pesanan itu sudah tidak dijual.",
};
