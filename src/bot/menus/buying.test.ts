import { afterEach, beforeEach, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import { orders } from "../../../db/schema/orders.ts";
import { rupiah } from "../../lib/money.ts";
import { aProduct } from "../../testing/catalog-factories.ts";
import { type OpenShop, openShop } from "../../testing/customer-conversation.ts";

let shop: OpenShop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test("a whole purchase by QRIS: from the shelf to the goods and the history", async () => {
  await aProduct(shop.db, {
    name: "Netflix 1 Bulan",
    code: "NF1",
    stock: 9,
    price: rupiah(25_000),
  });
  const buyer = shop.person("Budi");
  await buyer.says("/start");
  await buyer.says("📦 Semua Produk");
  expect(buyer.lastMessage).toContain("1. Netflix 1 Bulan");
  expect(buyer.lastMessage).toContain("Rp25.000 · stok 9");

  await buyer.taps("1");
  expect(buyer.lastMessage).toContain("Kode: NF1");
  await buyer.taps("+1");
  expect(buyer.lastMessage).toContain("Jumlah: 2 × Rp25.000 = Rp50.000");
  await buyer.taps("⚡ Beli sekarang");
  expect(buyer.lastMessage).toContain("Total: Rp50.000");
  expect(buyer.buttons).toContain("💳 QRIS · Rp50.000");

  await buyer.taps("💳 QRIS · Rp50.000");
  expect(buyer.toast).toContain("Pesanan dibuat");
  expect(buyer.lastMessage).toContain("Tagihan INV-22222221");
  expect(buyer.lastMessage).toContain("Biaya layanan: Rp660");
  expect(buyer.lastMessage).toContain("Bayar tepat: Rp50.660");
  expect(buyer.lastMessage).toContain("01/05/2026 12:15 WIB");
  expect(buyer.person.last?.kind).toBe("photo");
  // The message that was pressed has become the invoice: nothing else talks of it.
  expect(buyer.sees.split("INV-22222221")).toHaveLength(2);
  expect(buyer.sees).not.toContain("disiapkan");

  await shop.pays("INV-22222221");
  await buyer.taps("🔄 Cek pembayaran");
  expect(buyer.sees).toContain("Lunas.");
  expect(buyer.lastMessage).toContain("NF1-1");
  expect(buyer.lastMessage).toContain("#2 NF1-2");
  expect(buyer.sees).not.toContain("Bayar tepat");
  const [order] = await shop.db.select().from(orders);
  expect(order?.state).toBe("delivered");

  await buyer.says("📜 Pesanan");
  expect(buyer.lastMessage).toContain("📦 INV-22222221 · Rp50.000");
  await buyer.taps("INV-22222221");
  await buyer.taps("📦 Tampilkan lagi");
  expect(buyer.person.shown("NF1-1").length).toBe(2);
});

test("the same in English, paid from the wallet", async () => {
  const { id } = await aProduct(shop.db, { name: "Key", stock: 1, price: rupiah(15_000) });
  const buyer = shop.person("Ann");
  await buyer.says("/language");
  await buyer.taps("🇬🇧 English");
  await give(buyer.id, 20_000);
  await buyer.says("/start p_KEY-UNKNOWN");
  expect(buyer.sees).toContain("was not found");
  await buyer.says("1");
  expect(buyer.lastMessage).toContain("Stock: 1");
  await buyer.taps("⚡ Buy now");
  await buyer.taps("👛 Pay Rp15.000 from my wallet");
  expect(buyer.sees).toContain("is paid, Rp15.000 from your wallet");
  expect(buyer.lastMessage).toContain("Thank you for shopping");
  await buyer.says("💰 Wallet");
  expect(buyer.lastMessage).toContain("Wallet: Rp5.000");
  expect(buyer.lastMessage).toContain("−Rp15.000 purchase");
  await buyer.says("1");
  expect(buyer.lastMessage).toContain("Sold out");
  expect(id).toBeGreaterThan(0);
});

test("part by wallet, the rest by QRIS", async () => {
  await aProduct(shop.db, { stock: 1, price: rupiah(30_000) });
  const buyer = shop.person();
  await buyer.says("/start");
  await give(buyer.id, 10_000);
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("👛 Pakai saldo Rp10.000");
  expect(buyer.lastMessage).toContain("Yang harus dibayar: Rp20.000");
  await buyer.taps("💳 QRIS · Rp20.000");
  expect(buyer.lastMessage).toContain("👛 Dari saldo: −Rp10.000");
  await shop.pays("INV-22222221");
  await buyer.taps("🔄 Cek pembayaran");
  expect(buyer.sees).toContain("Terima kasih sudah berbelanja");
});

test("a second tap on the button that buys buys nothing more", async () => {
  await aProduct(shop.db, { stock: 5 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  const pay = buyer.person.last?.buttons.flat().find(({ text }) => text.includes("QRIS"));
  const data = pay?.callback_data ?? "";
  await buyer.forges(data);
  await buyer.forges(data);
  expect(await shop.db.select().from(orders)).toHaveLength(1);
  expect(buyer.toast).toContain("sudah dibuat");
  expect(buyer.lastMessage).toContain("Bayar tepat");
});

test("by manual transfer, with a proof that an admin sees", async () => {
  await shop.set("manualEnabled", true);
  await shop.set("manualInstructions", "BCA 123 a/n <Toko> & Co");
  await aProduct(shop.db, { stock: 1 });
  await shop.admin.says("/start");
  const buyer = shop.person("Hana <b>");
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("Transfer manual");
  expect(buyer.lastMessage).toContain("BCA 123 a/n <Toko> & Co");
  await buyer.taps("📤 Kirim bukti");
  await buyer.sendsPhoto("sudah ya & <makasih>");
  expect(buyer.sees).toContain("Bukti diterima");
  expect(buyer.sees).toContain("sedang diperiksa");
  expect(shop.admin.sees).toContain("Bukti transfer");
  expect(shop.admin.sees).toContain("Hana <b>");
  expect(shop.admin.sees).toContain("sudah ya & <makasih>");
  expect(shop.admin.buttons).toContain("🔍 Periksa bukti");
});

test("a transfer is not offered before anybody has said where to", async () => {
  await shop.set("manualEnabled", true);
  await aProduct(shop.db, { stock: 1 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  expect(buyer.buttons.join()).toContain("QRIS");
  expect(buyer.buttons.join()).not.toContain("Transfer manual");
});

test("cancelled: no QR remains on the screen, and the stock is free again", async () => {
  await aProduct(shop.db, { stock: 1 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  await buyer.taps("❌ Batalkan");
  await buyer.taps("❌ Ya, batalkan");
  expect(buyer.sees).toContain("dibatalkan. Jangan dibayar lagi ya.");
  expect(buyer.sees).not.toContain("Bayar tepat");
  await buyer.says("1");
  expect(buyer.lastMessage).toContain("Stok: 1");
});

test("another method after all: one invoice is payable, the old one is not", async () => {
  await aProduct(shop.db, { stock: 1, price: rupiah(50_000) });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  await buyer.taps("💳 Ganti metode");
  const choice = buyer.person.last?.buttons.flat().find(({ text }) => text.includes("VA BRI"));
  await buyer.taps("VA BRI");
  await buyer.forges(choice?.callback_data ?? "");
  expect(buyer.toast).toContain("Cara bayar sekarang: VA BRI");
  expect(buyer.lastMessage).toContain("Nomor Virtual Account");
  expect(buyer.sees.split("Bayar tepat")).toHaveLength(2);
});

test("somebody was faster: the buyer hears kindly what is left", async () => {
  const { id } = await aProduct(shop.db, { name: "Langka <i>", stock: 2 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("+1");
  await buyer.taps("⚡ Beli sekarang");
  await shop.raw`update product_contents set state = 'quarantined' where product_id = ${id}`;
  await buyer.taps("QRIS");
  expect(buyer.lastMessage).toContain("Langka <i>: stok habis");
  expect(await shop.db.select().from(orders)).toHaveLength(0);
});

test("a price that has changed is shown before anything is bought", async () => {
  const { id } = await aProduct(shop.db, { stock: 1, price: rupiah(10_000) });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await shop.raw`update products set price = 12000 where id = ${id}`;
  await buyer.taps("QRIS");
  expect(buyer.lastMessage).toContain("totalnya sekarang Rp12.000");
  await buyer.taps("💳 QRIS · Rp12.000");
  expect(buyer.sees).toContain("Tagihan INV-");
});

test("the gateway is away: the buyer hears so and may choose what works", async () => {
  await aProduct(shop.db, { stock: 1 });
  shop.pakasir.setDown(true);
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  expect(buyer.lastMessage).toContain("sedang lambat");
  expect(buyer.buttons).toContain("💳 Ganti metode");
});

test("a gateway that is known to be down is not offered, and the buyer reads why", async () => {
  await shop.set("manualEnabled", true);
  await aProduct(shop.db, { stock: 3 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  shop.gatewayIsAway(true);
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  expect(buyer.lastMessage).toContain("sedang bermasalah");
  expect(buyer.lastMessage).not.toContain("Pilih cara bayar");
  await shop.set("manualInstructions", "BCA 123");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  expect(buyer.lastMessage).toContain("Pilih cara bayar");
  expect(buyer.buttons.join()).not.toContain("QRIS");
  expect(buyer.buttons.join()).toContain("Transfer manual");
  shop.gatewayIsAway(false);
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  expect(buyer.lastMessage).not.toContain("bermasalah");
  expect(buyer.buttons.join()).toContain("QRIS");
});

test("what is not in yet is said so, and the gateway is not asked twice in a row", async () => {
  await aProduct(shop.db, { stock: 1 });
  const buyer = shop.person();
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  await buyer.taps("🔄 Cek pembayaran");
  expect(buyer.lastMessage).toContain("belum masuk");
  await buyer.taps("🔄 Cek pembayaran");
  expect(buyer.toast).toContain("Baru saja dicek");
});

async function give(customerId: number, amount: number): Promise<void> {
  const { moveWallet } = await import("../../shop/wallet/move-wallet.ts");
  const move = { kind: "adjustment", cause: `gift:${customerId}`, at: shop.clock.now() } as const;
  await shop.db.transaction((tx) =>
    moveWallet(tx, { ...move, customerId: customerId as never, amount: rupiah(amount) }),
  );
}

test("every order is somebody's: a forged button finds nothing of another", async () => {
  await aProduct(shop.db, { stock: 1 });
  const buyer = shop.person("Budi");
  await buyer.says("/start");
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("QRIS");
  const thief = shop.person("Maling");
  await thief.says("/start");
  for (const data of [
    "v1:ck:1",
    "v1:cx:1:1",
    "v1:pm:1",
    "v1:pc:1:bri_va",
    "v1:o:1",
    "v1:og:1",
    "v1:or:1",
    "v1:oi:1",
    "v1:pf:1",
  ]) {
    await thief.forges(data);
  }
  expect(thief.sees).not.toContain("INV-22222221");
  const [order] = await shop.db.select().from(orders).where(eq(orders.code, "INV-22222221"));
  expect(order?.state).toBe("awaiting_payment");
});

test("the fee that the gateway tells stands beside its method once it is known", async () => {
  await aProduct(shop.db, { stock: 9, price: rupiah(50_000) });
  const buyer = shop.person();
  await buyer.says("/start");
  for (const look of ["first", "second"]) {
    await buyer.says("1");
    await buyer.taps("⚡ Beli sekarang");
    expect(buyer.buttons.includes("💳 QRIS · Rp50.000 (+Rp660)")).toBe(look === "second");
  }
});

test("in English by QRIS, and by a transfer that is shown in words", async () => {
  await shop.set("manualEnabled", true);
  await shop.set("manualInstructions", "BCA 123");
  await aProduct(shop.db, { name: "Pass", stock: 9, price: rupiah(20_000) });
  const buyer = shop.person("Ann");
  await buyer.says("/start");
  await buyer.says("/language");
  await buyer.taps("🇬🇧 English");
  await buyer.says("🛍 Categories");
  await buyer.taps("1");
  await buyer.taps("⚡ Buy now");
  await buyer.taps("QRIS");
  expect(buyer.lastMessage).toContain("Pay exactly: Rp20.450");
  await shop.pays("INV-22222221");
  await buyer.taps("🔄 Check the payment");
  expect(buyer.sees).toContain("We have received the payment of INV-22222221");
  expect(buyer.lastMessage).toContain("Thank you for shopping");

  await buyer.says("1");
  await buyer.taps("⚡ Buy now");
  await buyer.taps("Manual transfer");
  await buyer.taps("📤 Send proof");
  await buyer.says("Ann, BCA, 12:03 <now>");
  expect(buyer.sees).toContain("We have your proof");
  await buyer.says("📜 Orders");
  await buyer.taps("⏳ Unpaid");
  expect(buyer.lastMessage).toContain("⏳ INV-22222222");
  await buyer.taps("INV-22222222");
  await buyer.taps("💳 Go on paying");
  expect(buyer.lastMessage).toContain("looking at it");
});
