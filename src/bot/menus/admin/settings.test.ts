import { expect, test } from "bun:test";
import { desc } from "drizzle-orm";
import { replyTemplates } from "../../../../db/schema/back-office.ts";
import { auditLog, staff } from "../../../../db/schema/people.ts";
import { readSettings } from "../../../shop/settings/read-settings.ts";
import { groupOf } from "../../../shop/settings/setting-groups.ts";
import { isSettingKey, settingRules } from "../../../shop/settings/setting-rules.ts";
import {
  type Conversation,
  type ConversationOptions,
  openConversation,
} from "../../../testing/conversation.ts";
import { theGateways } from "../../../testing/order-factories.ts";
import { adminHomeArea } from "./admin-home.ts";
import { adminOfficeAreas, adminOfficeSections } from "./admin-office.ts";

const office: ConversationOptions = {
  areas: (parts) => [
    adminHomeArea(adminOfficeSections),
    ...adminOfficeAreas({ ...parts, gateways: theGateways }),
  ],
};

const lastAudit = async ({ db }: Conversation) => {
  const [entry] = await db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  return entry;
};

test("every setting that is no picture can be found in a group", () => {
  const pictures = ["welcomePicture", "welcomeSticker"];
  for (const key of Object.keys(settingRules).filter(isSettingKey)) {
    expect([key, groupOf(key) !== undefined]).toEqual([key, !pictures.includes(key)]);
  }
});

test("an admin sets the time to pay: what is wrong is told, what is right holds at once", async () => {
  await using shop = await openConversation(office);
  const { admin } = shop;
  await admin.says("/admin");
  await admin.taps("🔧 Pengaturan");
  await admin.taps("💳 Pembayaran");
  expect(admin.lastMessage).toContain("Batas waktu bayar: (bawaan)");
  await admin.taps("Batas waktu bayar");
  await admin.taps("✏️ Ubah");
  await admin.says("sebentar");
  expect(admin.lastMessage).toContain("Ketik angka bulat");
  await admin.says("5000");
  expect(admin.lastMessage).toContain("paling banyak 1440.");
  await admin.says("30");
  expect(admin.sees).toContain("(bawaan) → 30 menit");
  expect((await readSettings(shop.db)).expiryMinutes).toBe(30);
  expect(await lastAudit(shop)).toMatchObject({
    actorId: admin.id,
    action: "setting.changed",
    subject: "setting:expiryMinutes",
    before: null,
    after: 30,
  });
  await admin.taps("↩️ Kembalikan bawaan");
  expect((await readSettings(shop.db)).expiryMinutes).toBeNull();
});

test("the same in English, with money and what contradicts it", async () => {
  await using shop = await openConversation(office);
  const { admin } = shop;
  await admin.says("/language");
  await admin.taps(/English/);
  await admin.says("/admin");
  await admin.taps("🔧 Settings");
  await admin.taps("👛 Deposits");
  await admin.taps("Smallest deposit");
  await admin.taps("✏️ Change");
  await admin.says("20jt");
  expect(admin.lastMessage).toContain("It contradicts the setting «Largest deposit».");
  await admin.says("25k");
  expect(admin.sees).toContain("Rp10.000 → Rp25.000");
});

test("methods and notices are chosen by buttons; all of them is the default again", async () => {
  await using shop = await openConversation(office);
  const { admin } = shop;
  await admin.says("/admin");
  await admin.taps("🔧 Pengaturan");
  await admin.taps("💳 Pembayaran");
  await admin.taps("Metode otomatis");
  expect(admin.buttons).toContain("✅ VA BRI");
  await admin.taps("✅ VA BRI");
  expect((await readSettings(shop.db)).gatewayMethods).toEqual(["qris"]);
  await admin.taps("⬜ VA BRI");
  expect((await readSettings(shop.db)).gatewayMethods).toBeNull();
  await admin.taps(/Pembayaran/);
  await admin.taps("⬅️ Pengaturan");
  await admin.taps("🔔 Kabar admin");
  await admin.taps("Kabar untuk admin");
  await admin.taps("✅ 🆕 Pesanan baru");
  expect((await readSettings(shop.db)).mutedNotices).toEqual(["new_order"]);
});

test("the shop is closed only after a second thought", async () => {
  await using shop = await openConversation(office);
  const { admin } = shop;
  await admin.says("/admin");
  await admin.taps("🔧 Pengaturan");
  await admin.taps("🛠 Mode perawatan");
  await admin.taps("Mode perawatan");
  await admin.taps("✅ Aktifkan");
  expect((await readSettings(shop.db)).maintenance).toBe(false);
  await admin.taps("🛠 Ya, tutup dulu");
  expect((await readSettings(shop.db)).maintenance).toBe(true);
  await admin.taps("⬜ Matikan");
  expect((await readSettings(shop.db)).maintenance).toBe(false);
});

test("a greeting in the shop's own words: checked, looked at, saved, read, and taken back", async () => {
  await using shop = await openConversation(office);
  const { admin } = shop;
  const buyer = shop.person("Ani <3");
  await admin.says("/admin");
  await admin.taps("🖋 Teks & gambar");
  await admin.taps("Salam pembuka");
  expect(admin.lastMessage).toContain("Halo, Budi! Selamat datang di Toko Digital.");
  await admin.taps("✏️ Tulis sendiri");
  expect(admin.lastMessage).toContain("{name} nama pelanggan");
  await admin.says("<b>Hai {nama}");
  expect(admin.lastMessage).toContain("Tag b belum ditutup dengan </b>.");
  await admin.says("<b>Hai</b> {nama}");
  expect(admin.lastMessage).toContain("Tidak ada isian {nama}");
  await admin.says("<b>Hai</b> {name}, ada {products} produk!");
  expect(admin.lastMessage).toContain("Hai Budi, ada 1.234 produk!");
  expect(await shop.db.$count(replyTemplates)).toBe(0);
  await shop.restart();
  await admin.taps("💾 Simpan");
  expect(admin.sees).toContain("Salam pembuka disimpan");
  await buyer.says("/start");
  expect(buyer.sees).toContain("Hai Ani <3, ada 0 produk!");

  await admin.taps("📄 Lihat tulisannya");
  expect(admin.lastMessage).toContain("<b>Hai</b> {name}");
  await admin.taps("⬅️ Kembali");
  await admin.taps("↩️ Kembalikan bawaan");
  await admin.taps("↩️ Ya, kembalikan");
  expect(admin.lastMessage).toContain("Masih bawaan.");
  await buyer.says("/start");
  expect(buyer.lastMessage).toContain("Selamat datang di");
});

test("language by language: the English text changes and the Indonesian one stays", async () => {
  await using shop = await openConversation(office);
  const { admin } = shop;
  await admin.says("/admin");
  await admin.taps("🖋 Teks & gambar");
  await admin.taps(/English/);
  await admin.taps("Cara order");
  expect(admin.lastMessage).toContain("How to order");
  await admin.taps("✏️ Tulis sendiri");
  await admin.says("Just buy!");
  await admin.taps("💾 Simpan");
  const rows = await shop.db.select().from(replyTemplates);
  expect(rows.map(({ label, language, content }) => [label, language, content])).toEqual([
    ["how_to_order", "en", "Just buy!"],
  ]);
});

test("a picture welcomes, then a sticker in its place, then nothing", async () => {
  await using shop = await openConversation(office);
  const { admin } = shop;
  await admin.says("/admin");
  await admin.taps("🖋 Teks & gambar");
  await admin.taps("🖼 Gambar sambutan");
  expect(admin.lastMessage).toContain("Belum ada gambar.");
  await admin.taps("📤 Ganti");
  await admin.says("ini");
  expect(admin.lastMessage).toContain("Kirim sebagai foto atau stiker");
  await admin.sendsPhoto();
  expect(admin.lastMessage).toContain("Sekarang: gambar.");
  await admin.taps("👁 Lihat");
  const buyer = shop.person("Ani");
  await buyer.says("/start");
  expect(buyer.person.messages.map(({ from, kind }) => [from, kind])).toEqual([
    ["person", "text"],
    ["bot", "photo"],
    ["bot", "text"],
  ]);
  await admin.taps("📤 Ganti");
  admin.person.sendsSticker();
  await shop.settled();
  expect(admin.lastMessage).toContain("Sekarang: stiker.");
  const { welcomePicture, welcomeSticker } = await readSettings(shop.db);
  expect([welcomePicture, typeof welcomeSticker]).toEqual([null, "string"]);
  await admin.taps("👁 Lihat");
  await admin.taps("🗑 Hapus");
  expect((await readSettings(shop.db)).welcomeSticker).toBeNull();
});

test("forged presses get nothing: strangers, staff without the right, settings that are none", async () => {
  await using shop = await openConversation(office);
  const buyer = shop.person("Ani");
  await buyer.forges("v1:stgf:maintenance:1:1");
  const helper = shop.person("Staf");
  await shop.db.insert(staff).values({
    ...{ telegramId: helper.id, name: "Staf", rights: ["texts"], addedBy: 1, addedAt: new Date() },
  });
  await helper.says("/admin");
  expect(helper.buttons).toEqual(["🧮 Kalkulator", "🖋 Teks & gambar"]);
  await helper.forges("v1:stgf:maintenance:1:1");
  await helper.forges("v1:stge:lowStockAt");
  await helper.says("7");
  const { admin } = shop;
  await admin.forges("v1:stgr:welcomePicture");
  await admin.forges("v1:stgc:depositMin:qris:1");
  await admin.forges("v1:tplk:unknown:0");
  const settings = await readSettings(shop.db);
  expect([settings.maintenance, settings.lowStockAt]).toEqual([false, 5]);
  expect(shop.refused.map(({ userId }) => userId)).toEqual([buyer.id, helper.id, helper.id]);
});
