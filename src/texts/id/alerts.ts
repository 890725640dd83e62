/** What the owner reads. Plain text: it is escaped as a whole before it is sent. */
export const alerts = {
  repeated: (it: { text: string; times: number; minutes: number }) =>
    `${it.text}\n… terjadi ${it.times} kali lagi dalam ${it.minutes} menit`,
  many: (it: { last: string }) => `Banyak masalah berbeda sekaligus. Terakhir: ${it.last}`,
  delayed: (it: { at: string }) => `⏱ Kejadian ${it.at}, baru bisa dikirim sekarang`,
  started: (it: { version: string; mode: string }) =>
    `Toko menyala: versi ${it.version}, mode ${it.mode}`,
  stopped: "Toko berhenti dengan tertib",
  databaseCrashed: (it: { reason: string }) =>
    `PostgreSQL toko mati sendiri dan sedang dinyalakan lagi: ${it.reason}`,
  fallback: (it: { reason: string }) =>
    `Webhook tidak berfungsi (${it.reason}). Bot beralih ke polling dan akan mencoba lagi sendiri`,
  webhookReturned: (it: { url: string }) => `Webhook berfungsi lagi: ${it.url}`,
  trouble: {
    conflict: "Ada bot lain yang memakai token ini (409). Matikan yang satunya, atau ganti token",
    unauthorized: "Telegram menolak token bot (401). Periksa TELEGRAM_BOT_TOKEN",
    network: "Telegram tidak dapat dihubungi. Bot terus mencoba",
    telegram: "Telegram sedang bermasalah. Bot terus mencoba",
    database: "Database tidak menjawab. Pesan pembeli tertahan sampai database kembali",
    webhook: "Webhook bermasalah",
  },
  troubleOver: "Gangguan sudah berakhir: bot menerima pesan lagi",
  gatewayDown: (it: { gateway: string; reason: string }) =>
    `Gateway ${it.gateway} gagal tiga kali berturut-turut (${it.reason}). Pembeli ditawari cara bayar lain`,
  gatewayUp: (it: { gateway: string }) => `Gateway ${it.gateway} sudah pulih`,
  parked: (it: { kind: string; id: number; reason: string }) =>
    `Pesan keluar #${it.id} (${it.kind}) tidak dapat dikirim: ${it.reason}`,
  poison: (it: { updateId: number }) =>
    `Satu pesan pembeli (update ${it.updateId}) gagal diproses tiga kali. Rinciannya di log`,
  collision: (it: { code: string; field: string; actorId: number }) =>
    `Dua admin mengubah produk ${it.code} (${it.field}) bersamaan; perubahan yang pertama ditimpa oleh ${it.actorId}. Keduanya ada di catatan audit`,
  jobFailed: (it: { job: string }) => `Tugas berkala ${it.job} gagal. Rinciannya di log`,
  overdue: {
    owed_orders: (it: Overdue) =>
      `${it.count} pesanan sudah dibayar tetapi belum terkirim sejak ${it.since}`,
    unexpired_orders: (it: Overdue) =>
      `${it.count} pesanan lewat waktu belum dilepas sejak ${it.since}`,
    unexpired_deposits: (it: Overdue) =>
      `${it.count} isi saldo lewat waktu belum ditutup sejak ${it.since}`,
    unsent_messages: (it: Overdue) => `${it.count} pesan keluar tertahan sejak ${it.since}`,
    unhandled_updates: (it: Overdue) => `${it.count} pesan masuk belum diproses sejak ${it.since}`,
    unchecked_callbacks: (it: Overdue) =>
      `${it.count} callback pembayaran belum diperiksa sejak ${it.since}`,
    waiting_proofs: (it: Overdue) =>
      `${it.count} bukti transfer menunggu diperiksa sejak ${it.since}`,
    unclaimed_money: (it: Overdue) =>
      `${it.count} uang masuk belum diketahui pemiliknya sejak ${it.since}`,
  },
  shortened: "… (dipotong, selengkapnya di log)",
};

type Overdue = { count: number; since: string };
