import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

export const goods = {
  preparing: (code: string) => `📦 Menyiapkan pesanan <code>${escapeHtml(code)}</code>…`,
  preparingFile: (name: string) => `📎 Mengirim berkas <b>${escapeHtml(name)}</b>…`,
  title: (code: string) => `📦 <b>Pesanan</b> <code>${escapeHtml(code)}</code>`,
  item: (place: number, name: string, quantity: number) =>
    `<b>${place}. ${escapeHtml(name)}</b> × ${count(quantity, "id")}`,
  unit: (place: number) => `#${place}`,
  instructions: "📖 <b>Cara pakai:</b>",
  terms: "📋 <b>Syarat &amp; ketentuan (SNK):</b>",
  fileFollows: "📎 Berkasnya dikirim sebagai dokumen di bawah.",
  nothingYet:
    "⚠️ Isinya belum tersedia; admin sudah bisa melihat pesananmu. Hubungi kami bila perlu.",
  thanks:
    "🙏 Terima kasih sudah berbelanja! Simpan pesan ini baik-baik; bisa dibuka lagi kapan saja dari 📜 Riwayat.",
  asFile: "📄 Isinya banyak, jadi kami kirim sebagai berkas di atas.",
  history: "📜 Riwayat",
  shopOn: "🛍 Belanja lagi",
};
