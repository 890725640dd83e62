import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { ProductId } from "../../../lib/ids.ts";
import { aCustomer, anOrder, aProduct } from "../../../testing/catalog-factories.ts";
import { openCounter } from "../../../testing/counter-conversation.ts";
import { stockButton } from "../../buttons/admin-catalog-buttons.ts";

const counter = await openCounter();
afterAll(() => counter[Symbol.asyncDispose]());
const { admin, db } = counter;

let id: ProductId;
let round = 0;
beforeEach(async () => {
  round += 1;
  const product = await aProduct(db, { code: `S${round}`, name: `Vidio ${round} <TV>` });
  id = product.id;
  counter.troubles.length = 0;
  await admin.says("/cancel");
});

describe("stock comes in", () => {
  test("typed line by line, with a look at it before it is added", async () => {
    await opens();
    await admin.taps("➕ Tambah stok");
    await admin.says(`satu-${round}`);
    expect(admin.lastMessage).toContain("Baru: 1");
    await admin.says(`dua-${round}\nsatu-${round}`);
    expect(admin.sees).toContain("1 baris dobel dilewati");
    expect(admin.lastMessage).toContain("Baru: 2");
    expect(await available()).toBe(0);
    await admin.taps("✅ Tambahkan 2 item");
    expect(admin.lastMessage).toContain("2 item ditambahkan");
    expect(await available()).toBe(2);
  });

  test("as a file, whose lines are judged against all that was ever sold", async () => {
    await adds(`lama-${round}\njual-${round}`);
    await sellsTheNewest();
    await opens();
    await admin.taps("➕ Tambah stok");
    const lines = [`baru-${round}`, `lama-${round}`, `jual-${round}`, `baru-${round}`, "\u0001"];
    await admin.sendsDocument("stok.txt", lines.join("\n"));
    expect(admin.lastMessage).toContain("Baru: 1");
    expect(admin.lastMessage).toContain("baris 2: sudah ada di stok");
    expect(admin.lastMessage).toContain("baris 3: sudah pernah terjual");
    expect(admin.lastMessage).toContain("baris 4: sama dengan baris sebelumnya");
    expect(admin.lastMessage).toContain("baris 5: bukan teks");
    await admin.taps("✅ Tambahkan 1 item");
    expect(admin.lastMessage).toContain("1 item ditambahkan");
    expect(admin.lastMessage).toContain("4 dilewati");
  });

  test("50,000 lines in one file, with progress, and taken back while nobody has them", async () => {
    const lines = Array.from({ length: 50_000 }, (_, n) => `akun${round}-${n}@mail.id|sandi${n}`);
    await opens();
    await admin.taps("➕ Tambah stok");
    await admin.sendsDocument("besar.csv", `content\n${lines.join("\n")}\n`);
    expect(admin.lastMessage).toContain("Baru: 50.000");
    await admin.taps("✅ Tambahkan 50.000 item");
    expect(admin.person.shown(/Menambah stok/)).not.toHaveLength(0);
    expect(admin.lastMessage).toContain("50.000 item ditambahkan");
    expect(await available()).toBe(50_000);
    await admin.taps("↩️ Batalkan unggahan ini");
    expect(admin.lastMessage).toContain("50.000 item");
    await admin.taps("↩️ Ya, batalkan");
    expect(admin.lastMessage).toContain("50.000 item ditarik kembali");
    expect(await available()).toBe(0);
  }, 60_000);

  test("what is neither text nor a table is refused with what to do", async () => {
    await opens();
    await admin.taps("➕ Tambah stok");
    await admin.sendsPhoto();
    expect(admin.lastMessage).toContain("Foto dan stiker tidak bisa dibaca");
    await admin.sendsDocument("stok.xlsx", "PK\u0003\u0004");
    expect(admin.lastMessage).toContain("bukan .txt atau .csv");
    await admin.says("batal");
    expect(admin.lastMessage).toContain("Dibatalkan");
  });

  test("a process that dies at the file has added nothing, and the next one adds it once", async () => {
    await opens();
    await admin.taps("➕ Tambah stok");
    await admin.sendsDocument("stok.txt", `x-${round}\ny-${round}`);
    await db.execute(sql.raw(dieOnce));
    await admin.taps("✅ Tambahkan 2 item");
    expect(counter.troubles.join()).toContain("could not be read");
    expect(await available()).toBe(0);
    expect(await uploadsLeft()).toBe(1);
    await db.execute(sql`drop trigger dies on product_contents`);
    counter.clock.advance(60_000);
    await counter.restart();
    await counter.settled();
    expect(await available()).toBe(2);
    expect(await uploadsLeft()).toBe(0);
    expect(admin.sees.split(`2 item ditambahkan ke Vidio ${round}`)).toHaveLength(2);
  });

  test("a file that Telegram no longer has is given up in the end, and its admin told", async () => {
    await opens();
    await admin.taps("➕ Tambah stok");
    await admin.sendsDocument("stok.txt", `z-${round}`);
    counter.telegram.faults.add({ method: "getFile", kind: "400" });
    await admin.taps("✅ Tambahkan 1 item");
    for (let tries = 0; tries < 6; tries++) {
      counter.clock.advance(20 * 60_000);
      await counter.settled();
    }
    counter.telegram.faults.clear();
    expect(admin.lastMessage).toContain("tidak ada yang ditambahkan");
    expect(await available()).toBe(0);
  });
});

describe("units", () => {
  beforeEach(async () => {
    await adds(`rahasia-${round}-aa\nrahasia-${round}-bb`);
  });

  test("are masked until asked for, and the asking is written down", async () => {
    await opens();
    await admin.taps("📋 Lihat item");
    expect(admin.buttons.join()).toContain("rah••••bb");
    expect(admin.sees).not.toContain(`rahasia-${round}-bb`);
    await admin.taps(/rah••••bb/);
    await admin.taps("👁 Tampilkan isi");
    expect(admin.lastMessage).toContain(`rahasia-${round}-bb`);
    expect(await actions()).toContain("stock.revealed");
  });

  test("what every buyer gets is shown to who asks, and the asking is written down", async () => {
    await admin.says("/admin");
    await admin.taps("📦 Produk");
    await admin.taps("➕ Produk baru");
    for (const said of ["TAUTAN", "Tautan <grup>", "20rb", "-"]) await admin.says(said);
    await admin.taps("📝 Satu teks untuk semua");
    await admin.says("https://x.id/<a>");
    await admin.taps("✅ Simpan & jual");
    await admin.taps("📥 Stok");
    expect(admin.lastMessage).not.toContain("x.id");
    await admin.taps("👁 Tampilkan isi");
    expect(admin.lastMessage).toContain("https://x.id/<a>");
    const rows = await db.execute(
      sql`select actor_id from audit_log where action = 'product.goods_revealed'`,
    );
    expect(rows).toHaveLength(1);
    await admin.taps("⬅️ Kembali");
    expect(admin.lastMessage).toContain("Tautan <grup>");
  });

  test("are found by what is in them, go into quarantine and come back", async () => {
    await opens();
    await admin.taps("🔎 Cari isi");
    await admin.says(`RAHASIA-${round}-A`);
    await admin.taps(/rah••••aa/);
    await admin.taps("🚧 Karantina");
    expect(await available()).toBe(1);
    await admin.taps("🟢 Lepas ke stok");
    expect(await available()).toBe(2);
    expect(await actions()).toContain("stock.quarantined");
  });

  test("are removed for good, once that was confirmed", async () => {
    await opens();
    await admin.taps("🔎 Cari isi");
    await admin.says(`rahasia-${round}-aa`);
    await admin.taps("🗑 Hapus");
    expect(await available()).toBe(2);
    await admin.taps("🗑 Ya, hapus");
    expect(await available()).toBe(1);
  });

  test("that somebody has are left alone, whatever button is still on the screen", async () => {
    await opens();
    await admin.taps("🔎 Cari isi");
    await admin.says(`rahasia-${round}-aa`);
    await sellsTheNewest();
    await sellsTheNewest();
    await admin.taps("🚧 Karantina");
    expect(admin.toast).toContain("tidak diubah");
  });

  test("are exported as a document, which is written down", async () => {
    await opens();
    await admin.taps("⬇️ Ekspor");
    expect(admin.lastMessage).toContain("dicatat atas namamu");
    await admin.taps("⬇️ Ya, kirim filenya");
    const file = admin.person.last?.file;
    expect(file?.name).toBe(`S${round}-available.txt`);
    expect(new TextDecoder().decode(file?.bytes)).toContain(`rahasia-${round}-aa\n`);
    expect(await actions()).toContain("stock.exported");
  });
});

describe("in English", () => {
  test("stock is added and shown", async () => {
    const manager = counter.owner;
    await manager.says("/language");
    await manager.taps("🇬🇧 English");
    await manager.says("/admin");
    await manager.taps("📥 Stock");
    await manager.taps("🔎 Search");
    await manager.says(`vidio ${round}`);
    await manager.taps(new RegExp(`Vidio ${round} `));
    await manager.taps("➕ Add stock");
    await manager.says(`one-${round}\ntwo-${round}`);
    await manager.taps("✅ Add 2 items");
    expect(manager.lastMessage).toContain("2 items were added");
  });
});

test("who keeps the stock alone sees no products, and who buys sees neither", async () => {
  const keeper = counter.person("Penjaga");
  await keeper.says("/start");
  await db.execute(sql`
    insert into staff (telegram_id, name, rights, added_by, added_at)
    values (${keeper.id}, 'Penjaga', '{stock}', 9001, now())`);
  await keeper.says("/admin");
  expect(keeper.buttons).toEqual(["📥 Stok"]);
  const buyer = counter.person("Pembeli");
  await buyer.forges(stockButton.data({ product: id }));
  expect(buyer.sees).toBe("");
  expect(counter.refused.at(-1)).toMatchObject({ what: "ast", allow: "stock" });
});

// --- internal ---

const dieOnce = `
  create or replace function dies() returns trigger language plpgsql as
    $$ begin raise exception 'the server went away'; end $$;
  create trigger dies before insert on product_contents for each row execute function dies()`;

async function opens(): Promise<void> {
  await admin.forges(stockButton.data({ product: id }));
}

async function adds(lines: string): Promise<void> {
  await opens();
  await admin.taps("➕ Tambah stok");
  await admin.says(lines);
  await admin.taps(/^✅ Tambahkan/);
}

async function sellsTheNewest(): Promise<void> {
  const orderId = await anOrder(db, { customerId: await aCustomer(db), productId: id });
  await db.execute(sql`
    update product_contents set state = 'sold', sold_at = now(), order_id = ${orderId}
    where id = (select max(id) from product_contents
                where product_id = ${id} and state = 'available')`);
}

async function available(): Promise<number> {
  const [row] = await db.execute<{ units: number }>(sql`
    select count(*) as units from product_contents
    where product_id = ${id} and state = 'available'`);
  return row?.units ?? 0;
}

async function uploadsLeft(): Promise<number> {
  const rows = await db.execute(sql`select 1 from stock_uploads where product_id = ${id}`);
  return rows.length;
}

async function actions(): Promise<string[]> {
  const rows = await db.execute<{ action: string }>(sql`
    select action from audit_log order by id desc limit 3`);
  return rows.map(({ action }) => action);
}
