import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

export const invoice = {
  order: (code: string) => `🧾 <b>Tagihan</b> <code>${escapeHtml(code)}</code>`,
  deposit: (code: string) => `👛 <b>Isi saldo</b> <code>${escapeHtml(code)}</code>`,
  item: (it: { name: string; quantity: number; amount: Rupiah }) =>
    `• ${escapeHtml(it.name)} × ${count(it.quantity, "id")} – ${formatRupiah(it.amount)}`,
  moreItems: (left: number) => `• … dan ${left} produk lagi`,
  method: (method: string) => `💳 Cara bayar: ${escapeHtml(method)}`,
  amount: (amount: Rupiah) => `Jumlah: ${formatRupiah(amount)}`,
  fee: (fee: Rupiah) => `Biaya layanan: ${formatRupiah(fee)}`,
  total: (total: Rupiah) => `<b>Bayar tepat: ${formatRupiah(total)}</b>`,
  until: (when: string) => `⏰ Bayar sebelum <b>${when}</b>`,
  scan: "📱 Pindai QR ini dengan aplikasi bank atau e-wallet apa saja. Barang dikirim otomatis begitu pembayaran masuk.",
  account: (number: string) =>
    `🏦 Nomor Virtual Account:\n<code>${escapeHtml(number)}</code>\n(ketuk untuk menyalin)`,
  automatic: "Barang dikirim otomatis begitu pembayaran masuk.",
  automaticDeposit: "Saldo bertambah otomatis begitu pembayaran masuk.",
  transferTo: "🏦 Transfer ke:",
  sendProof: "Setelah transfer, kirim buktinya dengan tombol di bawah; admin akan memeriksanya.",
  proofWaiting:
    "🕵️ Bukti transfermu sudah kami terima dan sedang diperiksa. Terima kasih sudah sabar 🙏",

  waiting: "⏳ Menyiapkan pembayaran dari penyedia…",
  delayed:
    "⚠️ Penyedia pembayaran sedang lambat. Kami terus mencoba; QR/nomornya muncul di sini begitu siap. Kamu juga bisa memilih cara bayar lain.",
  paid: (code: string) =>
    `✅ <b>Lunas.</b> Pembayaran <code>${escapeHtml(code)}</code> sudah kami terima. Terima kasih! 🙏`,
  received: (code: string) =>
    `👛 Uang untuk <code>${escapeHtml(code)}</code> sudah kami terima dan kami simpan di <b>saldomu</b>.`,
  expired: (code: string) =>
    `⌛ Tagihan <code>${escapeHtml(code)}</code> sudah kedaluwarsa. <b>Jangan dibayar lagi ya.</b>`,
  cancelled: (code: string) =>
    `❌ Tagihan <code>${escapeHtml(code)}</code> dibatalkan. <b>Jangan dibayar lagi ya.</b>`,
  failed: (code: string) =>
    `😔 Cara bayar ini sedang bermasalah untuk <code>${escapeHtml(code)}</code>. Silakan pilih cara lain; pesananmu tetap kami simpan.`,
  failedDeposit: (code: string) =>
    `😔 Cara bayar ini sedang bermasalah untuk <code>${escapeHtml(code)}</code>. Silakan coba cara lain.`,
  chooseOther: "Pesananmu masih kami simpan: pilih cara bayar lain di bawah.",

  /** On the small picture that takes the place of the QR code. */
  stamp: {
    paid: "LUNAS",
    received: "DITERIMA",
    expired: "KEDALUWARSA",
    cancelled: "DIBATALKAN",
    failed: "GAGAL",
  },

  button: {
    check: "🔄 Cek pembayaran",
    change: "💳 Ganti metode",
    cancel: "❌ Batalkan",
    proof: "📤 Kirim bukti",
    open: "🌐 Buka halaman bayar",
    history: "📜 Riwayat",
    again: "🔁 Pesan lagi",
    wallet: "👛 Saldo",
    keep: "↩️ Tidak jadi",
    cancelSurely: "❌ Ya, batalkan",
  },

  checking: "🔎 Kami tanyakan ke penyedia pembayaran…",
  checkedJustNow: "Baru saja dicek. Coba lagi beberapa detik lagi ya.",
  notYet: (code: string, when: string) =>
    `⏳ Pembayaran <code>${escapeHtml(code)}</code> belum masuk (dicek ${when}). Bila sudah bayar, biasanya butuh beberapa detik. Kami juga terus mengecek sendiri.`,
  noAnswer: (code: string) =>
    `⚠️ Penyedia pembayaran belum menjawab untuk <code>${escapeHtml(code)}</code>. Tenang, kami terus mengecek sendiri.`,
  alreadyPaid: "✅ Pembayaran ini sudah lunas.",
  isOver: "Tagihan ini sudah tidak berlaku.",
  notYours: "Tagihan itu tidak ditemukan.",
  reviewing: "🕵️ Buktimu sedang diperiksa admin.",

  askCancel: (code: string) =>
    `Batalkan <code>${escapeHtml(code)}</code>? Bila sudah terlanjur membayar, jangan dibatalkan ya.`,
  cancelledNow: (code: string) =>
    `❌ <code>${escapeHtml(code)}</code> dibatalkan. Saldo dan voucher (bila dipakai) sudah dikembalikan.`,
  cannotCancel: "Sudah tidak bisa dibatalkan.",
  proofIsWaiting:
    "🕵️ Bukti transfermu sedang diperiksa, jadi belum bisa dibatalkan sendiri. Hubungi admin bila perlu.",

  chooseMethod: (code: string, amount: Rupiah) =>
    `💳 Pilih cara bayar untuk <code>${escapeHtml(code)}</code> (<b>${formatRupiah(amount)}</b>):`,
  methodChanged: (method: string) =>
    `✅ Cara bayar sekarang: ${escapeHtml(method)}. Tagihannya ada di chat ini.`,
  noOtherMethod: "😔 Sementara ini tidak ada cara bayar lain untuk jumlah ini.",
  backToInvoice: "⬅️ Tetap pakai yang ini",

  askProof: (code: string) =>
    `📤 Kirim foto atau dokumen bukti transfer untuk <code>${escapeHtml(code)}</code>, atau ketik keterangannya (nama pengirim, bank, jam):`,
  proofKept: "✅ Bukti diterima. Admin akan memeriksanya; kamu dikabari di sini.",
  proofWrongKind: "Kirim sebagai foto, dokumen, atau teks ya.",
  tooManyProofs: "🕵️ Bukti-buktimu sudah kami terima dan masih diperiksa.",
};
