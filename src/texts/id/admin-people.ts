import { formatRupiah, type Rupiah } from "../../lib/money.ts";
import { count } from "../count.ts";
import { cut } from "../cut.ts";
import { escapeHtml } from "../html.ts";

const signed = (amount: Rupiah): string => `${amount > 0 ? "+" : ""}${formatRupiah(amount)}`;
const rights = {
  products: "📦 Produk",
  stock: "📥 Stok",
  orders: "🧾 Pesanan",
  money: "💵 Uang",
  customers: "👥 Pelanggan",
  vouchers: "🎟 Voucher",
  texts: "📝 Teks",
  settings: "🔧 Pengaturan",
  statistics: "📊 Statistik",
};

/** `person` is HTML already: a name with a link to the person. */
export const adminPeople = {
  section: "👥 Pelanggan",
  home: (it: { all: number; today: number; blocked: number; unreachable: number }) =>
    [
      "👥 <b>Pelanggan</b>",
      "",
      `Semua: <b>${count(it.all, "id")}</b>`,
      `Baru hari ini: <b>${count(it.today, "id")}</b>`,
      `Diblokir: <b>${count(it.blocked, "id")}</b>`,
      `Tidak bisa dihubungi: <b>${count(it.unreachable, "id")}</b>`,
    ].join("\n"),
  shows: { all: "📜 Terbaru", blocked: "🚫 Diblokir", unreachable: "🔇 Tak terhubung" },
  find: "🔎 Cari",
  askFind: "🔎 Ketik ID, @username, atau nama pelanggan:",
  tooShort: "Ketik paling sedikit 2 huruf ya.",
  list: (it: { show: string; phrase: string; total: number }) =>
    `👥 <b>${it.show}</b> · ${it.total > 1_000 ? "1.000+" : count(it.total, "id")}${it.phrase ? `\n🔎 “<b>${escapeHtml(it.phrase)}</b>”` : ""}`,
  empty: "Tidak ada pelanggan di sini.",
  row: (it: { sign: string; name: string; username: string | null }) =>
    `${it.sign} ${cut(it.name, 28)}${it.username ? ` @${cut(it.username, 20)}` : ""}`,
  toSection: "⬅️ Pelanggan",
  gone: "Pelanggan itu tidak ditemukan.",

  detail: {
    title: (it: { person: string; id: number }) => `👤 ${it.person}\nID: <code>${it.id}</code>`,
    since: (it: { since: string; seen: string }) => `🗓 Sejak ${it.since}\n👀 Terakhir ${it.seen}`,
    blocked: (reason: string | null) =>
      `🚫 <b>Diblokir</b>${reason ? `: ${escapeHtml(reason)}` : ""}`,
    unreachable: (when: string) => `🔇 Tidak bisa dihubungi sejak ${when}`,
    role: (role: string) => `🎖 ${role}`,
    balance: (amount: Rupiah) => `👛 Saldo: <b>${formatRupiah(amount)}</b>`,
    orders: (it: { orders: number; paid: number; unpaid: number; expired: number }) =>
      `🧾 Pesanan: <b>${count(it.orders, "id")}</b> (lunas ${count(it.paid, "id")}, menunggu ${count(it.unpaid, "id")}, kedaluwarsa ${count(it.expired, "id")})`,
    spent: (amount: Rupiah) => `💵 Belanja: ${formatRupiah(amount)}`,
    deposited: (amount: Rupiah) => `➕ Isi saldo: ${formatRupiah(amount)}`,
  },
  act: {
    orders: "🧾 Pesanan",
    ledger: "👛 Mutasi saldo",
    balance: "✏️ Ubah saldo",
    message: "💬 Kirim pesan",
    block: "🚫 Blokir",
    unblock: "✅ Buka blokir",
    hire: "🎖 Jadikan staf",
    member: "🎖 Hak staf",
    back: "⬅️ Kembali ke pelanggan",
  },

  ledger: {
    title: (it: { person: string; balance: Rupiah }) =>
      `👛 <b>Mutasi saldo</b> ${it.person}\nSaldo: <b>${formatRupiah(it.balance)}</b>`,
    empty: "Belum ada mutasi.",
    line: (it: { amount: Rupiah; balance: Rupiah; kind: string; when: string; why: string }) =>
      `${it.amount > 0 ? "🟢" : "🔴"} <b>${signed(it.amount)}</b> ${it.kind}${it.why ? ` – ${escapeHtml(cut(it.why, 80))}` : ""}\n      ${it.when} · saldo ${formatRupiah(it.balance)}`,
  },

  block: {
    ask: (person: string) => `🚫 Blokir ${person}. Tulis alasannya, atau pilih:`,
    reasons: ["Penipuan", "Spam", "Menyalahgunakan promo"],
    sure: (it: { person: string; reason: string }) =>
      `🚫 Blokir ${it.person}?\n📝 ${escapeHtml(it.reason)}\n\nUang yang sedang dalam perjalanan tetap diproses, dan barang yang sudah dibayar tetap dikirim.`,
    done: "🚫 Pelanggan diblokir.",
    undone: "✅ Blokir dibuka.",
    already: "Sudah begitu; mungkin admin lain lebih dulu.",
    notThisOne: "Yang satu ini bekerja di toko; hanya pemilik yang bisa mengubahnya.",
    askUndo: (person: string) => `✅ Buka blokir ${person}?`,
  },

  balance: {
    askDirection: (it: { person: string; balance: Rupiah }) =>
      `✏️ Ubah saldo ${it.person} (sekarang <b>${formatRupiah(it.balance)}</b>):`,
    add: "➕ Tambah",
    take: "➖ Kurangi",
    askAmount: {
      add: "➕ Tambah berapa? Ketik jumlahnya:",
      take: "➖ Kurangi berapa? Ketik jumlahnya:",
    },
    notAnAmount: "Ketik jumlahnya, misalnya 25000 atau 25rb.",
    askReason: (amount: Rupiah) => `${signed(amount)}. Tulis alasannya, atau pilih:`,
    reasons: ["Koreksi", "Bonus", "Kompensasi"],
    sure: (it: { person: string; before: Rupiah; amount: Rupiah; reason: string }) =>
      `✏️ Saldo ${it.person}: ${formatRupiah(it.before)} → <b>${formatRupiah((it.before + it.amount) as Rupiah)}</b> (${signed(it.amount)})\n📝 ${escapeHtml(it.reason)}\n\nPelanggan dan pemilik toko dikabari.`,
    done: (balance: Rupiah) => `✏️ Saldonya sekarang ${formatRupiah(balance)}.`,
    refused: {
      insufficient: "Saldonya tidak cukup untuk dikurangi sebanyak itu.",
      already_done: "Perubahan ini sudah dilakukan.",
      reason_missing: "Alasannya harus diisi.",
      nothing_to_move: "Jumlahnya harus lebih dari nol.",
    },
    /** To the owner, by the alert bot: plain words. */
    alert: (it: { admin: string; customer: string; amount: Rupiah; reason: string }) =>
      `👛 ${it.admin} mengubah saldo ${it.customer}: ${signed(it.amount)} (${it.reason})`,
  },

  message: {
    ask: (person: string) => `💬 Ketik pesan untuk ${person}:`,
    tooLong: (max: number) => `Pesannya terlalu panjang: paling banyak ${count(max, "id")} huruf.`,
    sure: (it: { person: string; text: string }) =>
      `💬 Kirim ke ${it.person}?\n\n${escapeHtml(it.text)}`,
    send: "📨 Kirim",
    done: "📨 Pesan dikirim.",
    unreachable: "📨 Pesan disimpan, tetapi pelanggan ini sedang memblokir bot.",
  },

  staff: {
    section: "🎖 Staf",
    title:
      "🎖 <b>Staf & hak</b>\n\nAdmin dan pemilik diatur di konfigurasi server; staf diatur di sini.",
    empty: "Belum ada staf.",
    row: (it: { name: string; rights: number }) =>
      `${cut(it.name, 32)} (${count(it.rights, "id")})`,
    add: "➕ Tambah staf",
    toSection: "⬅️ Staf",
    askPerson:
      "🎖 Siapa yang jadi staf? Ketik ID atau @username-nya, atau teruskan salah satu pesannya ke sini.\n\nOrangnya harus sudah pernah memulai bot ini.",
    hidden: "Orang itu menyembunyikan akunnya saat pesan diteruskan. Ketik ID atau @username-nya.",
    sure: (person: string) => `🎖 Jadikan ${person} staf? Haknya dipilih setelah ini.`,
    member: (it: { person: string; id: number; since: string }) =>
      `🎖 <b>Staf</b> ${it.person}\nID: <code>${it.id}</code>\n🗓 Sejak ${it.since}\n\nTekan hak untuk memberi atau mencabut:`,
    right: (it: { name: string; isGiven: boolean }) => `${it.isGiven ? "✅" : "⬜"} ${it.name}`,
    rights,
    remove: "🗑 Berhentikan",
    askRemove: (person: string) => `🗑 Berhentikan ${person}? Semua haknya dicabut.`,
    removed: (name: string) => `🗑 ${escapeHtml(name)} bukan staf lagi.`,
    refused: {
      not_the_owner: "Hanya pemilik toko yang mengatur staf.",
      unknown_person: "Orang itu belum pernah memulai bot ini. Minta dia menekan /start dulu.",
      is_above_staff: "Orang itu sudah admin atau pemilik.",
      already_staff: "Orang itu sudah staf.",
      not_staff: "Orang itu bukan staf lagi.",
    },
    /** To the person himself. */
    tell: {
      added: "🎖 Kamu sekarang staf toko ini. Ketik /admin untuk mulai.",
      rights: (given: string) =>
        given
          ? `🎖 Hakmu di toko ini sekarang: ${given}. Buka lewat /admin.`
          : "🎖 Semua hakmu di toko ini dicabut untuk sementara.",
      removed: "🎖 Kamu bukan staf toko ini lagi. Terima kasih atas bantuannya!",
    },
  },
};
