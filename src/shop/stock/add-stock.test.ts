import { afterAll, expect, test } from "bun:test";
import { and, desc, eq } from "drizzle-orm";
import { productContents, products } from "../../../db/schema/catalog.ts";
import { auditLog } from "../../../db/schema/people.ts";
import { outbox } from "../../../db/schema/queues.ts";
import { clockAt } from "../../lib/clock.ts";
import type { ProductId } from "../../lib/ids.ts";
import {
  aCustomer,
  anOrder,
  aProduct,
  opening,
  testVault,
} from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { addStock } from "./add-stock.ts";
import { previewStock, type RefusedLine } from "./preview-stock.ts";
import { countAvailable, reserveStock, sellReserved } from "./stock.queries.ts";
import { undoImport } from "./undo-import.ts";
import { watchStock } from "./watch-stock.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const clock = clockAt(opening);
const deps = { db, clock, vault: testVault };

const add = async (productId: ProductId, lines: readonly string[]) => {
  const added = await addStock(deps, { productId, lines, actorId: 501 });
  if (!added.ok) throw new Error(added.reason);
  return added.value;
};
const sell = async (productId: ProductId, quantity: number) => {
  const customerId = await aCustomer(db);
  const orderId = await anOrder(db, { customerId, productId, quantity, paidAt: opening });
  await db.transaction(async (tx) => {
    await reserveStock(tx, { orderId, customerId, productId, quantity });
    await sellReserved(tx, { orderId, at: opening });
  });
  return orderId;
};
const states = async (productId: ProductId) => {
  const rows = await db
    .select({ state: productContents.state })
    .from(productContents)
    .where(eq(productContents.productId, productId))
    .orderBy(productContents.id);
  return rows.map(({ state }) => state);
};

test("the preview tells what is new, twice, known, sold before and malformed, line by line", async () => {
  const { id } = await aProduct(db);
  const { id: other } = await aProduct(db);
  await add(id, ["akun-1:a", "akun-2:b"]);
  await sell(id, 1);
  await add(other, ["akun-3:c"]);
  const heard: RefusedLine[] = [];
  const preview = await previewStock(deps, {
    lines: [
      "\uFEFFakun-4:d",
      " akun-4:d\r",
      "akun-1:a",
      "akun-2:b",
      "akun-3:c",
      "",
      "x".repeat(4_001),
      "akun\u0000-5",
      "akun-6:f",
      "",
      "",
    ],
    onRefused: (line) => heard.push(line),
  });
  expect(preview).toMatchObject({
    fresh: 2,
    duplicatesInFile: 1,
    inStock: 2,
    soldBefore: 1,
    malformed: 3,
  });
  expect(heard).toEqual([
    { line: 2, reason: "duplicate_in_file" },
    { line: 3, reason: "sold_before" },
    { line: 4, reason: "in_stock" },
    { line: 5, reason: "in_stock" },
    { line: 6, reason: "empty" },
    { line: 7, reason: "too_long" },
    { line: 8, reason: "control_characters" },
  ]);
  expect(await countAvailable(db, id)).toBe(1);
});

test("what is confirmed is what the preview said, in the order of the file, and sealed", async () => {
  const { id } = await aProduct(db);
  const lines = ["zeta", "alfa", "", "zeta", "mike"];
  const { fresh } = await previewStock(deps, { lines });
  expect(await add(id, lines)).toMatchObject({ added: fresh, skipped: 2 });
  const rows = await db
    .select()
    .from(productContents)
    .where(eq(productContents.productId, id))
    .orderBy(productContents.id);
  const opened = rows.map(({ content, fingerprint }) =>
    testVault.open(content ?? "", `content:${fingerprint?.toString("hex")}`),
  );
  expect(opened).toEqual(["zeta", "alfa", "mike"]);
  expect(rows.some(({ content }) => content?.includes("zeta"))).toBe(false);
});

test("goods that were sold once are never added again, to no product", async () => {
  const { id } = await aProduct(db);
  const { id: other } = await aProduct(db);
  await add(id, ["once-only"]);
  await sell(id, 1);
  expect(
    await addStock(deps, { productId: other, lines: ["once-only"], actorId: 501 }),
  ).toMatchObject({
    ok: false,
    reason: "nothing_new",
  });
});

test("two admins who add the same file at once add it once", async () => {
  const { id } = await aProduct(db);
  const lines = Array.from({ length: 2_500 }, (_, n) => `sama-${n}`);
  const both = await Promise.all([
    addStock(deps, { productId: id, lines, actorId: 501 }),
    addStock(deps, { productId: id, lines: lines.toReversed(), actorId: 502 }),
  ]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await countAvailable(db, id, 5_000)).toBe(2_500);
});

test("an import reports how far it is, and one that breaks off leaves nothing", async () => {
  const { id } = await aProduct(db);
  const seen: number[] = [];
  const lines = function* () {
    for (let n = 0; n < 2_500; n++) yield `progress-${n}`;
    throw new Error("the connection to the file is gone");
  };
  const attempt = addStock(deps, {
    productId: id,
    lines: lines(),
    actorId: 501,
    onProgress: (progress) => seen.push(progress.added),
  });
  expect(await attempt.catch((error: Error) => error.message)).toContain("gone");
  expect(seen).toEqual([1_000, 2_000]);
  expect(await states(id)).toEqual([]);
});

test("an import is undone as far as nobody has it", async () => {
  const { id } = await aProduct(db);
  const { importId } = await add(id, ["u-1", "u-2", "u-3", "u-4"]);
  await sell(id, 1);
  const customerId = await aCustomer(db);
  const orderId = await anOrder(db, { customerId });
  await db.transaction((tx) =>
    reserveStock(tx, { orderId, customerId, productId: id, quantity: 1 }),
  );
  expect(await undoImport(deps, { importId, actorId: 501 })).toEqual({
    ok: true,
    value: { removed: 2, reserved: 1, sold: 1 },
  });
  expect(await states(id)).toEqual(["sold", "reserved"]);
  // What was never sold may come back.
  expect(await add(id, ["u-1", "u-3"])).toMatchObject({ added: 1 });
});

test("links and files take no units", async () => {
  const { id } = await aProduct(db, { kind: "shared" });
  expect(await addStock(deps, { productId: id, lines: ["a-unit"], actorId: 501 })).toMatchObject({
    reason: "takes_no_units",
  });
});

test("the audit log says that goods came, and never which", async () => {
  const { id } = await aProduct(db);
  await add(id, ["super-secret-goods"]);
  const [entry] = await db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  expect(entry).toMatchObject({ action: "stock.added", after: { added: 1, skipped: 0 } });
  expect(JSON.stringify(entry)).not.toContain("super-secret");
});

test("admins hear when stock becomes low and when it runs out, once each, and not when it returns", async () => {
  const { id } = await aProduct(db, { lowStockAt: 2, stockAlarm: "out" });
  const alarms = async () => {
    const mine = and(eq(outbox.kind, "admin_stock"), eq(outbox.lane, 2));
    const rows = await db.select({ body: outbox.body }).from(outbox).where(mine).orderBy(outbox.id);
    return rows
      .map(({ body }) => JSON.parse(body ?? "{}"))
      .filter(({ productId }) => productId === id)
      .map(({ alarm }) => alarm);
  };
  const watch = async () => {
    clock.advance(1_000);
    await db.transaction((tx) => watchStock(tx, [id], clock.now()));
  };
  await add(id, ["l-1", "l-2", "l-3", "l-4"]);
  expect(await alarms()).toEqual([]);
  await sell(id, 2);
  await watch();
  await watch();
  expect(await alarms()).toEqual(["low"]);
  await sell(id, 2);
  await watch();
  await watch();
  expect(await alarms()).toEqual(["low", "out"]);
  await add(id, ["l-5"]);
  expect(await alarms()).toEqual(["low", "out"]);
  const [row] = await db.select().from(products).where(eq(products.id, id));
  expect(row?.stockAlarm).toBe("low");
  await sell(id, 1);
  await watch();
  expect(await alarms()).toEqual(["low", "out", "out"]);
});
