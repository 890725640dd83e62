import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

export const info = {
  commands: {
    info: "Info toko",
    how: "Cara order",
    contact: "Hubungi admin",
    profile: "Profil saya",
  },
  title: (store: string) => `ℹ️ <b>${escapeHtml(store)}</b>\n\nMau tahu apa?`,
  buttons: { how: "📖 Cara order", contact: "☎️ Hubungi admin", profile: "👤 Profil saya" },
  how: [
    "📖 <b>Cara order</b>",
    "",
    "1️⃣ Pilih produk dari 🛍 Kategori, 📦 Semua Produk atau 🔎 Cari.",
    "2️⃣ Atur jumlahnya, lalu ⚡ Beli sekarang atau 🛒 masukkan ke keranjang.",
    "3️⃣ Pakai voucher 🎟 bila punya, lalu pilih cara bayar.",
    "4️⃣ Bayar <b>tepat</b> sejumlah yang tertera, sebelum batas waktunya.",
    "5️⃣ Barang dikirim otomatis ke chat ini. Bisa dibuka lagi dari 📜 Pesanan.",
    "",
    "💡 Terlambat atau salah jumlah? Tenang: uangmu masuk ke saldo dan tidak hilang.",
  ].join("\n"),
  contact: (contact: string) => `☎️ <b>Hubungi kami</b>\n\n${escapeHtml(contact)}`,
  noContact:
    "☎️ Kontak admin belum diisi. Balas saja di chat ini bila ada kendala dengan pesananmu.",
  profile: (it: {
    name: string;
    id: number;
    username: string | undefined;
    since: string;
    orders: number;
    spent: Rupiah;
    balance: Rupiah;
  }) =>
    [
      "👤 <b>Profil saya</b>",
      "",
      `Nama: <b>${escapeHtml(it.name)}</b>`,
      ...(it.username ? [`Username: @${escapeHtml(it.username)}`] : []),
      `ID: <code>${it.id}</code>`,
      `Pelanggan sejak: ${it.since}`,
      "",
      `🧾 Pesanan lunas: ${count(it.orders, "id")}`,
      `💵 Total belanja: ${formatRupiah(it.spent)}`,
      `👛 Saldo: ${formatRupiah(it.balance)}`,
    ].join("\n"),

  guard: {
    warning: "🐢 Pelan-pelan ya, kamu menekan terlalu cepat.",
    quiet: (seconds: number) =>
      `🤫 Terlalu banyak pesan. Saya diam dulu ${count(seconds, "id")} detik; pembayaranmu tetap diproses.`,
    maintenance: (message: string) =>
      `🛠 ${message ? escapeHtml(message) : "Toko sedang dirapikan sebentar."}\n\nPembayaran yang sudah berjalan tetap kami proses. Silakan kembali beberapa saat lagi ya 🙏`,
    maintenanceShort: "🛠 Toko sedang dirapikan sebentar. Silakan kembali lagi nanti ya 🙏",
  },
};
