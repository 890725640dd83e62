import { afterEach, beforeEach, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { rupiah } from "../../lib/money.ts";
import { setProductFile } from "../../shop/catalog/set-product-file.ts";
import { addUnits, aProduct, testVault } from "../../testing/catalog-factories.ts";
import { type OpenShop, openShop } from "../../testing/customer-conversation.ts";
import { aWalletWith } from "../../testing/order-factories.ts";

let shop: OpenShop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

async function aBuyerWithMoney() {
  const buyer = shop.person("Sari");
  await buyer.says("/start");
  await aWalletWith(shop.db, buyer.id as never, rupiah(1_000_000));
  return buyer;
}

test("goods full of HTML arrive as they were written, with instructions and terms", async () => {
  const { id } = await aProduct(shop.db, {
    name: "Akun & <b>",
    instructions: "Masuk di <https://x.test> & ganti sandi",
    price: rupiah(5_000),
  });
  await addUnits(shop.db, id, [`user<b>:p&ss"</code>`, "baris 1\nbaris <2>"]);
  await shop.db.execute(
    sql`insert into product_terms (product_id, content) values (${id}, ${"Garansi < 7 hari"})`,
  );
  const buyer = await aBuyerWithMoney();
  await buyer.says("1");
  await buyer.taps("+1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("👛 Bayar Rp10.000 dengan saldo");
  expect(buyer.lastMessage).toContain(`#1 user<b>:p&ss"</code>`);
  expect(buyer.lastMessage).toContain("baris 1\nbaris <2>");
  expect(buyer.lastMessage).toContain("Masuk di <https://x.test> & ganti sandi");
  expect(buyer.lastMessage).toContain("Garansi < 7 hari");
  expect(buyer.sees).not.toContain("Menyiapkan pesanan");
});

test("more than anybody reads in a chat comes as a text file", async () => {
  await aProduct(shop.db, { code: "BANYAK", stock: 30, price: rupiah(1_000) });
  const buyer = await aBuyerWithMoney();
  await buyer.says("1");
  await buyer.taps("✏️ Ketik jumlah");
  await buyer.says("25");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("👛 Bayar Rp25.000 dengan saldo");
  const file = buyer.person.last;
  expect(file?.kind).toBe("document");
  expect(file?.text).toContain("kami kirim sebagai berkas");
  expect(buyer.person.shown("BANYAK-25")).toHaveLength(0);
});

test("a few units that are very long come as a file as well", async () => {
  const { id } = await aProduct(shop.db, { price: rupiah(1_000) });
  await addUnits(shop.db, id, ["<&>".repeat(2_000)]);
  const buyer = await aBuyerWithMoney();
  await buyer.says("1");
  await buyer.taps("⚡ Beli sekarang");
  await buyer.taps("👛 Bayar Rp1.000 dengan saldo");
  expect(buyer.person.last?.kind).toBe("document");
});

test("a file and a link in one cart: the link in the message, the file below it", async () => {
  const file = await aProduct(shop.db, { name: "Ebook", kind: "file", price: rupiah(2_000) });
  const bytes = new TextEncoder().encode("isi buku");
  const set = await setProductFile(
    { db: shop.db, clock: shop.clock, vault: testVault },
    {
      productId: file.id,
      file: { name: "buku.pdf", mime: "application/pdf", bytes },
      actorId: null,
    },
  );
  expect(set.ok).toBe(true);
  const link = await aProduct(shop.db, { name: "Grup", kind: "shared", price: rupiah(3_000) });
  const sealed = testVault.seal("https://t.me/+abc", `product:${link.id}`);
  await shop.raw`update products set shared_content = ${sealed} where id = ${link.id}`;
  const buyer = await aBuyerWithMoney();
  for (const number of ["1", "2"]) {
    await buyer.says(number);
    await buyer.taps("🛒 Tambah ke keranjang");
  }
  await buyer.says("🛒 Keranjang");
  await buyer.taps("💳 Bayar");
  await buyer.taps("👛 Bayar Rp5.000 dengan saldo");
  expect(buyer.sees).toContain("https://t.me/+abc");
  const documents = buyer.person.messages.filter(({ kind }) => kind === "document");
  expect(documents.map(({ text }) => text.includes("Ebook"))).toEqual([true]);
  const [order] = await shop.raw`select state from orders`;
  expect(order?.["state"]).toBe("delivered");
});
