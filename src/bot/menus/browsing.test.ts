import { afterEach, beforeEach, expect, test } from "bun:test";
import { categories } from "../../../db/schema/catalog.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { addUnits, aProduct } from "../../testing/catalog-factories.ts";
import { type OpenShop, openShop } from "../../testing/customer-conversation.ts";

let shop: OpenShop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const hostile = `<b>&"</b> 🎉 ${"panjang ".repeat(9)}`.slice(0, 100);

test("an empty shop says so kindly, everywhere", async () => {
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("🛍 Kategori");
  expect(buyer.lastMessage).toContain("Belum ada produk");
  await buyer.says("📦 Semua Produk");
  expect(buyer.lastMessage).toContain("Belum ada produk di sini");
  await buyer.says("🛒 Keranjang");
  expect(buyer.lastMessage).toContain("masih kosong");
  await buyer.says("📜 Pesanan");
  expect(buyer.lastMessage).toContain("Belum ada pesanan");
  await buyer.says("💰 Saldo");
  expect(buyer.lastMessage).toContain("Saldo: Rp0");
  await buyer.says("7");
  expect(buyer.lastMessage).toContain("Tidak ada produk nomor 7");
});

test("whatever people type into names is shown as they typed it", async () => {
  const [category] = await shop.db
    .insert(categories)
    .values({ name: hostile.slice(0, 60), slug: "x", emoji: "<" })
    .returning();
  await aProduct(shop.db, {
    ...{ name: hostile, description: "5 < 6 & 7 > 2 <a href", code: "H1", stock: 2 },
    categoryId: category?.id ?? null,
  });
  const buyer = shop.person(`Tom <i>&"`);
  await buyer.says("/start");
  await buyer.says("🛍 Kategori");
  await buyer.taps(/panjang/);
  expect(buyer.lastMessage).toContain(hostile.trim());
  await buyer.taps("1");
  expect(buyer.lastMessage).toContain("5 < 6 & 7 > 2 <a href");
  await buyer.taps("🛒 Tambah ke keranjang");
  expect(buyer.toast).toContain("Masuk keranjang");
  await buyer.says("🛒 Keranjang");
  expect(buyer.lastMessage).toContain(hostile.trim());
  await buyer.taps("💳 Bayar");
  await buyer.taps("QRIS");
  expect(buyer.lastMessage).toContain(`<b>&"</b>`);
  await shop.admin.says("/start");
  await buyer.says("/profile");
  expect(buyer.lastMessage).toContain(`Tom <i>&"`);
});

test("ten thousand products: every page is there, and survives that products go", async () => {
  await shop.raw`
    insert into products (code, name, price, kind, shared_content, position, created_at, updated_at)
    select 'C' || n, 'Produk ' || n, 1000 + n, 'shared', 'x', n, now(), now()
    from generate_series(1, 10000) n`;
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("📦 Semua Produk");
  expect(buyer.lastMessage).toContain("10.000 produk");
  expect(buyer.buttons).toContain("1/1000");
  await buyer.taps("»");
  expect(buyer.lastMessage).toContain("10000. Produk 10000");
  await shop.raw`update products set is_active = false where position > 25`;
  await buyer.taps("‹");
  expect(buyer.buttons).toContain("3/3");
  expect(buyer.lastMessage).toContain("25. Produk 25");
  await buyer.says("17");
  expect(buyer.lastMessage).toContain("Kode: C17");
  await buyer.taps("⬅️ Kembali");
  expect(buyer.lastMessage).toContain("Semua produk");
});

test("searching by words, with pages, and nothing found", async () => {
  for (let n = 1; n <= 12; n++) await aProduct(shop.db, { name: `Akun Spotify ${n}`, stock: 1 });
  await aProduct(shop.db, { name: "100% beda_", stock: 1 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("🔎 Cari");
  await buyer.says("spotify akun");
  expect(buyer.lastMessage).toContain("12 produk");
  await buyer.taps("›");
  expect(buyer.lastMessage).toContain("Akun Spotify 12");
  await buyer.taps("🔎 Cari lagi");
  await buyer.says("%<b>");
  expect(buyer.lastMessage).toContain("Tidak ada produk yang cocok dengan “%<b>”");
  await buyer.taps("🔎 Cari lagi");
  await buyer.says("100%");
  expect(buyer.lastMessage).toContain("100% beda_");
});

test("buttons of yesterday answer kindly", async () => {
  const { id } = await aProduct(shop.db, { name: "Lama", stock: 1 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await shop.raw`update products set is_active = false where id = ${id}`;
  await buyer.taps("⚡ Beli sekarang");
  expect(buyer.lastMessage).toContain("sedang tidak dijual");
  await buyer.forges("v1:p:zzz:1:a.0");
  expect(buyer.sees).toContain("Belum ada produk");
  await buyer.forges("v1:l:c99.0");
  await buyer.forges("v0:old:button");
  expect(buyer.sees).toContain("Menu sudah diperbarui");
});

test("a quantity that is typed, and the steps that end where the stock ends", async () => {
  await aProduct(shop.db, { stock: 12, price: rupiah(1_000) });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("✏️ Ketik jumlah");
  await buyer.says("99");
  expect(buyer.lastMessage).toContain("1 sampai 12");
  await buyer.says("7");
  expect(buyer.lastMessage).toContain("Jumlah: 7 × Rp1.000");
  await buyer.taps("+10");
  expect(buyer.toast).toContain("Paling banyak 12");
  expect(buyer.lastMessage).toContain("Jumlah: 12 ×");
});

test("sold out: who waits is told, and one is kept for him", async () => {
  const { id } = await aProduct(shop.db, { name: "Ditunggu" });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  expect(buyer.lastMessage).toContain("Stok sedang habis");
  await buyer.taps("🔔 Kabari saya");
  expect(buyer.lastMessage).toContain("daftar tunggu");
  await addUnits(shop.db, id, ["unit-1"]);
  const { holdForWaiting } = await import("../../shop/stock/hold-for-waiting.ts");
  const at = shop.clock.now();
  const until = new Date(at.getTime() + 900_000);
  await shop.db.transaction((tx) => holdForWaiting(tx, { productId: id, at, until }));
  await shop.settled();
  expect(buyer.lastMessage).toContain("Ditunggu sudah ada lagi");
  expect(buyer.lastMessage).toContain("01/05/2026 12:15 WIB");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  expect(buyer.sees).toContain("Tagihan INV-");
});

test("the cart: more, less, out, and a voucher with its reasons", async () => {
  await aProduct(shop.db, { name: "Satu", stock: 20, price: rupiah(10_000) });
  await aProduct(shop.db, { name: "Dua", stock: 20, price: rupiah(5_000) });
  await shop.raw`
    insert into vouchers (code, kind, value, min_total, created_at)
    values ('HEMAT', 'percent', 10, 20000, now())`;
  const buyer = shop.person();
  await buyer.says("/start");
  for (const number of ["1", "2"]) {
    await buyer.says(number);
    await buyer.taps("🛒 Tambah ke keranjang");
  }
  await buyer.says("🛒 Keranjang");
  expect(buyer.lastMessage).toContain("Total: Rp15.000");
  await buyer.taps("🎟 Pakai voucher");
  await buyer.says("apa<b>");
  expect(buyer.lastMessage).toContain("APA<B>: kode ini tidak dikenal.");
  await buyer.says("hemat");
  expect(buyer.lastMessage).toContain("berlaku mulai belanja Rp20.000");
  await buyer.taps("✖️ Batal");
  await buyer.says("🛒 Keranjang");
  await buyer.taps("+");
  expect(buyer.lastMessage).toContain("Total: Rp25.000");
  await buyer.taps("🎟 Pakai voucher");
  await buyer.says("hemat");
  expect(buyer.lastMessage).toContain("Total: Rp22.500");
  await shop.restart();
  shop.clock.advance(10_000);
  await buyer.says("🛒 Keranjang");
  expect(buyer.lastMessage).toContain("Total: Rp22.500");
  await buyer.taps("🗑");
  expect(buyer.lastMessage).toContain("HEMAT: voucher ini berlaku mulai belanja Rp20.000");
  await buyer.taps("💳 Bayar");
  await buyer.taps("QRIS");
  expect(buyer.lastMessage).toContain("🎟 voucher ini berlaku mulai belanja Rp20.000");
  await buyer.taps("🎟 Lepas voucher");
  await buyer.taps("💳 Bayar");
  await buyer.taps("QRIS");
  expect(buyer.lastMessage).toContain("Bayar tepat: Rp5.345");
  await buyer.says("🛒 Keranjang");
  expect(buyer.lastMessage).toContain("masih kosong");
});

test("a flood is warned, then met with silence; the payment goes on", async () => {
  await shop.set("spamBurst", 6);
  await shop.admin.says("/start");
  await aProduct(shop.db, { stock: 1 });
  const buyer = shop.person("Bot");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  for (let n = 0; n < 9; n++) await buyer.says("📜 Pesanan");
  expect(buyer.sees).toContain("Pelan-pelan ya");
  expect(buyer.sees).toContain("Saya diam dulu 60 detik");
  expect(shop.admin.sees).toContain("Spam: Bot");
  const before = buyer.person.messages.length;
  await buyer.says("📜 Pesanan");
  expect(buyer.person.messages.length).toBe(before + 1);
  await shop.pays("INV-22222221");
  await buyer.taps("🔄 Cek pembayaran");
  expect(buyer.sees).toContain("Terima kasih sudah berbelanja");
  shop.clock.advance(61_000);
  await buyer.says("📜 Pesanan");
  expect(buyer.lastMessage).toContain("INV-22222221");
});

test("whoever is about to send a proof is heard, and may not press everything for that", async () => {
  await shop.set("spamBurst", 6);
  await shop.set("manualEnabled", true);
  await shop.set("manualInstructions", "BCA 123");
  await aProduct(shop.db, { stock: 1 });
  const buyer = shop.person("Bot");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("Transfer manual");
  await buyer.taps("📤 Kirim bukti");
  for (let n = 0; n < 12; n++) await buyer.forges("v1:os:0:0");
  const answers = buyer.person.answers.map(({ text }) => text).join("\n");
  expect(answers).toContain("Saya diam dulu 60 detik");
  await buyer.says("Budi, BCA, 12:03");
  expect(buyer.sees).toContain("Bukti diterima");
});

test("the largest cart there can be is shown, and a forged one is no button", async () => {
  const link = await aProduct(shop.db, { kind: "shared", price: rupiah(1_000_000_000) });
  await shop.raw`update products set shared_content = 'x' where id = ${link.id}`;
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.forges(`v1:ca:${link.id.toString(36)}:${(10_000).toString(36)}`);
  await buyer.says("🛒 Keranjang");
  expect(buyer.lastMessage).toContain("Rp10.000.000.000.000");
  await buyer.taps("💳 Bayar");
  expect(buyer.lastMessage).toContain("Belum ada cara bayar");
  await buyer.forges(`v1:co:${link.id.toString(36)}:${(5e9).toString(36)}:0`);
  expect(buyer.toast).toContain("Menu sudah diperbarui");
});

test("maintenance: customers hear so, admins work on, paid goods still come", async () => {
  await aProduct(shop.db, { stock: 1 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  await shop.set("maintenance", true);
  await shop.set("maintenanceMessage", "Pindah server <5 menit>");
  await buyer.says("📦 Semua Produk");
  expect(buyer.lastMessage).toContain("Pindah server <5 menit>");
  await shop.admin.says("/start");
  expect(shop.admin.lastMessage).toContain("Selamat datang");
  await shop.pays("INV-22222221");
  await buyer.taps("🔄 Cek pembayaran");
  expect(buyer.sees).toContain("Terima kasih sudah berbelanja");
});

test("topping up by QRIS, with an amount that is typed", async () => {
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("💰 Saldo");
  await buyer.taps("➕ Isi saldo");
  await buyer.says("seribu");
  expect(buyer.lastMessage).toContain("Ketik jumlah antara");
  await buyer.says("25rb");
  await buyer.taps("💳 QRIS · Rp25.000");
  expect(buyer.lastMessage).toContain("Isi saldo DEP-");
  await shop.pays("DEP-22222221");
  await buyer.taps("🔄 Cek pembayaran");
  expect(buyer.sees).toContain("+Rp25.000");
  await buyer.says("💰 Saldo");
  expect(buyer.lastMessage).toContain("Saldo: Rp25.000");
  const { walletOf } = await import("../../shop/wallet/wallet.queries.ts");
  expect(await walletOf(shop.db, buyer.id as CustomerId)).toBe(rupiah(25_000));
});
