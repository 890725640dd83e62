import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
const many = (found: number): string => (found > 1_000 ? "1.000+" : count(found, "id"));

/** `person` is HTML already: a name with a link to the person. */
export const adminMoney = {
  section: "💵 Deposit & transfer",
  home: "💵 <b>Deposit & transfer manual</b>\n\nApa yang mau diperiksa?",
  proofs: (found: number) => `📤 Bukti menunggu (${many(found)})`,
  deposits: (found: number) => `👛 Deposit menunggu (${many(found)})`,
  unclaimed: (found: number) => `❓ Uang tanpa pemilik (${many(found)})`,
  toSection: "⬅️ Deposit & transfer",

  queue: {
    title: "📤 <b>Bukti transfer yang menunggu</b>\n\nYang paling lama menunggu di atas.",
    empty: "👍 Tidak ada bukti yang menunggu.",
    row: (it: { code: string; amount: Rupiah; when: string }) =>
      `${it.code} · ${formatRupiah(it.amount)} · ${it.when}`,
    next: "⏭ Bukti berikutnya",
    back: "⬅️ Daftar bukti",
  },

  proof: {
    title: (it: { code: string; amount: Rupiah; person: string; when: string }) =>
      `📤 <b>Bukti transfer</b> untuk ${code(it.code)}\n👤 ${it.person}\n💵 Tagihan: <b>${formatRupiah(it.amount)}</b>\n🗓 ${it.when}`,
    text: (text: string) => `📝 ${escapeHtml(cut(text, 500))}`,
    document: "📎 Dokumennya ada di atas.",
    gone: "Bukti itu tidak ditemukan.",
    approve: "✅ Setujui",
    reject: "❌ Tolak",
    order: "🧾 Pesanan",
    deposit: "👛 Deposit",
    customer: "👤 Pelanggan",
    earlier: (by: string | undefined) =>
      `⚠️ Transfer ini sudah diterima sebelumnya${by ? ` oleh ${escapeHtml(by)}` : ""}.`,
  },
  /** What the second of two admins reads. */
  decided: {
    approved: (it: { by: string; when: string }) =>
      `✅ Sudah disetujui ${escapeHtml(it.by)} (${it.when}).`,
    rejected: (it: { by: string; when: string }) =>
      `❌ Sudah ditolak ${escapeHtml(it.by)} (${it.when}).`,
    somebody: "admin lain",
  },

  approve: {
    ask: (it: { code: string; amount: Rupiah }) =>
      `✅ Berapa yang benar-benar masuk untuk ${code(it.code)}?\nTagihannya <b>${formatRupiah(it.amount)}</b>.\n\nTekan “Pas”, atau ketik <b>jumlah lain</b> yang masuk:`,
    exact: (amount: Rupiah) => `Pas · ${formatRupiah(amount)}`,
    notAnAmount: "Ketik jumlah yang masuk, misalnya 50000 atau 50rb.",
    sure: (it: { code: string; amount: Rupiah; asked: Rupiah; isOrder: boolean }) =>
      [
        `✅ Catat <b>${formatRupiah(it.amount)}</b> masuk untuk ${code(it.code)}?`,
        ...(it.amount === it.asked ? [] : [`Tagihannya ${formatRupiah(it.asked)}.`]),
        ...(it.isOrder && it.amount < it.asked
          ? ["⚠️ Kurang: semuanya masuk ke saldo pelanggan dan pesanannya tetap belum dibayar."]
          : []),
        ...(it.isOrder && it.amount > it.asked
          ? ["👛 Kelebihannya masuk ke saldo pelanggan."]
          : []),
      ].join("\n"),
    done: (it: { code: string; amount: Rupiah }) =>
      `✅ ${formatRupiah(it.amount)} untuk ${code(it.code)} diterima.`,
    fulfilled: "📦 Pesanannya lunas dan barangnya sedang dikirim.",
    toWallet: (amount: Rupiah) => `👛 ${formatRupiah(amount)} masuk ke saldo pelanggan.`,
    refused: {
      not_found: "Pembayaran manual itu tidak ditemukan.",
      not_an_amount: "Jumlahnya harus lebih dari nol.",
    },
  },

  reject: {
    ask: (it: { code: string }) =>
      `❌ Tolak bukti untuk ${code(it.code)}. Tulis alasannya, atau pilih:`,
    reasons: [
      "Uangnya belum masuk ke rekening kami",
      "Buktinya tidak terbaca",
      "Jumlah atau rekeningnya tidak cocok",
    ],
    sure: (it: { code: string; reason: string }) =>
      `❌ Tolak bukti untuk ${code(it.code)}?\n📝 ${escapeHtml(it.reason)}\n\nPelanggan membaca alasannya dan punya satu jam untuk mengirim bukti lain.`,
    done: "❌ Bukti ditolak; pelanggan dikabari.",
  },

  deposit: {
    title: (it: { code: string; state: string }) => `👛 ${code(it.code)} · <b>${it.state}</b>`,
    customer: (person: string) => `👤 ${person}`,
    amount: (amount: Rupiah) => `💵 Diminta: <b>${formatRupiah(amount)}</b>`,
    credited: (amount: Rupiah) => `✅ Masuk ke saldo: <b>${formatRupiah(amount)}</b>`,
    created: (when: string) => `🗓 Dibuat ${when}`,
    until: (when: string) => `⏰ Batas bayar ${when}`,
    completed: (when: string) => `✅ Selesai ${when}`,
    closed: (when: string) => `🔚 Berakhir ${when}`,
    gone: "Deposit itu tidak ditemukan.",
    received: "💵 Uang sudah masuk",
    proof: "📤 Periksa bukti",
    reject: "🚫 Tolak deposit",
    back: "⬅️ Daftar deposit",
    list: (show: string) => `👛 <b>Deposit</b> · ${show}`,
    empty: "Tidak ada deposit di sini.",
    row: (it: { sign: string; code: string; amount: Rupiah; customer: string }) =>
      `${it.sign} ${it.code} · ${formatRupiah(it.amount)} · ${cut(it.customer, 16)}`,
    older: "Lebih lama ›",
    newest: "⏫ Terbaru",
    shows: {
      all: "Semua",
      pending: "⏳ Menunggu",
      completed: "✅ Selesai",
      expired: "⌛ Kedaluwarsa",
      cancelled: "❌ Dibatalkan",
      rejected: "🚫 Ditolak",
    },
    askReject: (it: { code: string }) =>
      `🚫 Tolak deposit ${code(it.code)}. Tulis alasannya, atau pilih:`,
    sureReject: (it: { code: string; reason: string }) =>
      `🚫 Tolak dan tutup deposit ${code(it.code)}?\n📝 ${escapeHtml(it.reason)}`,
    rejected: "🚫 Deposit ditolak; pelanggan dikabari.",
    notPending: "Deposit ini sudah tidak menunggu lagi.",
  },

  lost: {
    title: "❓ <b>Uang yang belum ada pemiliknya</b>",
    empty: "👍 Semua uang sudah ada pemiliknya.",
    row: (it: { reference: string; amount: Rupiah; when: string }) =>
      `${cut(it.reference, 20)} · ${formatRupiah(it.amount)} · ${it.when}`,
    next: "Berikutnya ›",
    ask: (it: { reference: string; gateway: string; amount: Rupiah; when: string }) =>
      `❓ ${code(it.reference)}\n💵 <b>${formatRupiah(it.amount)}</b> lewat ${escapeHtml(it.gateway)}\n🗓 ${it.when}\n\nMilik siapa? Ketik ID atau @username pelanggan:`,
    unknownPerson: "Pelanggan itu tidak ditemukan. Ketik ID (angka) atau @username-nya.",
    askNote: (person: string) => `📝 Untuk ${person}. Tulis catatannya, atau pilih:`,
    notes: ["Cocok dengan bukti pelanggan", "Cocok dengan jumlah dan jam"],
    sure: (it: { amount: Rupiah; person: string; note: string }) =>
      `👛 Masukkan <b>${formatRupiah(it.amount)}</b> ke saldo ${it.person}?\n📝 ${escapeHtml(it.note)}`,
    done: (it: { amount: Rupiah; person: string }) =>
      `👛 ${formatRupiah(it.amount)} masuk ke saldo ${it.person}.`,
    refused: {
      not_found: "Uang itu tidak ditemukan.",
      already_claimed: "Uang itu sudah ada pemiliknya; admin lain lebih dulu.",
      no_such_customer: "Pelanggan itu tidak ditemukan.",
    },
  },
};
