import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

export const common = {
  languageName: "🇮🇩 Bahasa Indonesia",

  /** The keyboard under the chat: what is pressed comes back as a typed text. */
  menu: {
    categories: "🛍 Kategori",
    allProducts: "📦 Semua Produk",
    search: "🔎 Cari",
    cart: "🛒 Keranjang",
    orders: "📜 Pesanan",
    wallet: "💰 Saldo",
    info: "ℹ️ Info",
    language: "🌐 Bahasa",
    admin: "⚙️ Admin",
    placeholder: "Pilih menu atau ketik pesan…",
  },

  commands: {
    start: "Mulai belanja",
    help: "Bantuan",
    language: "Ganti bahasa",
    cancel: "Batalkan yang sedang berjalan",
  },

  greeting: (it: {
    name: string;
    store: string;
    customers: number;
    sold: number;
    products: number;
  }) =>
    [
      `👋 Halo, <b>${escapeHtml(it.name)}</b>! Selamat datang di <b>${escapeHtml(it.store)}</b>.`,
      "",
      `👥 Pelanggan: <b>${count(it.customers, "id")}</b>`,
      `✅ Terjual: <b>${count(it.sold, "id")}</b> item`,
      `📦 Produk: <b>${count(it.products, "id")}</b>`,
      "",
      "Pilih menu di bawah, bayar, dan barang dikirim otomatis ke chat ini. 🚀",
    ].join("\n"),

  help: (commands: readonly { name: string; says: string }[]) =>
    [
      "🤝 <b>Bantuan</b>",
      "",
      "Pakai tombol menu di bawah, atau perintah berikut:",
      ...commands.map(({ name, says }) => `/${name} – ${escapeHtml(says)}`),
    ].join("\n"),

  language: {
    ask: "🌐 Pilih bahasa:",
    changed: "✅ Bahasa diganti ke Bahasa Indonesia.",
  },

  dialog: {
    cancel: "✖️ Batal",
    cancelled: "✖️ Dibatalkan.",
    nothingToCancel: "Tidak ada yang sedang berjalan.",
    /** What people type instead of pressing the button. */
    cancelWords: ["batal", "cancel"],
    paused: "⏸ Isian tadi disimpan. Lanjutkan kapan saja dalam 24 jam.",
    resume: "▶️ Lanjutkan",
    nothingToResume: "Isian itu sudah tidak ada.",
    expired: "⌛ Isian tadi sudah kedaluwarsa, silakan mulai lagi.",
    questionIsOver: "Pertanyaan ini sudah lewat.",
    useButtons: "Pilih dengan tombol di atas, ya.",
  },

  menuWasUpdated: "🔄 Menu sudah diperbarui, silakan pakai tombol yang baru.",
  notAvailable: "Tombol ini tidak tersedia.",
  unknownCommand: "🤔 Perintah itu tidak dikenal. Ketik /help untuk bantuan.",
  notUnderstood: "🤔 Maaf, saya belum paham. Silakan pakai tombol menu di bawah.",
  sorry: "😔 Maaf, ada gangguan di sisi kami. Silakan coba lagi sebentar lagi.",
  blocked: "🚫 Akun kamu sedang diblokir. Hubungi admin bila ini keliru.",
  privateOnly: "🙏 Saya hanya bekerja di chat pribadi. Yuk lanjut di sana!",
  openPrivateChat: "💬 Buka chat pribadi",
  back: "⬅️ Kembali",
  home: "🏠 Menu utama",
  previousPage: "⬅️",
  nextPage: "➡️",
  page: (page: number, pages: number) => `${page}/${pages}`,
  yes: "✅ Ya",
  no: "❌ Tidak",
};
