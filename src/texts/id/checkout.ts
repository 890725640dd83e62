import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

export const checkout = {
  wallet: "Saldo",
  manual: "Transfer manual",

  title: "🧾 <b>Ringkasan pesanan</b>",
  subtotal: (amount: Rupiah) => `Subtotal: ${formatRupiah(amount)}`,
  discount: (code: string, amount: Rupiah) =>
    `🎟 Voucher <code>${escapeHtml(code)}</code>: −${formatRupiah(amount)}`,
  total: (amount: Rupiah) => `<b>Total: ${formatRupiah(amount)}</b>`,
  fromWallet: (amount: Rupiah) => `👛 Dari saldo: −${formatRupiah(amount)}`,
  due: (amount: Rupiah) => `<b>Yang harus dibayar: ${formatRupiah(amount)}</b>`,
  balance: (amount: Rupiah) => `👛 Saldomu: ${formatRupiah(amount)}`,
  feeNote: "Biaya layanan dari penyedia pembayaran (bila ada) ditampilkan di tagihan.",
  chooseMethod: "Pilih cara bayar:",
  noMethod:
    "😔 Belum ada cara bayar untuk jumlah ini. Isi saldo dulu, ubah jumlahnya, atau hubungi admin.",
  gatewayAway:
    "⚠️ Penyedia pembayaran otomatis sedang bermasalah, jadi caranya kami sembunyikan sebentar. Kami terus mencobanya; silakan cek lagi beberapa menit lagi.",
  useWallet: (amount: Rupiah) => `👛 Pakai saldo ${formatRupiah(amount)}`,
  walletShort: (needed: Rupiah) => `👛 Saldomu belum cukup: dibutuhkan ${formatRupiah(needed)}.`,
  dropWallet: "👛 Tanpa saldo",
  payByWallet: (amount: Rupiah) => `👛 Bayar ${formatRupiah(amount)} dengan saldo`,
  takeFree: "🎁 Ambil gratis",
  pay: (method: string, amount: Rupiah, fee?: Rupiah) =>
    `💳 ${method} · ${formatRupiah(amount)}${fee ? ` (+${formatRupiah(fee)})` : ""}`,
  enterVoucher: "🎟 Pakai voucher",
  dropVoucher: "🎟 Lepas voucher",
  askVoucher: "🎟 Ketik kode vouchernya:",
  voucherTaken: (code: string) => `🎟 Voucher <code>${escapeHtml(code)}</code> dipakai.`,
  voucherNot: (code: string, why: string) => `🎟 <code>${escapeHtml(code)}</code>: ${why}`,
  changeLine: "⚠️ Sesuaikan dulu baris yang bertanda.",

  placed: (code: string) =>
    `✅ Pesanan <code>${escapeHtml(code)}</code> dibuat.\n👇 Tagihannya ada di pesan berikutnya.`,
  orderedNow: "✅ Pesanan dibuat, tagihannya sedang disiapkan…",
  orderedHere: "✅ Pesanan ini sudah dibuat; tagihannya ada di pesan ini.",
  paidByWallet: (code: string, amount: Rupiah) =>
    `✅ Pesanan <code>${escapeHtml(code)}</code> lunas, ${formatRupiah(amount)} dari saldo.\n📦 Barangnya ada di pesan berikutnya.`,
  free: (code: string) =>
    `✅ Pesanan <code>${escapeHtml(code)}</code> gratis.\n📦 Barangnya ada di pesan berikutnya.`,
  alreadyOrdered:
    "Pesanan dari tombol ini sudah dibuat. Lihat di 📜 Pesanan; mau beli lagi? Tekan sekali lagi.",

  /** Why the order could not be placed, and what to do. */
  refused: {
    maintenance: (message: string) =>
      message
        ? `🛠 ${escapeHtml(message)}`
        : "🛠 Toko sedang dirapikan sebentar. Silakan kembali beberapa saat lagi ya.",
    blocked: "🚫 Akunmu sedang tidak bisa memesan. Hubungi admin bila ini keliru.",
    cart_empty: "🛒 Keranjangmu kosong.",
    not_for_sale: (name: string) => `😔 ${escapeHtml(name)} sedang tidak dijual.`,
    too_many: (name: string, max: number) =>
      `🔢 ${escapeHtml(name)}: paling banyak ${count(max, "id")} per pesanan.`,
    sold_out: (name: string, left: number) =>
      left === 0
        ? `😔 ${escapeHtml(name)}: stok habis.`
        : `😔 ${escapeHtml(name)}: stok tinggal ${count(left, "id")}.`,
    price_changed: (total: Rupiah) =>
      `💱 Harganya berubah, totalnya sekarang ${formatRupiah(total)}. Silakan cek lagi ya.`,
    wallet_off: "👛 Pembayaran dengan saldo sedang tidak tersedia.",
    wallet_short: (balance: Rupiah, needed: Rupiah) =>
      `👛 Saldomu ${formatRupiah(balance)}, sedangkan yang dibutuhkan ${formatRupiah(needed)}.`,
    method_off: (method: string) =>
      `💳 ${escapeHtml(method)} sedang tidak tersedia. Pilih cara lain ya.`,
    outside_limits: (method: string, min: Rupiah, max: Rupiah) =>
      `💳 ${escapeHtml(method)} menerima ${formatRupiah(min)} sampai ${formatRupiah(max)}. Pilih cara lain ya.`,
    too_many_unpaid: (max: number) =>
      `🧾 Masih ada ${max} pesanan yang belum dibayar. Bayar atau batalkan salah satunya dulu ya.`,
    must_wait: (until: string) =>
      `⏳ Beberapa pesananmu tidak jadi dibayar. Kamu bisa memesan lagi setelah ${until}, atau bayar langsung dengan saldo.`,
    too_many_units: (max: number) =>
      `🔢 Paling banyak ${count(max, "id")} item dalam satu pesanan yang belum dibayar.`,
    share_of_stock: (name: string, max: number) =>
      max > 0
        ? `🤝 Agar kebagian semua, kamu bisa mengambil ${count(max, "id")} ${escapeHtml(name)} dulu (bebas bila dibayar dengan saldo).`
        : `🤝 ${escapeHtml(name)} sudah kamu tahan di pesanan yang belum dibayar. Bayar dulu yang itu ya.`,
  },

  voucher: {
    unknown: "kode ini tidak dikenal.",
    inactive: "voucher ini sedang tidak aktif.",
    not_yet: (from: string) => `voucher ini baru berlaku mulai ${from}.`,
    over: "masa berlaku voucher ini sudah lewat.",
    products: "voucher ini tidak berlaku untuk produk pilihanmu.",
    min_total: (min: Rupiah) => `voucher ini berlaku mulai belanja ${formatRupiah(min)}.`,
    limit_reached: "voucher ini sudah habis dipakai.",
    customer_limit: "kamu sudah memakai voucher ini sebanyak yang diperbolehkan.",
  },
};
