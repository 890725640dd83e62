import { count } from "../count.ts";
import { escapeHtml } from "../html.ts";

type Refused = { reason: keyof typeof reasons; lines: readonly number[]; more: number };

const reasons = {
  empty: "kosong",
  too_long: "lebih dari 4.000 huruf",
  control_characters: "bukan teks",
  duplicate_in_file: "sama dengan baris sebelumnya",
  in_stock: "sudah ada di stok",
  sold_before: "sudah pernah terjual",
};

export const adminStock = {
  list: {
    title: (it: { total: number; show: string; phrase: string }) =>
      [
        `📥 <b>Stok</b> · ${it.show} · ${count(it.total, "id")} produk`,
        ...(it.phrase ? [`🔎 “<b>${escapeHtml(it.phrase)}</b>”`] : []),
        "",
        "Stok produk mana?",
      ].join("\n"),
    back: "⬅️ Daftar stok",
  },

  home: {
    title: (it: { name: string; code: string }) =>
      `📥 <b>Stok ${escapeHtml(it.name)}</b> · <code>${escapeHtml(it.code)}</code>`,
    counts: (it: {
      available: number;
      reserved: number;
      sold: number;
      quarantined: number;
      retired: number;
    }) =>
      [
        `🟢 Tersedia: <b>${count(it.available, "id")}</b>`,
        `🟡 Dipesan: ${count(it.reserved, "id")}`,
        `✅ Terjual: ${count(it.sold, "id")}`,
        `🚧 Karantina: ${count(it.quarantined, "id")}`,
        ...(it.retired > 0 ? [`⛔ Ditarik: ${count(it.retired, "id")}`] : []),
      ].join("\n"),
    reading: "⏳ Ada file yang sedang dibaca; hasilnya dikabarkan di chat.",
    notUnique: "Produk ini tidak memakai item satuan. Isinya diatur di “✏️ Ubah” produk.",
    reveal: "👁 Tampilkan isi",
    nothingThere: "Isinya belum ada.",
    product: "📦 Produk",
    add: "➕ Tambah stok",
    units: "📋 Lihat item",
    find: "🔎 Cari isi",
    imports: "🗃 Riwayat unggahan",
    export: "⬇️ Ekspor",
  },

  add: {
    ask: (it: { name: string; have: number }) =>
      [
        `📥 Tambah stok <b>${escapeHtml(it.name)}</b>`,
        "",
        "Kirim item: satu baris satu item, tempel banyak baris sekaligus, atau file .txt/.csv (sampai 20 MB).",
        ...(it.have > 0 ? ["", `Terkumpul: <b>${count(it.have, "id")}</b> item.`] : []),
      ].join("\n"),
    check: "👀 Periksa",
    again: "✏️ Kirim lagi",
    sendTextOrFile: "Kirim teks atau file .txt/.csv, ya. Foto dan stiker tidak bisa dibaca.",
    wrongFile: "File itu bukan .txt atau .csv. Simpan sebagai teks biasa, lalu kirim lagi.",
    tooBig: "File itu lebih dari 20 MB. Bagi menjadi beberapa file, lalu kirim satu per satu.",
    unavailable: "File itu tidak bisa diambil dari Telegram. Kirim sekali lagi, ya.",
    tooMuchTyped: "Ketikan sudah terlalu banyak. Simpan dalam file .txt dan kirim filenya.",
    repeated: (lines: number) => `${count(lines, "id")} baris dobel dilewati.`,
    oneFile: "File baru menggantikan file sebelumnya.",
    preview: (it: {
      fresh: number;
      duplicatesInFile: number;
      inStock: number;
      soldBefore: number;
      malformed: number;
    }) =>
      [
        `🆕 Baru: <b>${count(it.fresh, "id")}</b>`,
        ...(it.duplicatesInFile > 0
          ? [`♊ Dobel di kiriman: ${count(it.duplicatesInFile, "id")}`]
          : []),
        ...(it.inStock > 0 ? [`📦 Sudah di stok: ${count(it.inStock, "id")}`] : []),
        ...(it.soldBefore > 0 ? [`⛔ Sudah pernah terjual: ${count(it.soldBefore, "id")}`] : []),
        ...(it.malformed > 0 ? [`⚠️ Tidak terbaca: ${count(it.malformed, "id")}`] : []),
      ].join("\n"),
    refused: (it: Refused) =>
      `• baris ${it.lines.join(", ")}${it.more > 0 ? ` (+${count(it.more, "id")})` : ""}: ${reasons[it.reason]}`,
    title: (name: string) => `👀 <b>Periksa stok ${escapeHtml(name)}</b>`,
    nothingNew: "Tidak ada item baru di sini. Kirim yang lain, atau batal.",
    confirm: (fresh: number) => `✅ Tambahkan ${count(fresh, "id")} item`,
    started: (lines: number) => `⏳ Membaca ${count(lines, "id")} baris…`,
    progress: (it: { done: number; of: number }) => {
      const full = it.of > 0 ? Math.min(10, Math.floor((it.done / it.of) * 10)) : 0;
      const bar = `${"▓".repeat(full)}${"░".repeat(10 - full)}`;
      return `⏳ Menambah stok\n${bar} ${count(it.done, "id")}/${count(it.of, "id")}`;
    },
    finished: "☑️ Selesai dibaca.",
    added: (it: { name: string; added: number; skipped: number }) =>
      `✅ <b>${count(it.added, "id")}</b> item ditambahkan ke <b>${escapeHtml(it.name)}</b>${it.skipped > 0 ? `, ${count(it.skipped, "id")} dilewati` : ""}.`,
    nothingAdded: (name: string) =>
      `ℹ️ Tidak ada item baru untuk <b>${escapeHtml(name)}</b>: semuanya sudah ada atau pernah terjual.`,
    failed: (name: string) =>
      `😔 File stok untuk <b>${escapeHtml(name)}</b> tidak bisa dibaca, jadi tidak ada yang ditambahkan. Silakan kirim lagi.`,
    productGone: "Produk untuk stok itu sudah tidak ada atau tidak memakai item satuan.",
    undo: "↩️ Batalkan unggahan ini",
  },

  imports: {
    title: (name: string) => `🗃 <b>Unggahan ${escapeHtml(name)}</b>`,
    empty: "Belum ada unggahan.",
    line: (it: { place: number; at: string; added: number; isUndone: boolean }) =>
      `${it.place}. ${it.at} · ${count(it.added, "id")} item${it.isUndone ? " · dibatalkan" : ""}`,
    undo: (place: number) => `↩️ ${place}`,
    ask: (added: number) =>
      `↩️ Batalkan unggahan ini? Dari ${count(added, "id")} item, yang belum dimiliki siapa pun akan dihapus. Yang sudah terjual tetap.`,
    yes: "↩️ Ya, batalkan",
    undone: (it: { removed: number; reserved: number; sold: number }) =>
      [
        `↩️ ${count(it.removed, "id")} item ditarik kembali.`,
        ...(it.sold > 0 ? [`${count(it.sold, "id")} sudah terjual dan tetap.`] : []),
        ...(it.reserved > 0 ? [`${count(it.reserved, "id")} sedang dipesan dan tetap.`] : []),
      ].join(" "),
    gone: "Unggahan itu sudah tidak ada.",
  },

  units: {
    title: (it: { name: string; view: string }) =>
      `📋 <b>${escapeHtml(it.name)}</b> · ${it.view}\n\nIsi disamarkan. Tekan item untuk mengurusnya:`,
    found: (it: { name: string; phrase: string }) =>
      `🔎 <b>${escapeHtml(it.name)}</b> · “${escapeHtml(it.phrase)}”`,
    empty: "Tidak ada item di sini.",
    nothingFound: "Tidak ada yang cocok sejauh ini.",
    lookFurther: "🔎 Cari lebih jauh",
    views: {
      all: "Semua",
      available: "🟢 Tersedia",
      reserved: "🟡 Dipesan",
      sold: "✅ Terjual",
      quarantined: "🚧 Karantina",
      retired: "⛔ Ditarik",
    },
    row: (it: { sign: string; id: number; masked: string }) => `${it.sign} #${it.id} ${it.masked}`,
    copyOfShared: "(salinan)",
    older: "Lebih lama ›",
    newest: "« Terbaru",
    askPhrase: "🔎 Ketik isi yang dicari, seluruhnya atau sebagian:",
    tooShort: "Ketik paling sedikit 2 huruf ya.",
  },

  unit: {
    title: (it: { id: number; name: string }) =>
      `🔑 Item <b>#${it.id}</b> · ${escapeHtml(it.name)}`,
    state: (view: string) => `Keadaan: ${view}`,
    masked: (masked: string) => `Isi: <code>${escapeHtml(masked)}</code>`,
    content: (content: string) => `Isi:\n<code>${escapeHtml(content)}</code>`,
    order: (code: string) => `Pesanan: <code>${escapeHtml(code)}</code>`,
    reveal: "👁 Tampilkan isi",
    revealNote: "👁 Ditampilkan dan dicatat.",
    remove: "🗑 Hapus",
    quarantine: "🚧 Karantina",
    release: "🟢 Lepas ke stok",
    askRemove: (id: number) => `🗑 Hapus item #${id} untuk selamanya?`,
    yesRemove: "🗑 Ya, hapus",
    removed: "🗑 Item dihapus.",
    quarantined: "🚧 Item dikarantina: tidak dijual sampai dilepas.",
    released: "🟢 Item dijual lagi.",
    unchanged: "Item itu sudah dimiliki seseorang atau sudah begitu, jadi tidak diubah.",
    gone: "Item itu sudah tidak ada.",
    back: "⬅️ Daftar item",
    orderButton: "📜 Pesanan",
  },

  export: {
    ask: (it: { name: string; view: string; units: number }) =>
      `⬇️ Ekspor ${count(it.units, "id")} item <b>${escapeHtml(it.name)}</b> (${it.view})?\n\nIsinya terbaca jelas di dalam file, dan ekspor ini dicatat atas namamu.`,
    yes: "⬇️ Ya, kirim filenya",
    nothing: "Tidak ada item untuk diekspor.",
    tooMany: (most: number) =>
      `Lebih dari ${count(most, "id")} item: ekspor dari server dengan “bot-auto-order export stock”.`,
    caption: (units: number) => `⬇️ ${count(units, "id")} item. Jaga file ini baik-baik.`,
  },
};
