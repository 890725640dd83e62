import { afterAll, expect, test } from "bun:test";
import { eq, sql } from "drizzle-orm";
import { productContents } from "../../../db/schema/catalog.ts";
import { waitlist } from "../../../db/schema/orders.ts";
import type { CustomerId, OrderId, ProductId } from "../../lib/ids.ts";
import { aCustomer, anOrder, aProduct, opening } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { countAvailable, reserveStock, sellReserved } from "./stock.queries.ts";

const database = await testDatabase();
afterAll(database.close);
const { db, raw } = database;

const buy = (orderId: OrderId, customerId: CustomerId, productId: ProductId, quantity = 1) =>
  db.transaction((tx) => reserveStock(tx, { orderId, customerId, productId, quantity }));

test("two buyers and the last unit: one gets it while the other's transaction is still open", async () => {
  const [ani, budi] = [await aCustomer(db), await aCustomer(db)];
  const { id: productId } = await aProduct(db, { stock: 1 });
  const first = await anOrder(db, { customerId: ani });
  const second = await anOrder(db, { customerId: budi });
  await db.transaction(async (tx) => {
    expect(
      await reserveStock(tx, { orderId: first, customerId: ani, productId, quantity: 1 }),
    ).toBe(1);
    // Neither waits for the first nor gets the same unit.
    expect(await buy(second, budi, productId)).toBe(0);
  });
  expect(await countAvailable(db, productId)).toBe(0);
});

test("200 buyers at once and 100 units: exactly 100 are served, each with a unit of his own", async () => {
  const customerId = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 100 });
  const orders: OrderId[] = [];
  for (let n = 0; n < 200; n++) orders.push(await anOrder(db, { customerId }));
  const got = await Promise.all(orders.map((orderId) => buy(orderId, customerId, productId)));
  // A unit that another transaction holds at that moment is skipped, so that a second look is fair.
  const late = orders.filter((_, n) => got[n] === 0);
  for (const orderId of late) got.push(await buy(orderId, customerId, productId));
  expect(got.reduce((sum, units) => sum + units, 0)).toBe(100);
  const [row] = await raw`
    select count(*) as units, count(distinct order_id) as orders from product_contents
    where product_id = ${productId} and state = 'reserved'`;
  expect(row).toEqual({ units: 100, orders: 100 });
});

test("who asks for more than there is is told how many there are, and rolls back", async () => {
  const customerId = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 3 });
  const orderId = await anOrder(db, { customerId });
  const attempt = db.transaction(async (tx) => {
    const units = await reserveStock(tx, { orderId, customerId, productId, quantity: 5 });
    if (units < 5) throw new Error(`only ${units}`);
  });
  expect(await attempt.catch((error: Error) => error.message)).toBe("only 3");
  expect(await countAvailable(db, productId)).toBe(3);
});

test("the oldest units go first", async () => {
  const customerId = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 4 });
  const orderId = await anOrder(db, { customerId });
  await buy(orderId, customerId, productId, 2);
  const rows = await db
    .select({ state: productContents.state })
    .from(productContents)
    .where(eq(productContents.productId, productId))
    .orderBy(productContents.id);
  expect(rows.map(({ state }) => state)).toEqual([
    "reserved",
    "reserved",
    "available",
    "available",
  ]);
});

test("a unit that waits for a customer is his first, and nobody else's", async () => {
  const [waiting, other] = [await aCustomer(db), await aCustomer(db)];
  const { id: productId } = await aProduct(db, { stock: 2 });
  const [place] = await db
    .insert(waitlist)
    .values({ productId, customerId: waiting, state: "holding", createdAt: opening })
    .returning({ id: waitlist.id });
  await db.execute(sql`
    update product_contents set state = 'reserved', waitlist_id = ${place?.id}
    where id = (select max(id) from product_contents where product_id = ${productId})`);

  const others = await anOrder(db, { customerId: other });
  expect(await buy(others, other, productId, 2)).toBe(1);
  const his = await anOrder(db, { customerId: waiting });
  expect(await buy(his, waiting, productId, 1)).toBe(1);
  const [row] = await db.select().from(waitlist).where(eq(waitlist.id, place!.id));
  expect(row?.state).toBe("bought");
});

test("what was reserved for an order is sold once, and other orders' units are not", async () => {
  const customerId = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 2 });
  const paid = await anOrder(db, { customerId });
  const unpaid = await anOrder(db, { customerId });
  await buy(paid, customerId, productId);
  await buy(unpaid, customerId, productId);
  const sell = () => db.transaction((tx) => sellReserved(tx, { orderId: paid, at: opening }));
  expect(await sell()).toBe(1);
  expect(await sell()).toBe(0);
  const states = await db
    .select({ state: productContents.state })
    .from(productContents)
    .where(eq(productContents.productId, productId))
    .orderBy(productContents.id);
  expect(states.map(({ state }) => state)).toEqual(["sold", "reserved"]);
});

test.each([
  [
    "sold again to another order",
    sql`update product_contents set order_id = null, state = 'available'`,
  ],
  ["put into quarantine", sql`update product_contents set order_id = null, state = 'quarantined'`],
  ["given other contents", sql`update product_contents set fingerprint = '\\x00'`],
  ["deleted", sql`delete from product_contents`],
])("a unit that was sold can never be %s", async (_, statement) => {
  const customerId = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 1 });
  const orderId = await anOrder(db, { customerId });
  await buy(orderId, customerId, productId);
  await db.transaction((tx) => sellReserved(tx, { orderId, at: opening }));
  const attempt = db.execute(sql`${statement} where order_id = ${orderId}`);
  const error: unknown = await attempt.then(
    () => "it was allowed",
    (thrown) => thrown.cause,
  );
  expect(error).toMatchObject({ constraint_name: "product_contents_stay_sold" });
});

test("a count goes no further than it is asked to", async () => {
  const { id: productId } = await aProduct(db, { stock: 5 });
  expect(await countAvailable(db, productId, 3)).toBe(3);
  expect(await countAvailable(db, productId)).toBe(5);
});
