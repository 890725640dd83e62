import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { escapeHtml } from "../html.ts";

const signed = (amount: Rupiah): string =>
  `${amount > 0 ? "+" : "−"}${formatRupiah(Math.abs(amount) as Rupiah)}`;

export const wallet = {
  command: "Saldo",
  title: (balance: Rupiah) => `👛 <b>Saldo: ${formatRupiah(balance)}</b>`,
  empty: "Belum ada mutasi.",
  off: "Pembayaran dengan saldo sedang tidak tersedia.",
  ledger: "Mutasi terakhir:",
  entry: (it: { amount: Rupiah; balance: Rupiah; what: string; when: string }) =>
    `${it.amount > 0 ? "🟢" : "🔴"} <b>${signed(it.amount)}</b> ${escapeHtml(it.what)}\n      ${it.when} · saldo ${formatRupiah(it.balance)}`,
  kind: {
    purchase: "belanja",
    give_back: "dikembalikan (pesanan tidak jadi)",
    deposit: "isi saldo",
    payment: "kelebihan / pembayaran terlambat",
    refund: "pengembalian dana",
    adjustment: "penyesuaian admin",
  },
  deposit: "➕ Isi saldo",
  askAmount: (min: Rupiah, max: Rupiah) =>
    `➕ <b>Isi saldo</b>\n\nPilih jumlahnya, atau ketik sendiri (${formatRupiah(min)} – ${formatRupiah(max)}):`,
  wrongAmount: (min: Rupiah, max: Rupiah) =>
    `Ketik jumlah antara ${formatRupiah(min)} dan ${formatRupiah(max)}, misalnya 50000 atau 50rb.`,
  chooseMethod: (amount: Rupiah) =>
    `➕ Isi saldo <b>${formatRupiah(amount)}</b>. Pilih cara bayar:`,
  noMethod: "😔 Belum ada cara bayar untuk jumlah ini. Coba jumlah lain atau hubungi admin.",
  placed: (code: string) =>
    `✅ Isi saldo <code>${escapeHtml(code)}</code> dibuat.\n👇 Tagihannya ada di pesan berikutnya.`,
  placedNow: "✅ Isi saldo dibuat, tagihannya sedang disiapkan…",
  already: "Isi saldo dari tombol ini sudah dibuat; tagihannya ada di chat ini.",
  refused: {
    too_small: (min: Rupiah) => `Paling sedikit ${formatRupiah(min)}.`,
    too_large: (max: Rupiah) => `Paling banyak ${formatRupiah(max)}.`,
    method_not_offered: "Cara bayar itu sedang tidak tersedia. Pilih cara lain ya.",
    too_many_open: "Masih ada beberapa isi saldo yang belum dibayar. Bayar atau batalkan dulu ya.",
  },
};
