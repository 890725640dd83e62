import { afterAll, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import { products } from "../../../db/schema/catalog.ts";
import { clockAt } from "../../lib/clock.ts";
import type { CategoryId } from "../../lib/ids.ts";
import { aProduct, opening } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { listProducts } from "./admin-products.queries.ts";
import { createCategory, deleteCategory, editCategory, moveCategory } from "./edit-categories.ts";
import { productCard, productCards, shelfCategories, shelfPage } from "./shelf.queries.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const deps = { db, clock: clockAt(opening) };
const actorId = 501;

const category = async (name: string): Promise<CategoryId> => {
  const created = await createCategory(deps, { name, emoji: "🎬", actorId });
  if (!created.ok) throw new Error(created.reason);
  return created.value.id;
};

test("only categories with something on the shelf are shown, in the admins' order", async () => {
  const [films, music, empty] = [
    await category("Film"),
    await category("Musik"),
    await category("Kosong"),
  ];
  await aProduct(db, { categoryId: films });
  await aProduct(db, { categoryId: films, isActive: false });
  await aProduct(db, { categoryId: music });
  await aProduct(db, { categoryId: empty, archivedAt: opening });
  const names = async () =>
    (await shelfCategories(db)).map(({ name, products }) => [name, products]);
  expect(await names()).toEqual([
    ["Film", 1],
    ["Musik", 1],
  ]);
  await moveCategory(deps, { categoryId: music, by: -1, actorId });
  expect(await names()).toEqual([
    ["Musik", 1],
    ["Film", 1],
  ]);
  await editCategory(deps, { categoryId: music, values: { isActive: false }, actorId });
  expect(await names()).toEqual([["Film", 1]]);
});

test("a category's name is taken once, and deleting it keeps its products", async () => {
  const id = await category("Game");
  const { id: productId } = await aProduct(db, { categoryId: id });
  expect(await createCategory(deps, { name: "GAME!", actorId })).toMatchObject({
    reason: "duplicate_name",
  });
  const other = await category("Aplikasi");
  expect(
    await editCategory(deps, { categoryId: other, values: { name: "game" }, actorId }),
  ).toMatchObject({ reason: "duplicate_name" });
  expect(await deleteCategory(deps, { categoryId: id, actorId })).toMatchObject({
    value: { products: 1 },
  });
  expect((await productCard(db, productId))?.categoryId).toBeNull();
});

test("a page that is gone because the catalogue shrank is the last one there is", async () => {
  const categoryId = await category("Halaman");
  const ids = [];
  for (let n = 0; n < 5; n++) ids.push((await aProduct(db, { categoryId, position: n })).id);
  const view = { categoryId, pageSize: 2 };
  expect(await shelfPage(db, { ...view, page: 2 })).toMatchObject({ page: 2, pages: 3, total: 5 });
  await db.update(products).set({ isActive: false }).where(eq(products.id, ids[4]!));
  const shrunk = await shelfPage(db, { ...view, page: 2 });
  expect(shrunk).toMatchObject({ page: 1, pages: 2, total: 4 });
  expect(shrunk.products.map(({ id }) => id)).toEqual([ids[2]!, ids[3]!]);
  expect(await shelfPage(db, { ...view, page: -7 })).toMatchObject({ page: 0 });
});

test("every word that is searched for is in the name or the code, and no sign is a wildcard", async () => {
  await aProduct(db, { code: "SPOT1", name: "Spotify Premium 3 bulan" });
  await aProduct(db, { code: "SPOT2", name: "Spotify Family 100%" });
  const find = async (search: string) =>
    (await shelfPage(db, { search, page: 0, pageSize: 10 })).products.map(({ code }) => code);
  expect(await find("premium SPOT")).toEqual(["SPOT1"]);
  expect(await find("100%")).toEqual(["SPOT2"]);
  expect(await find("%")).toEqual(["SPOT2"]);
  expect(await find("spot_")).toEqual([]);
  expect(await find("\\")).toEqual([]);
  expect(await find("' or 1=1 --")).toEqual([]);
});

test("stock is what can be bought: units, no end, or nothing without goods", async () => {
  const unique = await aProduct(db, { stock: 2 });
  const bareLink = await aProduct(db, { kind: "shared", bare: true });
  const link = await aProduct(db, { kind: "shared" });
  const bareFile = await aProduct(db, { kind: "file", bare: true });
  const file = await aProduct(db, { kind: "file" });
  const ids = [bareFile.id, link.id, bareLink.id, unique.id, file.id];
  const cards = await productCards(db, ids);
  expect(cards.map(({ id }) => id)).toEqual(ids);
  expect(cards.map(({ stock }) => stock)).toEqual([0, "unlimited", 0, 2, "unlimited"]);
});

test("an old button leads to a product that says it is no longer for sale", async () => {
  const { id } = await aProduct(db, { isActive: false });
  expect(await productCard(db, id)).toMatchObject({ isForSale: false });
});

test("admins see what is hidden, and what is archived when they ask for it", async () => {
  const categoryId = await category("Gudang");
  const shown = await aProduct(db, { categoryId });
  const hidden = await aProduct(db, { categoryId, isActive: false, stockAlarm: "out" });
  const archived = await aProduct(db, { categoryId, archivedAt: opening });
  const list = async (show?: "archived" | "hidden" | "low") =>
    (await listProducts(db, { categoryId, show, page: 0, pageSize: 10 })).products.map(
      ({ id }) => id,
    );
  expect(await list()).toEqual([shown.id, hidden.id]);
  expect(await list("hidden")).toEqual([hidden.id]);
  expect(await list("archived")).toEqual([archived.id]);
  expect(await list("low")).toEqual([]);
});
