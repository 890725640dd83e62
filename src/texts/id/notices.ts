import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

type About = { code: string; total: Rupiah; customer: string; items: string };

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

/** `customer` is HTML already: a name with a link to the person. */
export const notices = {
  order_expired: (it: { code: string }) =>
    `⌛ Pesanan ${code(it.code)} kedaluwarsa karena belum dibayar. Saldo dan voucher yang dipakai sudah dikembalikan. Mau coba lagi?`,
  order_cancelled: (it: { code: string; reason: string | undefined }) =>
    `❌ Pesanan ${code(it.code)} dibatalkan.${it.reason ? `\nAlasan: ${escapeHtml(it.reason)}` : ""}`,
  order_refunded: (it: { code: string; amount: Rupiah }) =>
    `↩️ ${formatRupiah(it.amount)} dari pesanan ${code(it.code)} dikembalikan ke saldomu.`,
  money_to_wallet: (it: { amount: Rupiah; code: string | undefined; why: string }) =>
    `👛 ${formatRupiah(it.amount)} masuk ke saldomu${it.code ? ` (${code(it.code)})` : ""}.\n${it.why}`,
  why: {
    exact: "",
    late: "Pembayaranmu datang terlambat dan barangnya sudah tidak tersedia, jadi uangnya kami simpan di saldo.",
    double: "Kamu membayar dua kali; yang kedua kami simpan di saldo.",
    too_low:
      "Jumlah yang dibayar kurang dari tagihan, jadi kami simpan di saldo. Silakan bayar lagi dengan saldo.",
    too_high: "Kamu membayar lebih; kelebihannya kami simpan di saldo.",
    cancelled: "Pesanannya sudah dibatalkan, jadi uangnya kami simpan di saldo.",
    unknown: "Admin menemukan pembayaranmu dan memasukkannya ke saldo.",
    deposit: "",
    manual: "Pembayaranmu dikonfirmasi admin dan disimpan di saldo.",
  },
  paid_late: (it: { code: string }) =>
    `🎉 Pembayaran untuk ${code(it.code)} datang terlambat, tetapi barangnya masih ada. Pesananmu kami kirim!`,
  deposit_completed: (it: { code: string; amount: Rupiah; balance: Rupiah }) =>
    `✅ Isi saldo ${code(it.code)} berhasil: +${formatRupiah(it.amount)}.\n👛 Saldo sekarang: <b>${formatRupiah(it.balance)}</b>`,
  deposit_expired: (it: { code: string }) =>
    `⌛ Isi saldo ${code(it.code)} kedaluwarsa karena belum dibayar.`,
  deposit_rejected: (it: { code: string; reason: string }) =>
    `❌ Isi saldo ${code(it.code)} ditolak.\nAlasan: ${escapeHtml(it.reason)}`,
  proof_rejected: (it: { code: string; reason: string }) =>
    `❌ Bukti transfer untuk ${code(it.code)} belum bisa diterima.\nAlasan: ${escapeHtml(it.reason)}\n\nSilakan kirim bukti yang lebih jelas.`,
  wallet_adjusted: (it: { amount: Rupiah; reason: string }) =>
    `👛 Saldomu ${it.amount > 0 ? "ditambah" : "dikurangi"} ${formatRupiah(Math.abs(it.amount) as Rupiah)} oleh admin.\nAlasan: ${escapeHtml(it.reason)}`,
  unit_replaced: (it: { code: string }) =>
    `🔄 Ada barang pengganti untuk pesanan ${code(it.code)}. Buka lewat tombol di bawah.`,
  waitlist_turn: (it: { name: string; until: string }) =>
    `🔔 <b>${escapeHtml(it.name)}</b> sudah ada lagi! Satu kami sisihkan untukmu sampai <b>${it.until}</b>.`,
  waitlist_lapsed: (it: { name: string }) =>
    `⌛ Waktu untuk <b>${escapeHtml(it.name)}</b> yang kami sisihkan sudah lewat, jadi gilirannya kami teruskan. Masih mau? Buka produknya: beli bila masih ada, atau antre lagi.`,
  from_admin: (text: string) => `💬 <b>Pesan dari admin:</b>\n\n${escapeHtml(text)}`,

  admin_new_order: (it: About) =>
    `🆕 <b>Pesanan baru</b> ${code(it.code)}\n👤 ${it.customer}\n🛒 ${escapeHtml(it.items)}\n💵 ${formatRupiah(it.total)}`,
  admin_order_paid: (it: About) =>
    `💰 <b>Pesanan lunas</b> ${code(it.code)}\n👤 ${it.customer}\n🛒 ${escapeHtml(it.items)}\n💵 ${formatRupiah(it.total)}`,
  admin_order_expired: (it: About) =>
    `⌛ <b>Pesanan kedaluwarsa</b> ${code(it.code)}\n👤 ${it.customer}\n💵 ${formatRupiah(it.total)}`,
  together: {
    title: (news: number) => `📋 <b>${count(news, "id")} kabar pesanan</b>`,
    admin_new_order: "🆕 baru",
    admin_order_paid: "💰 lunas",
    admin_order_expired: "⌛ kedaluwarsa",
    line: (it: { what: string; code: string; total: Rupiah; customer: string }) =>
      `${it.what} ${code(it.code)} · ${formatRupiah(it.total)} · ${it.customer}`,
  },
  admin_deposit: (it: { code: string; amount: Rupiah; customer: string }) =>
    `👛 <b>Isi saldo</b> ${code(it.code)}\n👤 ${it.customer}\n💵 ${formatRupiah(it.amount)}`,
  admin_deposit_expired: (it: { code: string; amount: Rupiah; customer: string }) =>
    `⌛ <b>Isi saldo kedaluwarsa</b> ${code(it.code)}\n👤 ${it.customer}\n💵 ${formatRupiah(it.amount)}`,
  admin_proof: (it: { code: string; amount: Rupiah; customer: string; text: string | undefined }) =>
    `📤 <b>Bukti transfer</b> untuk ${code(it.code)}\n👤 ${it.customer}\n💵 ${formatRupiah(it.amount)}${it.text ? `\n\n📝 ${escapeHtml(it.text)}` : ""}`,
  admin_money_attention: (it: {
    what: string;
    amount: Rupiah;
    reference: string;
    toWallet: Rupiah;
    unclaimed: Rupiah;
    customer: string | undefined;
  }) =>
    [
      `⚠️ <b>Uang perlu dilihat:</b> ${it.what}`,
      `🧾 ${code(it.reference)} · ${formatRupiah(it.amount)}`,
      ...(it.customer ? [`👤 ${it.customer}`] : []),
      ...(it.toWallet > 0 ? [`👛 Ke saldo pelanggan: ${formatRupiah(it.toWallet)}`] : []),
      ...(it.unclaimed > 0 ? [`❓ Belum ada pemiliknya: ${formatRupiah(it.unclaimed)}`] : []),
    ].join("\n"),
  circumstance: {
    exact: "pembayaran pas",
    late: "pembayaran terlambat",
    double: "pembayaran ganda",
    too_low: "jumlahnya kurang",
    too_high: "jumlahnya lebih",
    cancelled: "pesanan sudah dibatalkan",
    unknown: "pembayaran tidak dikenal",
    deposit: "isi saldo",
    manual: "dikonfirmasi manual",
  },
  admin_attention: (it: { subject: string; detail: string }) =>
    `⚠️ <b>Perlu perhatian</b> (${escapeHtml(it.subject)})\n${escapeHtml(it.detail)}`,
  attention: {
    edited_by_two:
      "Produk ini diubah dua admin hampir bersamaan; perubahan yang terakhir yang berlaku.",
    template_broken:
      "Teks yang kamu tulis ini tidak bisa dikirim Telegram, jadi teks bawaan yang dipakai. Perbaiki di Panel admin → Teks.",
    gateway_down:
      "Penyedia pembayaran ini gagal tiga kali berturut-turut. Pembeli ditawari cara bayar lain, dan kami terus mencoba.",
    gateway_up: "Penyedia pembayaran ini sudah pulih dan ditawarkan lagi.",
  } as Readonly<Record<string, string>>,
  admin_stock: (it: { name: string; alarm: "low" | "out"; left: number }) =>
    it.alarm === "out"
      ? `🔴 <b>Stok habis:</b> ${escapeHtml(it.name)}`
      : `🟡 <b>Stok menipis:</b> ${escapeHtml(it.name)} (sisa ${count(it.left, "id")})`,
  admin_spam: (it: { customer: string }) =>
    `🤖 <b>Spam:</b> ${it.customer} menekan terlalu cepat dan didiamkan sebentar.`,

  buttons: {
    order: "🧾 Lihat pesanan",
    deposit: "👛 Lihat isi saldo",
    proof: "🔍 Periksa bukti",
    product: "📦 Lihat produk",
    user: "👤 Lihat pelanggan",
    again: "🔁 Pesan lagi",
    wallet: "👛 Saldo",
    sendProof: "📤 Kirim bukti",
    showAgain: "📦 Tampilkan lagi",
    buy: "⚡ Beli sekarang",
    show: "📦 Lihat produk",
  },
};
