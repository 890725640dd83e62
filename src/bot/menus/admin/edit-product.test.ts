import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { ProductId } from "../../../lib/ids.ts";
import { rupiah } from "../../../lib/money.ts";
import { aCustomer, anOrder, aProduct } from "../../../testing/catalog-factories.ts";
import { openCounter } from "../../../testing/counter-conversation.ts";
import { adminProductButton } from "../../admin-buttons.ts";

const counter = await openCounter();
afterAll(() => counter[Symbol.asyncDispose]());
const { admin, owner, db } = counter;

let id: ProductId;
let code = 0;
beforeEach(async () => {
  const product = await aProduct(db, {
    ...{ code: `E${++code}`, name: "Canva <Pro>", price: rupiah(10_000) },
  });
  id = product.id;
  for (const guest of [admin, owner]) {
    await guest.says("/cancel");
    await guest.says("/language");
    await guest.taps("🇮🇩 Bahasa Indonesia");
  }
});

describe("a product is edited field by field", () => {
  test("its price, and the audit log keeps what it was", async () => {
    await opens(admin);
    await admin.taps("✏️ Ubah");
    await admin.taps("Harga");
    expect(admin.lastMessage).toContain("Sekarang: Rp10.000");
    await admin.says("mahal");
    expect(admin.lastMessage).toContain("Harga belum terbaca");
    await admin.says("15rb");
    expect(admin.lastMessage).toContain("Harga: Rp15.000");
    const [entry] = await audit();
    expect(entry).toMatchObject({ before: { price: 10_000 }, after: { price: 15_000 } });
  });

  test("tiers, a picture, and emptied again", async () => {
    await edits(admin, "Harga grosir", "5 = 9rb\n10 = 8500");
    expect(admin.lastMessage).toContain("mulai 10 → Rp8.500");
    await chooses(admin, "Gambar");
    await admin.sendsPhoto();
    expect(admin.lastMessage).toContain("🖼 Bergambar");
    await chooses(admin, "Gambar");
    await admin.taps("🧹 Kosongkan");
    expect(admin.lastMessage).not.toContain("🖼 Bergambar");
  });

  test("terms are shown whole, however long, to be copied and sent back changed", async () => {
    const terms = `Satu <bulan> & ${"x".repeat(3_470)} tamat`;
    await edits(admin, "SNK", terms);
    await chooses(admin, "SNK");
    expect(admin.lastMessage).toContain(terms);
    await admin.says("/cancel");
  });

  test("a code that is taken leads to the product that has it", async () => {
    const other = await aProduct(db, { code: `TAKEN${code}`, name: "Yang Punya" });
    await edits(admin, "Kode", other.code.toLowerCase());
    expect(admin.lastMessage).toContain("sudah dipakai Yang Punya");
    await admin.taps("📦 Buka produk itu");
    expect(admin.lastMessage).toContain("Yang Punya");
  });

  test("in English too", async () => {
    await admin.says("/language");
    await admin.taps("🇬🇧 English");
    await opens(admin);
    await admin.taps("✏️ Edit");
    await admin.taps("Name");
    await admin.says("New 🎉 name");
    expect(admin.sees).toContain("Name saved.");
    expect(admin.lastMessage).toContain("New 🎉 name");
  });

  test("a question left for another menu is kept, over a restart too", async () => {
    await chooses(admin, "Deskripsi");
    await admin.says("/admin");
    await counter.restart();
    await admin.taps("▶️ Lanjutkan");
    await admin.says("Akun pribadi, 1 bulan");
    expect(admin.lastMessage).toContain("Akun pribadi, 1 bulan");
  });
});

describe("two admins at the same field", () => {
  test("the second sees what the first did before he overwrites it, and the owner hears", async () => {
    await chooses(owner, "Nama");
    await edits(admin, "Nama", "Nama Admin");
    await owner.says("Nama Pemilik");
    expect(owner.lastMessage).toContain("baru saja diubah orang lain");
    expect(owner.lastMessage).toContain("Mas Admin");
    expect(owner.lastMessage).toContain("Canva <Pro> → Nama Admin");
    await owner.taps("✍️ Timpa");
    expect(owner.lastMessage).toContain("Nama Pemilik");
    expect(counter.collisions).toMatchObject([{ productId: id, field: "name", actorId: owner.id }]);
    const told = await db.execute(
      sql`select 1 from outbox where dedupe_key like 'edited_by_two:%'`,
    );
    expect(told).not.toHaveLength(0);
  });

  test("or leaves it as it is", async () => {
    await chooses(owner, "Nama");
    await edits(admin, "Nama", "Nama Admin");
    await owner.says("Nama Pemilik");
    await owner.taps("↩️ Biarkan");
    expect(owner.lastMessage).toContain("Nama Admin");
  });

  test("a third change is shown before it is lost too", async () => {
    await chooses(owner, "Nama");
    await edits(admin, "Nama", "Satu");
    await owner.says("Punyaku");
    await edits(admin, "Nama", "Dua");
    await owner.taps("✍️ Timpa");
    expect(owner.lastMessage).toContain("Satu → Dua");
    await owner.taps("✍️ Timpa");
    expect(owner.lastMessage).toContain("Punyaku");
  });

  test("different fields are in nobody's way", async () => {
    await chooses(owner, "Deskripsi");
    await edits(admin, "Nama", "Nama Lain");
    await owner.says("Deskripsi baru");
    expect(owner.lastMessage).toContain("Nama Lain");
    expect(owner.lastMessage).toContain("Deskripsi baru");
  });
});

describe("a product comes and goes", () => {
  test("taken off the shelf and put back by two admins who do not see each other", async () => {
    await opens(admin);
    await opens(owner);
    await owner.taps("⚪ Hentikan");
    await admin.taps("⚪ Hentikan");
    expect(admin.toast).toContain("Baru saja diubah oleh Ibu Pemilik");
    expect(admin.buttons).toContain("🟢 Jual");
  });

  test("a copy has a code of its own and is not on sale", async () => {
    await opens(admin);
    await admin.taps("📑 Salin");
    await admin.says(`E${code}`);
    expect(admin.lastMessage).toContain("sudah dipakai");
    await admin.says(`E${code}-COPY`);
    expect(admin.lastMessage).toContain(`E${code}-COPY`);
    expect(admin.lastMessage).toContain("⚪ Tidak dijual");
  });

  test("without sales it is deleted for good, once that was confirmed", async () => {
    await opens(admin);
    await admin.taps("🗑 Hapus");
    expect(admin.lastMessage).toContain("belum pernah terjual");
    await admin.taps("🗑 Ya, hapus");
    expect(admin.lastMessage).toContain("dihapus");
    expect(await db.execute(sql`select 1 from products where id = ${id}`)).toHaveLength(0);
  });

  test("with sales it is archived, says so, and can come back", async () => {
    await anOrder(db, { customerId: await aCustomer(db), productId: id });
    await opens(admin);
    await admin.taps("🗑 Hapus");
    expect(admin.lastMessage).toContain("akan diarsipkan");
    await admin.taps("🗑 Ya, hapus");
    expect(admin.lastMessage).toContain("diarsipkan karena punya riwayat penjualan");
    await opens(admin);
    await admin.taps("♻️ Pulihkan");
    expect(admin.lastMessage).toContain("⚪ Tidak dijual");
  });
});

// --- internal ---

type Guest = typeof admin;

async function opens(guest: Guest): Promise<void> {
  await guest.forges(adminProductButton.data({ id }));
}

async function chooses(guest: Guest, field: string): Promise<void> {
  await opens(guest);
  await guest.taps(/Ubah/);
  await guest.taps(field);
}

async function edits(guest: Guest, field: string, value: string): Promise<void> {
  await chooses(guest, field);
  await guest.says(value);
}

function audit() {
  return db.execute<{ before: unknown; after: unknown }>(sql`
    select before, after from audit_log where subject = ${`product:${id}`} order by id desc limit 1`);
}
