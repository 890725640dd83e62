import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { aProduct } from "../../../testing/catalog-factories.ts";
import { openCounter } from "../../../testing/counter-conversation.ts";

const counter = await openCounter();
afterAll(() => counter[Symbol.asyncDispose]());
const { admin, owner, db } = counter;

describe("a new product", () => {
  test("goes from its code to the shelf, its items typed, pasted and counted", async () => {
    await admin.says("/admin");
    await admin.taps("📦 Produk");
    await admin.taps("➕ Produk baru");
    expect(admin.lastMessage).toContain("1/6");
    await admin.says("NETFLIX1");
    await admin.says("Netflix <Premium> 🍿");
    await admin.says("25rb");
    await admin.taps("⏭ Lewati");
    await admin.says("3");
    await admin.says("a@x.id|rahasia1");
    expect(admin.lastMessage).toContain("Item 1 dari 3");
    await admin.says("b@x.id|rahasia2\nc@x.id|rahasia3");
    expect(admin.lastMessage).toContain("Netflix <Premium> 🍿");
    expect(admin.lastMessage).toContain("Rp25.000");
    expect(admin.lastMessage).toContain("Baru: 3");
    await admin.taps("✅ Simpan & jual");
    expect(admin.sees).toContain("3 item ditambahkan");
    expect(admin.lastMessage).toContain("🟢 Dijual");
    expect(admin.lastMessage).toContain("Stok: 3");
  });

  test("takes its items as a file, which is read after the update and once", async () => {
    await admin.says("/admin");
    await admin.taps("📦 Produk");
    await admin.taps("➕ Produk baru");
    await admin.says("SPOTIFY");
    await admin.says("Spotify");
    await admin.says("12.000");
    await admin.says("Satu bulan");
    await admin.sendsDocument("isi.txt", "s-1\r\ns-2\n\ns-1\na@x.id|rahasia1\n");
    expect(admin.lastMessage).toContain("Baru: 2");
    expect(admin.lastMessage).toContain("baris 4: sama dengan baris sebelumnya");
    expect(admin.lastMessage).toContain("baris 5: sudah ada di stok");
    await admin.taps("✅ Simpan & jual");
    expect(admin.sees).toContain("2 item ditambahkan ke Spotify, 3 dilewati");
  });

  test("with a code that is taken is refused with the way out", async () => {
    await begins();
    await admin.says("netflix1");
    expect(admin.lastMessage).toContain("sudah dipakai Netflix <Premium> 🍿");
    await admin.says("kode salah!");
    expect(admin.lastMessage).toContain("Kode hanya boleh");
    await admin.says("NETFLIX2");
    expect(admin.lastMessage).toContain("Nama produk?");
    await admin.says("/cancel");
    expect(admin.lastMessage).toContain("Dibatalkan");
    expect(await rows("NETFLIX2")).toHaveLength(0);
  });

  test("whose code somebody takes before it is saved asks for another, and loses nothing", async () => {
    await begins();
    for (const said of ["BALAPAN", "Balapan", "10rb", "Cepat"]) await admin.says(said);
    await admin.says("1");
    await admin.says("balap-1");
    await aProduct(db, { code: "BALAPAN", name: "Lebih Cepat" });
    await admin.taps("✅ Simpan & jual");
    expect(admin.sees).toContain("sudah dipakai Lebih Cepat");
    await admin.says("BALAPAN2");
    expect(admin.lastMessage).toContain("Baru: 1");
    await admin.taps("✅ Simpan & jual");
    expect(await rows("BALAPAN2")).toMatchObject([{ units: 1 }]);
  });

  test("is kept while its admin looks elsewhere, and by a process that dies", async () => {
    await begins();
    await admin.says("TUNDA");
    await admin.says("Tunda dulu");
    await admin.says("/admin");
    await counter.restart();
    await admin.taps("▶️ Lanjutkan");
    await admin.says("5rb");
    await admin.taps("⏭ Lewati");
    await admin.taps("⏭ Isi nanti");
    await admin.taps("💾 Simpan dulu");
    expect(admin.lastMessage).toContain("⚪ Tidak dijual");
    expect(await rows("TUNDA")).toMatchObject([{ units: 0, is_active: false }]);
  });

  test("is created once, however often its button is pressed", async () => {
    await begins();
    for (const said of ["SEKALI", "Sekali", "10rb", "-", "1", "sekali-1"]) await admin.says(said);
    await admin.taps("✅ Simpan & jual");
    await admin.forges("v1:d:pnew:confirm:publish");
    expect(admin.toast).toContain("sudah lewat");
    expect(await rows("SEKALI")).toHaveLength(1);
  });

  test("may give every buyer the same text", async () => {
    await begins();
    for (const said of ["TAUTAN", "Tautan grup", "20rb", "-"]) await admin.says(said);
    await admin.taps("📝 Satu teks untuk semua");
    await admin.says("https://contoh.id/rahasia");
    await admin.taps("✅ Simpan & jual");
    expect(admin.lastMessage).toContain("tanpa batas");
    await admin.taps("✏️ Ubah");
    await admin.taps("Batas penjualan");
    await admin.says("0");
    expect(admin.lastMessage).toContain("angka bulat dari 1");
    await admin.says("25");
    expect(admin.lastMessage).toContain("Stok: 25");
    const [sealed] = await db.execute<{ text: string }>(
      sql`select shared_content as text from products where code = 'TAUTAN'`,
    );
    expect(sealed?.text).not.toContain("rahasia");
  });

  test("or the same file", async () => {
    await begins();
    for (const said of ["EBOOK", "E-book", "30rb", "-"]) await admin.says(said);
    await admin.taps("📎 Satu file untuk semua");
    await admin.sendsDocument("buku.pdf", "%PDF-1.7");
    await admin.taps("✅ Simpan & jual");
    expect(admin.lastMessage).toContain("file yang sama");
    expect(admin.lastMessage).not.toContain("Isinya belum ada");
  });

  test("whose file Telegram no longer has is not made without it", async () => {
    await begins();
    for (const said of ["HILANG", "Hilang", "30rb", "-"]) await admin.says(said);
    await admin.taps("📎 Satu file untuk semua");
    await admin.sendsDocument("kosong.pdf", "");
    expect(admin.lastMessage).toContain("Kirim sebagai dokumen");
    await admin.sendsDocument("buku.pdf", "%PDF-1.7");
    counter.telegram.faults.add({ method: "getFile", kind: "400" });
    await admin.taps("✅ Simpan & jual");
    counter.telegram.faults.clear();
    expect(admin.sees).toContain("tidak bisa diambil dari Telegram");
    expect(await rows("HILANG")).toHaveLength(0);
    await admin.sendsDocument("buku.pdf", "%PDF-1.7");
    await admin.taps("✅ Simpan & jual");
    expect(await rows("HILANG")).toMatchObject([{ is_active: true }]);
    expect(admin.lastMessage).not.toContain("Isinya belum ada");
  });

  test("in English", async () => {
    await owner.says("/language");
    await owner.taps("🇬🇧 English");
    await owner.taps("⚙️ Admin");
    await owner.taps("📦 Products");
    await owner.taps("➕ New product");
    for (const said of ["DISNEY", "Disney+ & more", "40k"]) await owner.says(said);
    await owner.taps("⏭ Skip");
    await owner.says("2");
    await owner.says("d-1");
    expect(owner.lastMessage).toContain("Items 1 of 2");
    await owner.says("d-1");
    expect(owner.lastMessage).toContain("1 repeated lines were left out");
    await owner.taps("✅ That is all");
    await owner.taps("✅ Save & sell");
    expect(owner.lastMessage).toContain("🟢 On sale");
    expect(owner.lastMessage).toContain("Stock: 1");
  });
});

describe("the list", () => {
  test("is filtered, searched and paged", async () => {
    await aProduct(db, { code: "HABIS", name: "Sudah habis" });
    await aProduct(db, { code: "MATI", name: "Sudah mati", isActive: false });
    await admin.says("/admin");
    await admin.taps("📦 Produk");
    await admin.taps("⚪ Nonaktif");
    expect(admin.buttons.join()).toContain("Sudah mati");
    expect(admin.buttons.join()).not.toContain("Sudah habis");
    await admin.taps("🔴 Habis");
    expect(admin.buttons.join()).toContain("Sudah habis");
    await admin.taps("🔎 Cari");
    await admin.says("s");
    expect(admin.lastMessage).toContain("paling sedikit 2 huruf");
    await admin.says("netflix");
    expect(admin.buttons[0]).toContain("Netflix <Premium> 🍿");
    await admin.taps(/Netflix/);
    expect(admin.lastMessage).toContain("NETFLIX1");
  });

  test("stays quick with 10,000 products", async () => {
    await db.execute(sql`
      insert into products (code, name, price, position, created_at, updated_at)
      select 'BANYAK' || n, 'Banyak ' || n, 1000, n, now(), now() from generate_series(1, 10000) n`);
    await admin.says("/admin");
    await admin.taps("📦 Produk");
    expect(admin.lastMessage).toContain("10.0");
    await admin.taps("»");
    expect(admin.buttons.join()).toContain("Banyak 10000");
  });
});

// --- internal ---

async function begins(): Promise<void> {
  await admin.says("/admin");
  await admin.taps("📦 Produk");
  await admin.taps("➕ Produk baru");
}

function rows(code: string) {
  return db.execute(sql`
    select is_active, (select count(*) from product_contents c where c.product_id = p.id) as units
    from products p where code = ${code}`);
}
