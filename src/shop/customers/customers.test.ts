import { afterAll, expect, test } from "bun:test";
import { desc } from "drizzle-orm";
import { wallets } from "../../../db/schema/money.ts";
import { auditLog } from "../../../db/schema/people.ts";
import { clockAt } from "../../lib/clock.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { aCustomer, anOrder, opening } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { blockCustomer, unblockCustomer } from "./block-customer.ts";
import {
  countCustomers,
  customerFigures,
  everyCustomer,
  findCustomer,
  listCustomers,
} from "./customers.queries.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const deps = { db, clock: clockAt(opening) };
const actorId = 501;

test("a customer is blocked with a reason and unblocked, and both are in the audit log", async () => {
  const customerId = await aCustomer(db);
  const block = () => blockCustomer(deps, { customerId, actorId, reason: " penipuan " });
  expect(await block()).toMatchObject({ ok: true });
  expect(await findCustomer(db, customerId)).toMatchObject({
    isBlocked: true,
    blockedReason: "penipuan",
  });
  expect(await block()).toMatchObject({ reason: "already_so" });
  expect(await unblockCustomer(deps, { customerId, actorId })).toMatchObject({ ok: true });
  const actions = await db
    .select({ action: auditLog.action })
    .from(auditLog)
    .orderBy(desc(auditLog.id))
    .limit(2);
  expect(actions.map(({ action }) => action)).toEqual(["customer.unblocked", "customer.blocked"]);
  expect(await unblockCustomer(deps, { customerId: 1 as CustomerId, actorId })).toMatchObject({
    reason: "not_found",
  });
});

test("customers are found by id, by @username and by name", async () => {
  const sari = await aCustomer(db, {
    id: 987_654_321 as CustomerId,
    username: "Sari_Toko",
    firstName: "Sari",
    lastName: "Dewi",
  });
  const find = async (search: string) =>
    (await listCustomers(db, { search, page: 0, pageSize: 10 })).customers.map(({ id }) => id);
  expect(await find("987654321")).toEqual([sari]);
  expect(await find("@sari_")).toEqual([sari]);
  expect(await find("@sari%")).toEqual([]);
  expect(await find("dewi SARI")).toEqual([sari]);
  expect(await find("ri_to")).toEqual([sari]);
  expect(await find("Sari Wati")).toEqual([]);
  expect(await find("' or true --")).toEqual([]);
});

test("the list is paged, the newest first, and a page too far is the last one", async () => {
  const marked = [];
  for (let n = 0; n < 5; n++) {
    const createdAt = new Date(opening.getTime() + n * 1_000);
    marked.push(await aCustomer(db, { firstName: "Halaman", createdAt }));
  }
  const page = (n: number) => listCustomers(db, { search: "halaman", page: n, pageSize: 2 });
  expect((await page(0)).customers.map(({ id }) => id)).toEqual([marked[4]!, marked[3]!]);
  expect(await page(99)).toMatchObject({ page: 2, pages: 3, total: 5 });
});

test("what a customer bought, spent and has", async () => {
  const customerId = await aCustomer(db);
  const paid = { customerId, paidAt: opening, state: "delivered" } as const;
  await anOrder(db, { ...paid, unitPrice: rupiah(50_000) });
  await anOrder(db, { ...paid, unitPrice: rupiah(30_000), refunded: rupiah(10_000) });
  await anOrder(db, { customerId });
  await anOrder(db, { customerId, state: "expired" });
  await db.insert(wallets).values({ customerId, balance: rupiah(7_000) });
  expect(await customerFigures(db, customerId)).toEqual({
    orders: 4,
    paidOrders: 2,
    unpaidOrders: 1,
    expiredOrders: 1,
    spent: rupiah(70_000),
    balance: rupiah(7_000),
    deposited: rupiah(0),
  });
});

test("every customer is counted and walked through once", async () => {
  await database.raw`
    insert into customers (id, created_at, last_seen_at)
    select 5000000 + n, now(), now() from generate_series(1, 2500) n`;
  const seen = new Set<number>();
  for await (const { id } of everyCustomer(db)) seen.add(id);
  const { all } = await countCustomers(db, opening);
  expect(seen.size).toBe(all);
  expect(all).toBeGreaterThan(2_500);
});
