import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { aCustomer, aProduct, opening } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { countAvailable } from "./stock.queries.ts";
import { stockLaws } from "./stock-laws.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;

async function broken(): Promise<string[]> {
  const names: string[] = [];
  for (const law of stockLaws) {
    const violations = await law.query(db, 10);
    names.push(...violations.map(({ subject }) => `${law.name} ${subject}`));
  }
  return names;
}
const repair = () =>
  db.transaction(async (tx) => {
    for (const law of stockLaws) await law.repair?.(tx, { at: opening });
  });

test("each law sees what breaks it, and what is safe is repaired", async () => {
  const customerId = await aCustomer(db);
  const { id: productId } = await aProduct(db, { stock: 2 });
  expect(await broken()).toEqual([]);

  const places = await db.execute<{ id: number }>(sql`
    insert into waitlist (product_id, customer_id, state, created_at, hold_until)
    values (${productId}, ${customerId}, 'lapsed', now(), null),
      (${productId}, ${customerId}, 'holding', now(), now()) returning id`);
  const [units] = await db.execute<{ id: number }>(sql`
    update product_contents set state = 'reserved', waitlist_id = ${places[0]?.id}
    where id = (select min(id) from product_contents) returning id`);
  expect(await broken()).toEqual([
    `stock.holds_have_their_place content:${units?.id}`,
    `stock.places_have_their_hold waitlist:${places[1]?.id}`,
  ]);

  await repair();
  expect(await broken()).toEqual([]);
  expect(await countAvailable(db, productId)).toBe(2);
});

test("an empty unit of a unique product is found, and left to a person", async () => {
  const { id } = await aProduct(db);
  await db.execute(
    sql`insert into product_contents (product_id, created_at) values (${id}, now())`,
  );
  await repair();
  expect(await broken()).toHaveLength(1);
});
