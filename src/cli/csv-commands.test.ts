import { afterAll, afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desc, eq } from "drizzle-orm";
import { productContents, products } from "../../db/schema/catalog.ts";
import { auditLog } from "../../db/schema/people.ts";
import { parseCsv } from "../lib/csv.ts";
import { aCustomer, anOrder, aProduct } from "../testing/catalog-factories.ts";
import { runProgram } from "../testing/run-program.ts";
import { testDatabase } from "../testing/test-database.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "csv-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const env = {
  DATABASE_URL: database.url,
  DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
  BOT_TIMEZONE: "Asia/Jakarta",
  TELEGRAM_OWNER_IDS: "1",
};
const run = (...args: string[]) => runProgram(args, env, { cwd });
const write = (name: string, text: string) => writeFileSync(join(cwd, name), text);
const rowsIn = async (name: string) => {
  const rows = await Array.fromAsync(parseCsv([readFileSync(join(cwd, name))]));
  return rows.map((row) => ("cells" in row ? [...row.cells] : [row.problem]));
};

test("products come in from a spreadsheet: first the preview, then --yes", async () => {
  write(
    "katalog.csv",
    [
      "kode;nama;harga;kategori;aktif",
      "NF1;Netflix 1 Bulan;Rp 25.000;Streaming;ya",
      'SP1;"Spotify; keluarga";15rb;;ya',
      "nf1;Sekali lagi;1000;;ya",
      "XX1;;1000;;ya",
      "YY1;Tanpa harga;gratis;;ya",
      "ZZ1;Kurang;1000",
    ].join("\r\n"),
  );
  const preview = await run("import", "products", "katalog.csv", "--create-categories");
  expect(preview.code).toBe(1);
  expect(preview.stdout).toBe(
    [
      "line 4: this code stands further up in the file",
      "line 5: name is missing",
      "line 6: price is not what it may be",
      "line 7: not as many cells as the first line has columns",
      "Would do: 2 created, 0 updated, 1 new categories, 4 lines refused.",
      "",
    ].join("\n"),
  );
  expect(await db.$count(products)).toBe(0);

  const done = await run("import", "products", "katalog.csv", "--create-categories", "--yes");
  expect(done.stdout).toContain("Done: 2 created");
  const rows = await db.select().from(products).orderBy(products.id);
  expect(rows.map(({ code, name, price }) => [code, name, price as number])).toEqual([
    ["NF1", "Netflix 1 Bulan", 25_000],
    ["SP1", "Spotify; keluarga", 15_000],
  ]);

  write("harga.csv", "code,price\nNF1,27500\nTidakAda,1000\n");
  const edited = await run("import", "products", "harga.csv", "--update", "--yes", "--json");
  expect(JSON.parse(edited.stdout)).toEqual({
    ...{ applied: true, created: 0, updated: 1, refused: 1, newCategories: 0 },
    lines: [{ line: 3, reason: "missing_value", column: "name" }],
  });
  const [netflix] = await db.select().from(products).where(eq(products.code, "NF1"));
  expect(netflix).toMatchObject({ price: 27_500, name: "Netflix 1 Bulan" });
}, 30_000);

test.each([
  ["kode;nama;warna\nA;B;C", 'columns that are not known or there twice: "warna"'],
  ["kode;nama;kode;harga\n", 'there twice: "kode"'],
  ["nama\nB", 'missing: "code", "price"'],
  ["", 'missing: "code", "name", "price"'],
  ["\u0000\u0001", "The file is no UTF-8 text."],
])(
  "a file that begins with %p is refused whole",
  async (text, told) => {
    write("f.csv", text);
    const { code, stdout, stderr } = await run("import", "products", "f.csv", "--yes");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(told);
  },
  20_000,
);

test("stock for several products comes in at once, and every refused line has its reason", async () => {
  await aProduct(db, { code: "ST1" });
  await aProduct(db, { code: "ST2", stock: 1 });
  await aProduct(db, { code: "SH1", kind: "shared" });
  write(
    "stok.csv",
    [
      "product,content",
      "ST1,akun-a:pw",
      'st2,"dua baris',
      'pw: ""x"""',
      "ST1,akun-b:pw",
      "ST2,akun-a:pw",
      "ST2,ST2-1",
      "SH1,apa saja",
      "ADA,apa saja",
      "ST1,",
      'ST1,sa"lah',
      "ST1,akun-c:pw",
    ].join("\n"),
  );
  const before = await db.$count(productContents);
  const preview = await run("import", "stock", "stok.csv");
  expect(preview.code).toBe(1);
  expect(preview.stdout).toBe(
    [
      "line 6: the same content stands further up in the file",
      "line 7: the shop has this content in stock",
      "line 8: this product is shared or a file, and takes no units",
      "line 9: there is no product with this code",
      "line 10: there is no content",
      "line 11: a quotation mark in the wrong place (inside a quoted cell it is written twice)",
      "ST1: 3 units",
      "ST2: 1 units",
      "Would do: 4 units added, 6 lines refused.",
      "",
    ].join("\n"),
  );
  expect(preview.stdout + preview.stderr).not.toContain("akun");
  expect(await db.$count(productContents)).toBe(before);

  const done = await run("import", "stock", "stok.csv", "--yes");
  expect(done.stdout).toContain("Done: 4 units added, 6 lines refused.");
  expect(await db.$count(productContents)).toBe(before + 4);
  const again = await run("import", "stock", "stok.csv", "--yes", "--json");
  expect(JSON.parse(again.stdout)).toMatchObject({ applied: true, added: 0, refused: 10 });
}, 30_000);

test("exported stock is asked for, closed to others, audited, and comes back as it was", async () => {
  await aProduct(db, { code: "EX1" });
  const goods = ["=HYPERLINK(1)", "-123:abc", "'=tadi", "a,b;c", "baris 1\nbaris 2", "biasa"];
  write("masuk.csv", `content\n${goods.map((each) => `"${each}"`).join("\n")}\n`);
  // A cell that begins with an apostrophe before a formula is one that an export wrote.
  write("masuk.csv", readFileSync(join(cwd, "masuk.csv"), "utf8").replace("'=tadi", "''=tadi"));
  expect((await run("import", "stock", "masuk.csv", "--product", "EX1", "--yes")).code).toBe(0);

  const refused = await run("export", "stock", "stok.csv");
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(readdirSync(cwd)).not.toContain("stok.csv");

  const done = await run("export", "stock", "stok.csv", "--yes", "--json");
  expect(done.code).toBe(0);
  expect(statSync(join(cwd, "stok.csv")).mode & 0o777).toBe(0o600);
  const [entry] = await db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  expect(entry).toMatchObject({ action: "stock.exported", subject: "stock" });

  const rows = await rowsIn("stok.csv");
  const ours = rows.filter(([, product]) => product === "EX1");
  expect(ours).toHaveLength(goods.length);
  for (const cells of rows) for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  // What comes back is known, each and every one.
  const back = await run("import", "stock", "stok.csv", "--json");
  const told = JSON.parse(back.stdout);
  expect(told).toMatchObject({ applied: false, added: 0, refused: rows.length - 1 });
  expect(new Set(told.lines.map(({ reason }: { reason: string }) => reason))).toEqual(
    new Set(["in_stock"]),
  );
}, 30_000);

test("orders and customers are exported, and no name is a formula", async () => {
  const customerId = await aCustomer(db, { firstName: "=cmd|' /C calc'!A0", username: "siti" });
  const { id: productId } = await aProduct(db, { code: "OR1" });
  await anOrder(db, { customerId, productId, code: "INV-EXPORT1", quantity: 2, state: "expired" });
  const done = await run("export", "orders", "pesanan.csv");
  expect(done).toMatchObject({ code: 0, stderr: "" });
  const [columns = [], ...orders] = await rowsIn("pesanan.csv");
  const order = orders.find((cells) => cells[0] === "INV-EXPORT1") ?? [];
  const cell = (name: string) => order[columns.indexOf(name)];
  expect(cell("customer")).toBe("'=cmd|' /C calc'!A0");
  expect(cell("items")).toBe("Product × 2");
  expect([cell("total"), cell("state"), cell("paid_at")]).toEqual(["20000", "expired", ""]);
  expect(cell("created_at")).toBe("2026-01-05T10:00:00.000+07:00");

  const there = await run("export", "orders", "pesanan.csv");
  expect([there.code, there.stderr]).toEqual([
    1,
    "pesanan.csv is there. Give another name, or --yes to replace it.\n",
  ]);
  const customers = await run("export", "customers", "pelanggan.csv", "--json");
  expect(JSON.parse(customers.stdout)).toMatchObject({ file: "pelanggan.csv" });
  const [, ...people] = await rowsIn("pelanggan.csv");
  expect(people.find(([id]) => id === String(customerId))?.slice(0, 3)).toEqual([
    String(customerId),
    "siti",
    "'=cmd|' /C calc'!A0",
  ]);
}, 30_000);
