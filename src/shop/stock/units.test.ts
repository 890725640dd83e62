import { afterAll, expect, test } from "bun:test";
import { and, eq } from "drizzle-orm";
import { productContents, products, productTerms } from "../../../db/schema/catalog.ts";
import { orderItems } from "../../../db/schema/orders.ts";
import { auditLog } from "../../../db/schema/people.ts";
import { clockAt } from "../../lib/clock.ts";
import type { ContentId, OrderId, ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import {
  aCustomer,
  anOrder,
  aProduct,
  opening,
  testVault,
} from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { productIdentity } from "../catalog/product.ts";
import { storeProductFile } from "../catalog/set-product-file.ts";
import { productCard } from "../catalog/shelf.queries.ts";
import { maskContent } from "./content.ts";
import { type ExportedUnit, exportStock } from "./export-stock.ts";
import { goodsOf } from "./goods-of.ts";
import { quarantineUnits, releaseUnits, removeUnits, revealUnit } from "./handle-units.ts";
import { replaceUnit } from "./replace-unit.ts";
import { setCap } from "./set-cap.ts";
import { countAvailable, reserveStock, sellReserved } from "./stock.queries.ts";
import { countUnits, findUnitByContent, listUnits, searchUnits } from "./units.queries.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const deps = { db, clock: clockAt(opening), vault: testVault };
const actorId = 501;

const idsOf = async (productId: ProductId): Promise<ContentId[]> => {
  const rows = await db
    .select({ id: productContents.id })
    .from(productContents)
    .where(eq(productContents.productId, productId))
    .orderBy(productContents.id);
  return rows.map(({ id }) => id);
};

async function aSale(productId: ProductId, quantity = 1): Promise<OrderId> {
  const customerId = await aCustomer(db);
  const orderId = await anOrder(db, {
    ...{ customerId, productId, quantity },
    ...{ state: "paid", paidAt: opening },
  });
  await db.transaction(async (tx) => {
    await reserveStock(tx, { orderId, customerId, productId, quantity });
    await sellReserved(tx, { orderId, at: opening });
  });
  return orderId;
}

test("contents are masked in lists, and shown only when asked for, which is audited", async () => {
  const { id, code } = await aProduct(db, { code: "RAHASIA", stock: 3 });
  const page = await listUnits(deps, { productId: id, limit: 2 });
  expect(page.units.map(({ masked }) => masked)).toEqual(["RAH••••-3", "RAH••••-2"]);
  const rest = await listUnits(deps, { productId: id, limit: 2, before: page.next });
  expect(rest.units).toHaveLength(1);
  expect(rest.next).toBeNull();

  const [first] = await idsOf(id);
  expect(await revealUnit(deps, { contentId: first!, actorId })).toEqual({
    ok: true,
    value: `${code}-1`,
  });
  const revealed = and(
    eq(auditLog.subject, `content:${first}`),
    eq(auditLog.action, "stock.revealed"),
    eq(auditLog.actorId, actorId),
  );
  expect(await db.$count(auditLog, revealed)).toBe(1);
});

test.each([
  ["abc", "••••••"],
  ["1234567", "••••••"],
  ["ani@mail.id:rahasia", "ani••••ia"],
  ["baris satu\nbaris dua", "bar••••tu"],
])("%s is masked", (content, masked) => {
  expect(maskContent(content)).toBe(masked);
});

test("a unit is found by its exact content at once, and by a part of it page by page", async () => {
  const { id } = await aProduct(db, { code: "CARI", stock: 25 });
  expect(await findUnitByContent(deps, " CARI-7 ")).toMatchObject({ productId: id });
  expect(await findUnitByContent(deps, "CARI-")).toBeUndefined();
  const found = await searchUnits(deps, { productId: id, text: "cari-2", limit: 10 });
  expect(found.units).toHaveLength(7);
  expect(found.next).toBeNull();
  const look = { productId: id, text: "CARI-1", limit: 10, look: 10 };
  let page = await searchUnits(deps, look);
  let units = page.units.length;
  while (page.next) {
    page = await searchUnits(deps, { ...look, before: page.next });
    units += page.units.length;
  }
  expect(units).toBe(11);
});

test("units in quarantine are not for sale until they are released", async () => {
  const { id } = await aProduct(db, { stock: 3 });
  const ids = await idsOf(id);
  const two = { contentIds: ids.slice(0, 2), actorId, note: "keluhan" };
  expect(await quarantineUnits(deps, two)).toEqual({ changed: 2, unchanged: 0 });
  expect(await countAvailable(db, id)).toBe(1);
  expect(await quarantineUnits(deps, two)).toEqual({ changed: 0, unchanged: 2 });
  expect(await releaseUnits(deps, { contentIds: ids, actorId })).toEqual({
    changed: 2,
    unchanged: 1,
  });
  expect(await countAvailable(db, id)).toBe(3);
});

test("a unit that somebody bought is not removed with the others", async () => {
  const { id } = await aProduct(db, { stock: 3 });
  await aSale(id);
  const ids = await idsOf(id);
  expect(await removeUnits(deps, { contentIds: ids, actorId })).toEqual({
    changed: 2,
    unchanged: 1,
  });
  expect(await countUnits(db, id)).toMatchObject({ available: 0, sold: 1 });
});

test("an export has every unit that was asked for", async () => {
  const { id, code } = await aProduct(db, { stock: 2_100 });
  await aSale(id);
  const exported: ExportedUnit[] = [];
  for await (const unit of exportStock(deps, { productId: id, states: ["available"], actorId })) {
    exported.push(unit);
  }
  expect(exported).toHaveLength(2_099);
  expect(exported[0]).toMatchObject({ productCode: code, content: `${code}-2`, addedAt: opening });
});

test("a faulty unit is replaced by another one and never sold again", async () => {
  const { id, code } = await aProduct(db, { stock: 2 });
  const orderId = await aSale(id);
  const [faulty] = await idsOf(id);
  const replace = (contentId: ContentId) =>
    db.transaction((tx) => replaceUnit(tx, { contentId, at: opening, actorId, note: "mati" }));
  const replaced = await replace(faulty!);
  expect(replaced).toMatchObject({ ok: true, value: { orderId, productId: id } });
  const [goods] = await goodsOf(db, testVault, orderId);
  expect(goods?.units.map(({ content }) => content)).toEqual([`${code}-2`]);
  expect(await countUnits(db, id)).toMatchObject({ retired: 1, sold: 1, available: 0 });

  expect(await replace(faulty!)).toMatchObject({ reason: "not_sold" });
  const [, second] = await idsOf(id);
  expect(await replace(second!)).toMatchObject({ reason: "no_stock" });
  const back = db
    .update(productContents)
    .set({ state: "sold" })
    .where(eq(productContents.id, faulty!));
  const refused: unknown = await back.then(
    () => "it was allowed",
    (error) => error.cause.constraint_name,
  );
  expect(refused).toBe("product_contents_stay_sold");
});

test("the goods of an order: units, a link and a file, with instructions and terms", async () => {
  const customerId = await aCustomer(db);
  const account = await aProduct(db, { code: "AKUN", stock: 3, instructions: "Login dulu" });
  await db.insert(productTerms).values({ productId: account.id, content: "Kirim bukti" });
  const link = await aProduct(db, { kind: "shared" });
  const sharedContent = testVault.seal("https://example.org/x", productIdentity(link.id));
  await db.update(products).set({ sharedContent }).where(eq(products.id, link.id));
  const file = await aProduct(db, { kind: "file" });
  const pdf = { name: "buku.pdf", mime: "application/pdf", bytes: Buffer.from("isi") };
  await storeProductFile({ tx: db, vault: testVault }, file.id, pdf);

  const orderId = await anOrder(db, { customerId, productId: account.id, quantity: 2 });
  for (const { id: productId } of [link, file]) {
    const item = { orderId, productId, productName: "P", kind: "shared", quantity: 1 };
    await db.insert(orderItems).values({ ...item, unitPrice: rupiah(1_000) });
  }
  await db.transaction((tx) =>
    reserveStock(tx, { orderId, customerId, productId: account.id, quantity: 2 }),
  );
  expect(await goodsOf(db, testVault, orderId)).toEqual([]);

  await db.execute(`update orders set state = 'paid', paid_at = now() where id = ${orderId}`);
  await db.transaction((tx) => sellReserved(tx, { orderId, at: opening }));
  const goods = await goodsOf(db, testVault, orderId);
  expect(goods[0]).toMatchObject({
    quantity: 2,
    instructions: "Login dulu",
    terms: "Kirim bukti",
    units: [{ content: "AKUN-1" }, { content: "AKUN-2" }],
    text: null,
    file: null,
  });
  expect(goods[1]).toMatchObject({ units: [], text: "https://example.org/x" });
  expect(goods[2]?.file).toMatchObject({ name: "buku.pdf" });
});

test("a link may be sold so many times, and the cap moves between what is taken and for ever", async () => {
  const { id } = await aProduct(db, { kind: "shared" });
  const sharedContent = testVault.seal("https://example.org/y", productIdentity(id));
  await db.update(products).set({ sharedContent }).where(eq(products.id, id));
  const cap = (to: number | null) => setCap(deps, { productId: id, cap: to, actorId });
  const stock = async () => (await productCard(db, id))?.stock;

  expect(await stock()).toBe("unlimited");
  expect(await cap(5)).toMatchObject({ ok: true });
  expect(await stock()).toBe(5);
  const orderId = await aSale(id, 3);
  expect(await stock()).toBe(2);
  const [goods] = await goodsOf(db, testVault, orderId);
  expect(goods).toMatchObject({ units: [], text: "https://example.org/y", quantity: 3 });

  expect(await cap(2)).toMatchObject({ ok: false, reason: "more_are_taken", detail: { least: 3 } });
  expect(await cap(3)).toMatchObject({ ok: true });
  expect(await stock()).toBe(0);
  expect(await cap(10)).toMatchObject({ ok: true });
  expect(await stock()).toBe(7);
  expect(await cap(null)).toMatchObject({ ok: true });
  expect(await stock()).toBe("unlimited");
  expect(await cap(0)).toMatchObject({ reason: "out_of_range" });
});

test("orders from before the cap have their copies under it, and lose none when it is lifted", async () => {
  const customerId = await aCustomer(db);
  const { id: productId } = await aProduct(db, { kind: "shared" });
  await anOrder(db, { customerId, productId, quantity: 2, state: "paid", paidAt: opening });
  const open = await anOrder(db, { customerId, productId, quantity: 3 });
  await anOrder(db, { customerId, productId, quantity: 7, state: "expired" });
  const cap = (to: number | null) => setCap(deps, { productId, cap: to, actorId });
  expect(await cap(4)).toMatchObject({ reason: "more_are_taken", detail: { least: 5 } });
  expect(await cap(6)).toMatchObject({ ok: true });
  expect(await countUnits(db, productId)).toMatchObject({ sold: 2, reserved: 3, available: 1 });
  expect(await cap(6)).toMatchObject({ ok: true });
  expect(await countUnits(db, productId)).toMatchObject({ sold: 2, reserved: 3, available: 1 });

  expect(await cap(null)).toMatchObject({ ok: true });
  expect(await countUnits(db, productId)).toMatchObject({ sold: 2, reserved: 0, available: 0 });
  expect(await db.transaction((tx) => sellReserved(tx, { orderId: open, at: opening }))).toBe(0);
});
