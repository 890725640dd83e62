/** What the owner reads. Plain text: it is escaped as a whole before it is sent. */
export const alerts = {
  repeated: (it: { text: string; times: number; minutes: number }) =>
    `${it.text}\n… terjadi ${it.times} kali lagi dalam ${it.minutes} menit`,
  many: (it: { last: string }) => `Banyak masalah berbeda sekaligus. Terakhir: ${it.last}`,
  delayed: (it: { at: string }) => `⏱ Kejadian ${it.at}, baru bisa dikirim sekarang`,
  started: (it: { version: string; mode: string }) =>
    `Toko menyala: versi ${it.version}, mode ${it.mode}`,
  stopped: "Toko berhenti dengan tertib",
  fatal: (it: { reason: string }) =>
    `Toko berhenti karena galat tak terduga (${it.reason}) dan akan dinyalakan ulang. Rinciannya di log`,
  shortened: "… (dipotong, selengkapnya di log)",
};
