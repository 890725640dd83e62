import { afterAll, expect, test } from "bun:test";
import { and, desc, eq, sql } from "drizzle-orm";
import { products } from "../../../db/schema/catalog.ts";
import { auditLog } from "../../../db/schema/people.ts";
import { outbox } from "../../../db/schema/queues.ts";
import { voucherProducts, vouchers } from "../../../db/schema/vouchers.ts";
import { clockAt } from "../../lib/clock.ts";
import type { ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import {
  aCustomer,
  anOrder,
  aProduct,
  opening,
  testVault,
} from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { copyProduct } from "./copy-product.ts";
import { createProduct } from "./create-product.ts";
import { deleteProduct, restoreProduct } from "./delete-product.ts";
import { editProduct } from "./edit-product.ts";
import { openShared } from "./open-shared.ts";
import type { ProductValues } from "./product.ts";
import { findProduct, findProductByCode } from "./products.queries.ts";
import { readProductFile, setProductFile } from "./set-product-file.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const deps = { db, clock: clockAt(opening), vault: testVault };
const [ani, budi] = [501, 502];

const create = async (values: Partial<Parameters<typeof createProduct>[1]> & { code: string }) => {
  const created = await createProduct(deps, {
    name: "Netflix 1 bulan",
    price: 25_000,
    actorId: ani,
    ...values,
  });
  if (!created.ok) throw new Error(created.reason);
  return created.value;
};
const edit = (
  productId: ProductId,
  version: number,
  values: ProductValues,
  more: { overwrite?: boolean; actorId?: number } = {},
) => editProduct(deps, { productId, version, values, actorId: ani, ...more });
const lastAudit = async (productId: ProductId) => {
  const subject = eq(auditLog.subject, `product:${productId}`);
  return (await db.select().from(auditLog).where(subject).orderBy(desc(auditLog.id)).limit(1))[0];
};

test("a product is made with all it needs", async () => {
  const id = await create({
    code: "NET1",
    description: "Akun premium",
    terms: "Kirim bukti login",
    tiers: [{ minQuantity: 5, unitPrice: 20_000 }],
  });
  expect(await findProduct(db, id)).toMatchObject({
    code: "NET1",
    price: rupiah(25_000),
    kind: "unique",
    terms: "Kirim bukti login",
    tiers: [{ minQuantity: 5, unitPrice: rupiah(20_000) }],
    version: 1,
    isActive: true,
    hasGoods: true,
  });
});

test("a code that is taken is refused, in capitals or not, and says by which product", async () => {
  const id = await create({ code: "TAKEN" });
  const again = await createProduct(deps, { code: "taken", name: "B", price: 1_000, actorId: ani });
  expect(again).toEqual({
    ok: false,
    reason: "duplicate_code",
    detail: {
      field: "code",
      duplicate: { productId: id, name: "Netflix 1 bulan", isArchived: false },
    },
  });
  const other = await create({ code: "OTHER" });
  expect(await edit(other, 1, { code: "Taken" })).toMatchObject({
    ok: false,
    reason: "duplicate_code",
    detail: { duplicate: { productId: id } },
  });
  expect(await findProduct(db, other)).toMatchObject({ code: "OTHER", version: 1 });
});

test("an edit is audited with what it was and what it is", async () => {
  const id = await create({ code: "AUDIT" });
  expect(await edit(id, 1, { price: 30_000, terms: "Baru" })).toMatchObject({ ok: true });
  expect(await lastAudit(id)).toMatchObject({
    action: "product.edited",
    actorId: ani,
    before: { price: 25_000, terms: null },
    after: { price: 30_000, terms: "Baru", version: 2 },
  });
});

test("who edits what another changed meanwhile is shown that change, and may overwrite it", async () => {
  const id = await create({ code: "BOTH" });
  await edit(id, 1, { price: 30_000 }, { actorId: ani });
  const refused = await edit(id, 1, { price: 28_000 }, { actorId: budi });
  expect(refused).toMatchObject({
    ok: false,
    reason: "changed_meanwhile",
    detail: {
      current: { price: 30_000, version: 2 },
      changes: [{ actorId: ani, before: { price: 25_000 }, after: { price: 30_000 } }],
    },
  });
  expect(await findProduct(db, id)).toMatchObject({ price: 30_000 });

  const forced = await edit(id, 1, { price: 28_000 }, { actorId: budi, overwrite: true });
  expect(forced).toMatchObject({
    ok: true,
    value: { overwrote: true, product: { price: 28_000 } },
  });
  const told = and(eq(outbox.kind, "admin_attention"), eq(outbox.chatId, 0));
  expect(await db.$count(outbox, told)).toBe(1);
});

test("of two edits at the same instant one is told about the other", async () => {
  const id = await create({ code: "RACE" });
  const both = await Promise.all([
    edit(id, 1, { price: 1_000 }, { actorId: ani }),
    edit(id, 1, { price: 2_000 }, { actorId: budi }),
  ]);
  expect(both.map((result) => (result.ok ? "ok" : result.reason)).sort()).toEqual([
    "changed_meanwhile",
    "ok",
  ]);
});

test("the text of a shared product is sealed, and no copy of it is in the audit log", async () => {
  const link = "https://example.org/invite/secret-link";
  const id = await create({ code: "LINK", kind: "shared", sharedContent: link });
  await edit(id, 1, { sharedContent: `${link}-2` });
  expect(await openShared(db, testVault, id)).toBe(`${link}-2`);
  const [row] = await db.select().from(products).where(eq(products.id, id));
  expect(row?.sharedContent).not.toContain("secret");
  const audits = await db.execute(
    sql`select 1 from audit_log where before::text like '%secret-link%' or after::text like '%secret-link%'`,
  );
  expect(audits).toHaveLength(0);
  expect(JSON.stringify(await findProduct(db, id))).not.toContain(row?.sharedContent ?? "");
});

test("a copy has everything but the units, and is not yet on sale", async () => {
  const id = await create({
    code: "FILE1",
    kind: "file",
    tiers: [{ minQuantity: 2, unitPrice: 9 }],
  });
  const bytes = new TextEncoder().encode("isi e-book");
  const file = { name: "buku.pdf", mime: "application/pdf", bytes };
  expect(await setProductFile(deps, { productId: id, file, actorId: ani })).toMatchObject({
    ok: true,
  });
  const copied = await copyProduct(deps, { productId: id, code: "FILE2", actorId: ani });
  if (!copied.ok) throw new Error(copied.reason);
  expect(await findProduct(db, copied.value)).toMatchObject({
    name: "Netflix 1 bulan",
    isActive: false,
    kind: "file",
    hasGoods: true,
    tiers: [{ minQuantity: 2 }],
  });
  const read = await readProductFile({ queryable: db, vault: testVault }, copied.value);
  expect(read?.name).toBe("buku.pdf");
  expect(Buffer.from(read?.bytes ?? []).toString()).toBe("isi e-book");
});

test("a product that nothing names is deleted together with its unsold units", async () => {
  const { id } = await aProduct(db, { stock: 3 });
  expect(await deleteProduct(deps, { productId: id, actorId: ani })).toEqual({
    ok: true,
    value: { outcome: "deleted", unsoldUnits: 3 },
  });
  expect(await findProduct(db, id)).toBeUndefined();
});

test("a product with an order is archived, keeps its code, and can come back", async () => {
  const customerId = await aCustomer(db);
  const { id, code } = await aProduct(db);
  await anOrder(db, { customerId, productId: id });
  expect(await deleteProduct(deps, { productId: id, actorId: ani })).toMatchObject({
    value: { outcome: "archived" },
  });
  expect((await findProductByCode(db, code))?.archivedAt).not.toBeNull();
  expect(await restoreProduct(deps, { productId: id, actorId: ani })).toMatchObject({ ok: true });
  expect(await findProduct(db, id)).toMatchObject({ archivedAt: null, isActive: false });
});

test("a product that a voucher is limited to is archived: the voucher must not open for all", async () => {
  const { id } = await aProduct(db);
  const [voucher] = await db
    .insert(vouchers)
    .values({ code: "HEMAT", kind: "percent", value: rupiah(10), createdAt: opening })
    .returning({ id: vouchers.id });
  await db.insert(voucherProducts).values({ voucherId: voucher!.id, productId: id });
  expect(await deleteProduct(deps, { productId: id, actorId: ani })).toMatchObject({
    value: { outcome: "archived" },
  });
});
