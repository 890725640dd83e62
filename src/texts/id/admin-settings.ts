import { escapeHtml } from "../html.ts";

export const adminSettings = {
  section: "🔧 Pengaturan",
  title: "🔧 <b>Pengaturan</b>\n\nMau mengatur apa?",
  back: "⬅️ Pengaturan",
  groups: {
    payment: "💳 Pembayaran",
    fair_use: "⚖️ Batas wajar",
    stock: "📦 Stok & antrean",
    deposit: "👛 Isi saldo",
    contact: "☎️ Kontak",
    notices: "🔔 Kabar admin",
    spam: "🤖 Anti-spam",
    maintenance: "🛠 Mode perawatan",
  },
  settings: {
    gatewayMethods: {
      name: "Metode otomatis",
      about: "Cara bayar lewat penyedia pembayaran yang ditawarkan ke pelanggan.",
    },
    walletEnabled: { name: "Bayar dengan saldo", about: "Pelanggan boleh membayar dari saldonya." },
    manualEnabled: {
      name: "Transfer manual",
      about:
        "Pelanggan mentransfer sendiri dan mengirim bukti; admin yang memeriksa. Baru ditawarkan setelah tujuan transfernya diisi.",
    },
    manualInstructions: {
      name: "Tujuan transfer manual",
      about: "Nama bank, nomor rekening, atas nama siapa. Tampil di tagihan transfer manual.",
    },
    manualExpiryHours: {
      name: "Batas waktu transfer manual",
      about: "Selama ini barang disisihkan untuk pesanan yang dibayar manual.",
    },
    expiryMinutes: {
      name: "Batas waktu bayar",
      about: "Selama ini barang disisihkan untuk pesanan yang belum dibayar.",
    },
    maxUnpaidOrders: {
      name: "Pesanan belum dibayar",
      about: "Sebanyak ini pesanan belum dibayar yang boleh dimiliki satu pelanggan.",
    },
    maxUnpaidSharePercent: {
      name: "Bagian stok per pelanggan",
      about: "Sebanyak ini dari stok satu produk yang boleh ditahan satu pelanggan tanpa membayar.",
    },
    maxUnitsPerUnpaidOrder: {
      name: "Item per pesanan",
      about: "Sebanyak ini item yang boleh ada di satu pesanan sebelum dibayar.",
    },
    nonPayerOrders: {
      name: "Pesanan hangus beruntun",
      about: "Setelah sebanyak ini pesanan hangus, pelanggan harus menunggu. 0: tidak pernah.",
    },
    nonPayerHours: {
      name: "Jangka hitung pesanan hangus",
      about: "Pesanan hangus dihitung dalam jangka waktu ini.",
    },
    nonPayerWaitMinutes: {
      name: "Lama menunggu",
      about: "Selama ini pelanggan yang tidak membayar harus menunggu.",
    },
    scarceAt: {
      name: "Stok langka",
      about: "Dengan stok sebanyak ini atau kurang, waktu bayar dipersingkat. 0: tidak pernah.",
    },
    scarceExpiryMinutes: {
      name: "Batas waktu bayar saat langka",
      about: "Waktu bayar bila stok sudah langka.",
    },
    lowStockAt: {
      name: "Batas stok menipis",
      about:
        "Admin diberi kabar bila stok tinggal sebanyak ini. Bisa diatur sendiri di tiap produk.",
    },
    waitlistHoldMinutes: {
      name: "Waktu antrean",
      about: "Selama ini barang disisihkan untuk pelanggan yang mendapat giliran.",
    },
    depositMin: { name: "Isi saldo paling sedikit", about: "Jumlah terkecil sekali isi saldo." },
    depositMax: { name: "Isi saldo paling banyak", about: "Jumlah terbesar sekali isi saldo." },
    supportContact: {
      name: "Kontak bantuan",
      about: "Tampil di Info → Hubungi admin, misalnya @toko_admin atau nomor WhatsApp.",
    },
    mutedNotices: {
      name: "Kabar untuk admin",
      about: "Pilih kabar yang ingin diterima. Bukti transfer dan uang bermasalah selalu sampai.",
    },
    spamBurst: {
      name: "Ketukan sekaligus",
      about: "Sebanyak ini ketukan berturut-turut yang masih wajar.",
    },
    spamPerSecond: { name: "Ketukan per detik", about: "Sebanyak ini ketukan tiap detik." },
    spamQuietSeconds: {
      name: "Lama didiamkan",
      about: "Selama ini bot diam setelah memberi peringatan.",
    },
    maintenance: {
      name: "Mode perawatan",
      about:
        "Pelanggan melihat pemberitahuan dan tidak bisa belanja. Uang yang sudah di jalan tetap diproses, dan admin tetap bisa bekerja.",
    },
    maintenanceMessage: {
      name: "Pesan perawatan",
      about: "Yang dibaca pelanggan selama mode perawatan.",
    },
  },
  notices: {
    new_order: "🆕 Pesanan baru",
    order_paid: "💰 Pesanan lunas",
    order_expired: "⌛ Pesanan kedaluwarsa",
    deposit: "👛 Isi saldo",
    proof: "📤 Bukti transfer",
    stock: "📦 Stok menipis",
    spam: "🤖 Spam",
  } as Readonly<Record<string, string>>,
  units: {
    minutes: "menit",
    hours: "jam",
    seconds: "detik",
    orders: "pesanan",
    units: "item",
    percent: "%",
    taps: "ketukan",
  },
  on: "✅ Aktif",
  off: "⬜ Nonaktif",
  empty: "(kosong)",
  builtIn: "(bawaan)",
  all: "Semua",
  noMethods: "Penyedia pembayaran belum dipasang, jadi tidak ada yang bisa dipilih.",
  detail: (it: { name: string; about: string; value: string; fallback: string }) =>
    [
      `🔧 <b>${escapeHtml(it.name)}</b>`,
      escapeHtml(it.about),
      "",
      `Sekarang: <b>${it.value}</b>`,
      `Bawaan: ${it.fallback}`,
    ].join("\n"),
  line: (name: string, value: string) => `• ${escapeHtml(name)}: <b>${value}</b>`,
  change: "✏️ Ubah",
  reset: "↩️ Kembalikan bawaan",
  turnOn: "✅ Aktifkan",
  turnOff: "⬜ Matikan",
  sureMaintenance:
    "🛠 Toko ditutup untuk pelanggan sampai dibuka lagi. Pembayaran yang sudah berjalan tetap diproses. Lanjutkan?",
  sureOn: "🛠 Ya, tutup dulu",
  askWhole: (it: { name: string; min: number; max: number; unit: string; value: string }) =>
    `✏️ <b>${escapeHtml(it.name)}</b>\n\nSekarang ${it.value}. Ketik angka baru, dari ${it.min} sampai ${it.max} ${it.unit}:`,
  askMoney: (it: { name: string; min: string; max: string; value: string }) =>
    `✏️ <b>${escapeHtml(it.name)}</b>\n\nSekarang ${it.value}. Ketik jumlah baru, dari ${it.min} sampai ${it.max} (boleh 50.000 atau 50rb):`,
  askWords: (it: { name: string; max: number; value: string }) =>
    `✏️ <b>${escapeHtml(it.name)}</b>\n\nSekarang:\n${it.value}\n\nKetik teks baru, paling panjang ${it.max} huruf:`,
  changed: (it: { name: string; before: string; after: string }) =>
    `✅ <b>${escapeHtml(it.name)}</b>\n${it.before} → <b>${it.after}</b>`,
  unchanged: "Nilainya memang sudah begitu.",
  gone: "Pengaturan itu sudah tidak ada.",
  refused: {
    unknown_setting: "Pengaturan itu sudah tidak ada.",
    not_a_whole_number: "Ketik angka bulat, misalnya 15.",
    too_small: "Terlalu kecil: paling sedikit",
    too_large: "Terlalu besar: paling banyak",
    not_allowed: "Nilai itu tidak bisa dipakai.",
    contradicts: "Bertentangan dengan pengaturan",
    too_long: (max: number) => `Terlalu panjang: paling banyak ${max} huruf.`,
    send_text: "Ketik sebagai teks, ya.",
  },

  texts: {
    section: "🖋 Teks & gambar",
    title: (language: string) =>
      `🖋 <b>Teks untuk pelanggan</b> (${language})\n\nPilih teks yang ingin ditulis dengan kata-katamu sendiri. ✏️ artinya sudah diubah, ⚠️ artinya rusak dan yang bawaan dipakai.`,
    back: "⬅️ Daftar teks",
    otherLanguage: (language: string) => `🌐 ${language}`,
    picture: "🖼 Gambar sambutan",
    names: {
      greeting: "Salam pembuka",
      info: "Info toko",
      how_to_order: "Cara order",
      contact: "Hubungi admin",
      payment_qr: "Bayar dengan QR",
      payment_account: "Bayar ke VA",
      payment_transfer: "Transfer manual",
      proof_received: "Bukti diterima",
      order_paid: "Pesanan lunas",
      order_expired: "Pesanan kedaluwarsa",
      paid_late: "Terlambat dibayar",
      order_refunded: "Dana dikembalikan",
      goods_header: "Kepala barang",
      goods_footer: "Penutup barang",
      deposit_completed: "Saldo bertambah",
      deposit_expired: "Isi saldo hangus",
      waitlist_turn: "Giliran antrean",
    },
    about: {
      greeting: "Dibaca saat pelanggan mengetik /start atau menekan 🏠.",
      info: "Dibaca di atas tombol-tombol ℹ️ Info.",
      how_to_order: "Dibaca di ℹ️ Info → Cara order.",
      contact: "Dibaca di ℹ️ Info → Hubungi admin, bila kontaknya sudah diisi.",
      payment_qr: "Petunjuk di bawah tagihan yang memakai kode QR.",
      payment_account: "Petunjuk di bawah tagihan ke Virtual Account.",
      payment_transfer: "Petunjuk di bawah tagihan transfer manual, setelah nomor rekening.",
      proof_received: "Jawaban setelah pelanggan mengirim bukti transfer.",
      order_paid: "Menggantikan tagihan begitu pembayarannya masuk.",
      order_expired: "Dikirim saat pesanan hangus karena tidak dibayar.",
      paid_late: "Dikirim bila uang datang terlambat tetapi barangnya masih ada.",
      order_refunded: "Dikirim saat uang pesanan dikembalikan ke saldo.",
      goods_header: "Baris pertama di atas barang yang dibeli.",
      goods_footer: "Kalimat terakhir di bawah barang yang dibeli.",
      deposit_completed: "Dikirim saat isi saldo berhasil.",
      deposit_expired: "Dikirim saat isi saldo hangus karena tidak dibayar.",
      waitlist_turn: "Dikirim saat barang yang ditunggu sudah ada.",
    },
    placeholders: {
      name: "nama pelanggan",
      store: "nama toko",
      customers: "jumlah pelanggan",
      sold: "jumlah item terjual",
      products: "jumlah produk",
      contact: "kontak bantuan",
      number: "nomor Virtual Account",
      code: "kode pesanan atau isi saldo",
      amount: "jumlah uang",
      balance: "saldo sekarang",
      product: "nama produk",
      until: "batas waktunya",
    } as Readonly<Record<string, string>>,
    placeholderTitle: "Yang diisi otomatis:",
    placeholder: (name: string, about: string) => `<code>{${name}}</code> ${escapeHtml(about)}`,
    noPlaceholders: "Teks ini tidak punya isian otomatis.",
    isChanged: "✏️ Sudah diubah.",
    isBuiltIn: "Masih bawaan.",
    isBroken:
      "⚠️ Teks yang disimpan rusak, jadi pelanggan membaca yang bawaan. Perbaiki atau kembalikan.",
    preview: "👁 Contoh",
    source: "📄 Lihat tulisannya",
    edit: "✏️ Tulis sendiri",
    reset: "↩️ Kembalikan bawaan",
    sureReset: "Buang tulisanmu dan pakai lagi yang bawaan?",
    sure: "↩️ Ya, kembalikan",
    isReset: "✅ Teks bawaan dipakai lagi.",
    wasBuiltIn: "Memang sudah bawaan.",
    ask: (it: { name: string; placeholders: string }) =>
      `✏️ <b>${escapeHtml(it.name)}</b>\n\nKetik teks baru. Tebal, miring, dan tautan boleh dibuat langsung di Telegram, atau dengan HTML seperti <code>&lt;b&gt;tebal&lt;/b&gt;</code>.\n\n${it.placeholders}`,
    confirm: "👁 Beginilah pelanggan membacanya (dengan contoh isian):",
    save: "💾 Simpan",
    again: "✏️ Tulis lagi",
    saved: (name: string) => `✅ <b>${escapeHtml(name)}</b> disimpan dan langsung dipakai.`,
    problem: {
      unknown_tag: (what: string) => `Tag <code>${escapeHtml(what)}</code> tidak dikenal Telegram.`,
      broken_tag: (what: string) =>
        `Ada tag yang tidak utuh: <code>${escapeHtml(what)}</code>. Untuk tanda &lt; biasa, tulis <code>&amp;lt;</code>.`,
      unclosed_tag: (what: string) =>
        `Tag <code>${escapeHtml(what)}</code> belum ditutup dengan <code>&lt;/${escapeHtml(what)}&gt;</code>.`,
      unexpected_end_tag: (what: string) =>
        `Penutup <code>&lt;/${escapeHtml(what)}&gt;</code> tidak cocok dengan yang terbuka.`,
      nested_quote: (_what: string) => "Kutipan di dalam kutipan tidak bisa.",
      link_without_address: (_what: string) =>
        'Tautan ditulis <code>&lt;a href="https://…"&gt;teks&lt;/a&gt;</code>.',
      empty: (_what: string) => "Teksnya kosong.",
      unknown_placeholder: (what: string) =>
        `Tidak ada isian <code>{${escapeHtml(what)}}</code> di teks ini.`,
      hidden_placeholder: (_what: string) =>
        "Isian otomatis tidak boleh di dalam tag atau alamat tautan.",
      too_long: (what: string) =>
        `Terlalu panjang: dengan semua isiannya, paling banyak ${escapeHtml(what)} huruf.`,
    },
    notSaved: "⚠️ Belum disimpan.",
    sendText: "Kirim sebagai teks, ya.",
    unavailable: "Teks itu sudah tidak ada.",
  },

  picture: {
    title:
      "🖼 <b>Gambar sambutan</b>\n\nDikirim bersama salam pembuka saat pelanggan mengetik /start.",
    none: "Belum ada gambar.",
    hasPicture: "Sekarang: gambar.",
    hasSticker: "Sekarang: stiker.",
    send: "📤 Ganti",
    show: "👁 Lihat",
    remove: "🗑 Hapus",
    ask: "📤 Kirim gambar atau stikernya ke sini:",
    wrongKind: "Kirim sebagai foto atau stiker, ya (bukan dokumen).",
    saved: "✅ Disimpan. Pelanggan berikutnya langsung melihatnya.",
    removed: "🗑 Gambar sambutan dihapus.",
    nothing: "Belum ada yang disimpan.",
  },
};
