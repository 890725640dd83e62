import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
const many = (found: number): string => (found > 1_000 ? "1.000+" : count(found, "id"));

/** `person` is HTML already: a name with a link to the person. */
export const adminOrders = {
  section: "🧾 Pesanan",
  home: "🧾 <b>Pesanan</b>\n\nPilih daftar, atau cari dengan kode, pelanggan, atau produk.",
  shows: {
    all: "📜 Semua",
    today: "📅 Hari ini",
    attention: "⚠️ Perlu dilihat",
    awaiting_payment: "⏳ Belum dibayar",
    paid: "🚚 Belum terkirim",
    delivered: "📦 Terkirim",
    expired: "⌛ Kedaluwarsa",
    cancelled: "❌ Dibatalkan",
    refunded: "↩️ Dikembalikan",
    product: "🏷 Satu produk",
    customer: "👤 Satu pelanggan",
  },
  counted: (label: string, found: number) => `${label} (${many(found)})`,
  list: (it: { show: string; of: string }) =>
    `🧾 <b>${it.show}</b>${it.of ? ` · ${escapeHtml(it.of)}` : ""}`,
  empty: "Tidak ada pesanan di sini.",
  line: (it: {
    sign: string;
    code: string;
    total: Rupiah;
    customer: string;
    what: string;
    when: string;
  }) =>
    `${it.sign} ${code(it.code)} · ${formatRupiah(it.total)}\n      ${escapeHtml(cut(it.customer, 24))} · ${escapeHtml(cut(it.what, 32))} · ${it.when}`,
  /** Half a line of a phone; the customer stands in the list above. */
  button: (it: { sign: string; code: string }) => `${it.sign} ${it.code}`,
  newest: "⏫ Terbaru",
  newer: "‹ Lebih baru",
  older: "Lebih lama ›",
  find: "🔎 Cari",
  askFind: "🔎 Ketik kode pesanan, ID / @username / nama pelanggan, atau nama / kode produk:",
  foundNothing: (typed: string) =>
    `🔎 Tidak ada yang cocok dengan “<b>${escapeHtml(typed)}</b>”. Coba kata lain, atau batal.`,
  foundSeveral: (typed: string) => `🔎 Yang cocok dengan “<b>${escapeHtml(typed)}</b>”:`,
  ofCustomer: (name: string) => `👤 ${cut(name, 40)}`,
  ofProduct: (name: string) => `🏷 ${cut(name, 40)}`,
  toSection: "⬅️ Pesanan",
  gone: "Pesanan itu tidak ditemukan.",

  detail: {
    title: (it: { code: string; state: string }) => `🧾 ${code(it.code)} · <b>${it.state}</b>`,
    customer: (person: string) => `👤 ${person}`,
    item: (it: { name: string; quantity: number; unit: Rupiah }) =>
      `• ${escapeHtml(it.name)} × ${count(it.quantity, "id")} @ ${formatRupiah(it.unit)}`,
    moreItems: (left: number) => `• … dan ${count(left, "id")} produk lagi`,
    subtotal: (amount: Rupiah) => `Subtotal: ${formatRupiah(amount)}`,
    discount: (it: { amount: Rupiah; voucher: string | undefined }) =>
      `🎟 Diskon: −${formatRupiah(it.amount)}${it.voucher ? ` (${escapeHtml(it.voucher)})` : ""}`,
    total: (amount: Rupiah) => `💵 <b>Total: ${formatRupiah(amount)}</b>`,
    wallet: (amount: Rupiah) => `👛 Dari saldo: ${formatRupiah(amount)}`,
    refunded: (amount: Rupiah) => `↩️ Sudah dikembalikan: ${formatRupiah(amount)}`,
    placed: (when: string) => `🗓 Dibuat ${when}`,
    until: (when: string) => `⏰ Batas bayar ${when}`,
    paid: (when: string) => `✅ Lunas ${when}`,
    delivered: (when: string) => `📦 Terkirim ${when}`,
    closed: (when: string) => `🔚 Berakhir ${when}`,
    byHand: (it: { name: string; note: string }) =>
      `✍️ Dikonfirmasi ${escapeHtml(it.name)}${it.note ? `: ${escapeHtml(it.note)}` : ""}`,
    payment: (it: { method: string; amount: Rupiah; state: string }) =>
      `💳 ${escapeHtml(it.method)} ${formatRupiah(it.amount)} · ${it.state}`,
    sending: (it: { state: string; error: string | null }) =>
      `📨 Barang: ${it.state}${it.error ? ` (${escapeHtml(cut(it.error, 80))})` : ""}`,
    owed: "⚠️ Sudah lunas tetapi barangnya belum sampai ke pelanggan.",
  },
  sendingState: {
    waiting: "menunggu dikirim",
    done: "sudah dikirim",
    parked: "⚠️ gagal dikirim",
    dropped: "tidak jadi dikirim",
  },
  paymentState: {
    created: "menyiapkan",
    pending: "menunggu",
    paid: "lunas",
    expired: "kedaluwarsa",
    cancelled: "ditutup",
    failed: "gagal",
  },

  history: {
    button: "🕰 Riwayat",
    title: (it: { code: string; page: number; pages: number }) =>
      `🕰 <b>Riwayat</b> ${code(it.code)}${it.pages > 1 ? ` (${it.page}/${it.pages})` : ""}`,
    line: (it: { when: string; what: string; by: string | undefined; note: string | null }) =>
      `<b>${it.when}</b> ${it.what}${it.by ? ` – ${escapeHtml(it.by)}` : ""}${it.note ? `\n      <i>${escapeHtml(cut(it.note, 120))}</i>` : ""}`,
    events: {
      placed: "🆕 dibuat",
      method_changed: "💳 cara bayar diganti",
      paid: "✅ lunas",
      paid_late: "✅ lunas (terlambat)",
      odd_money: "⚠️ uang tidak sesuai",
      delivered: "📦 terkirim",
      expired: "⌛ kedaluwarsa",
      cancelled: "❌ dibatalkan",
      refunded: "↩️ dikembalikan",
      fulfilled_by_hand: "✍️ dipenuhi manual",
      resent: "🔁 barang dikirim ulang",
      unit_replaced: "🔄 item diganti",
      repaired: "🛠 diperbaiki",
    },
    payment: (it: { method: string; amount: Rupiah; reference: string; state: string }) =>
      `💳 tagihan ${escapeHtml(it.method)} ${formatRupiah(it.amount)} (${escapeHtml(it.reference)}): ${it.state}`,
    money: (it: { amount: Rupiah; what: string; toOrder: Rupiah; toWallet: Rupiah }) =>
      [
        `💵 ${formatRupiah(it.amount)} masuk (${it.what})`,
        ...(it.toOrder > 0 ? [`pesanan ${formatRupiah(it.toOrder)}`] : []),
        ...(it.toWallet > 0 ? [`saldo ${formatRupiah(it.toWallet)}`] : []),
      ].join(" → "),
    ledger: (it: { amount: Rupiah; kind: string; balance: Rupiah }) =>
      `👛 ${it.amount > 0 ? "+" : ""}${formatRupiah(it.amount)} ${it.kind} (saldo ${formatRupiah(it.balance)})`,
    sending: (state: string) => `📨 barang ${state}`,
  },

  act: {
    resend: "🔁 Kirim ulang",
    replace: "🔄 Ganti item",
    byHand: "✍️ Penuhi manual",
    received: "💵 Transfer diterima",
    cancel: "❌ Batalkan",
    refund: "↩️ Kembalikan dana",
    customer: "👤 Pelanggan",
    back: "⬅️ Kembali ke pesanan",
  },

  resend: {
    ask: (it: { code: string; times: number }) =>
      `🔁 Kirim ulang barang ${code(it.code)} ke pelanggan?${it.times > 0 ? ` (sudah ${count(it.times, "id")}× dikirim ulang)` : ""}`,
    done: "🔁 Barangnya dikirim ulang.",
    refused: {
      not_found: "Pesanan itu tidak ditemukan.",
      not_paid: "Pesanan ini belum lunas atau sudah dikembalikan, jadi tidak ada yang dikirim.",
      on_its_way: "Barangnya sudah dalam antrean kirim.",
      changed: "Baru saja ada yang mengirim ulang pesanan ini.",
    },
  },

  byHand: {
    ask: (it: { code: string; due: Rupiah }) =>
      `✍️ Penuhi ${code(it.code)} tanpa pembayaran otomatis (${formatRupiah(it.due)}).\n\nTulis catatannya, atau pilih:`,
    reasons: ["Dibayar tunai", "Transfer langsung ke rekening", "Bonus / pengganti"],
    sure: (it: { code: string; due: Rupiah; note: string }) =>
      `✍️ Penuhi ${code(it.code)} sekarang?\n💵 ${formatRupiah(it.due)} dicatat atas namamu\n📝 ${escapeHtml(it.note)}\n\nBarang langsung dikirim ke pelanggan.`,
    done: "✍️ Dipenuhi manual; barangnya sedang dikirim.",
    refused: {
      not_found: "Pesanan itu tidak ditemukan.",
      already_paid: "Pesanan ini sudah lunas.",
      out_of_stock: "Stoknya sudah tidak cukup untuk pesanan ini.",
      wallet_short: "Bagian saldo pesanan ini sudah dikembalikan dan saldonya kini tidak cukup.",
    },
  },

  cancel: {
    ask: (it: { code: string }) => `❌ Batalkan ${code(it.code)}.\n\nTulis alasannya, atau pilih:`,
    reasons: ["Permintaan pelanggan", "Stok bermasalah", "Pesanan ganda"],
    sure: (it: { code: string; reason: string }) =>
      `❌ Batalkan ${code(it.code)}?\n📝 ${escapeHtml(it.reason)}\n\nSaldo dan voucher yang dipakai dikembalikan, pelanggan dikabari.`,
    done: "❌ Pesanan dibatalkan.",
    refused: {
      not_found: "Pesanan itu tidak ditemukan.",
      not_awaiting: "Pesanan ini sudah lunas atau sudah berakhir.",
      proof_waiting: "Masih ada bukti transfer yang menunggu diperiksa.",
    },
  },

  refund: {
    ask: (it: { code: string; left: Rupiah; total: Rupiah }) =>
      `↩️ Kembalikan dana ${code(it.code)} ke saldo pelanggan.\nMasih bisa dikembalikan: <b>${formatRupiah(it.left)}</b> dari ${formatRupiah(it.total)}.\n\nPilih, atau ketik jumlahnya:`,
    whole: (amount: Rupiah) => `Semua · ${formatRupiah(amount)}`,
    part: (percent: number, amount: Rupiah) => `${percent}% · ${formatRupiah(amount)}`,
    notAnAmount: (left: Rupiah) =>
      `Ketik jumlah dari 1 sampai ${formatRupiah(left)}, misalnya 25000 atau 25rb.`,
    askReason: (amount: Rupiah) =>
      `↩️ ${formatRupiah(amount)} akan dikembalikan. Tulis alasannya, atau pilih:`,
    reasons: ["Barang bermasalah", "Barang tidak sesuai", "Permintaan pelanggan"],
    sure: (it: { code: string; amount: Rupiah; reason: string }) =>
      `↩️ Kembalikan <b>${formatRupiah(it.amount)}</b> dari ${code(it.code)} ke saldo pelanggan?\n📝 ${escapeHtml(it.reason)}`,
    done: (amount: Rupiah) => `↩️ ${formatRupiah(amount)} dikembalikan ke saldo pelanggan.`,
    refused: {
      not_found: "Pesanan itu tidak ditemukan.",
      not_paid: "Pesanan ini belum lunas.",
      changed: "Baru saja ada pengembalian lain untuk pesanan ini. Cek dulu ya.",
      not_an_amount: "Tidak ada lagi yang bisa dikembalikan.",
      too_much: "Jumlahnya lebih dari yang masih bisa dikembalikan.",
    },
  },

  replace: {
    ask: (it: { code: string }) =>
      `🔄 Item mana dari ${code(it.code)} yang bermasalah?\n\nItem lama ditarik selamanya; pelanggan mendapat yang baru.`,
    none: "Tidak ada item yang bisa diganti di pesanan ini.",
    more: "Hanya item pertama yang ditampilkan.",
    unit: (it: { place: number; masked: string }) => `${it.place}. ${it.masked}`,
    askReason: (masked: string) => `🔄 Ganti ${code(masked)}. Tulis apa masalahnya, atau pilih:`,
    reasons: ["Tidak bisa login", "Sudah terpakai", "Kedaluwarsa"],
    sure: (it: { masked: string; reason: string }) =>
      `🔄 Ganti ${code(it.masked)} dengan item baru dari stok?\n📝 ${escapeHtml(it.reason)}\n\nItem lama tidak akan pernah dijual lagi.`,
    done: "🔄 Item diganti; pelanggan dikabari.",
    refused: {
      not_found: "Item itu bukan milik pesanan ini.",
      not_theirs: "Pesanan ini belum lunas atau sudah dikembalikan.",
      not_sold: "Item itu sudah pernah diganti.",
      not_replaceable: "Item jenis ini tidak bisa diganti satu per satu.",
      no_stock:
        "😔 Stok produk ini habis, jadi belum ada penggantinya. Tambah stok dulu, atau kembalikan dana.",
    },
  },
};
