import { afterAll, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { completeOrder } from "../../shop/orders/complete-order.ts";
import { moveWallet } from "../../shop/wallet/move-wallet.ts";
import { aCustomer, aProduct, opening } from "../../testing/catalog-factories.ts";
import { aCheckout, aCounter, aPlacedOrder } from "../../testing/order-factories.ts";
import { runProgram } from "../../testing/run-program.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { examine } from "./doctor.ts";
import { laws } from "./laws.ts";

const folder = mkdtempSync(join(tmpdir(), "doctor-"));
let database: Awaited<ReturnType<typeof testDatabase>>;
let buyer: CustomerId;
let product: ProductId;

beforeEach(async () => {
  await database?.close();
  database = await testDatabase();
  const counter = aCounter(database.db);
  buyer = await aCustomer(database.db);
  product = (await aProduct(database.db, { stock: 5 })).id;
  await database.db.transaction((tx) =>
    moveWallet(tx, {
      ...{ customerId: buyer, amount: rupiah(1_000_000), kind: "adjustment", cause: "test:gift" },
      at: opening,
    }),
  );
  await aPlacedOrder(counter, aCheckout(buyer, product));
  await aPlacedOrder(counter, aCheckout(buyer, product, { method: "wallet", useWallet: "all" }));
});

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const doctor = (fix = false) =>
  examine({ db: database.db, clock: { now: () => new Date() } }, laws, { fix });
const brokenLaws = async () => (await doctor()).findings.map(({ law }) => law);
const harm = (statement: string) => database.raw.unsafe(statement);

test("a shop that sells obeys every law", async () => {
  const report = await doctor();
  expect(report).toEqual({ isHealthy: true, lawsProved: laws.length, findings: [] });
  expect(laws.length).toBeGreaterThan(20);
});

test.each([
  ["wallet.is_sum_of_ledger", "update wallets set balance = balance + 1"],
  [
    "orders.hold_their_units",
    "update product_contents set state = 'available', order_id = null where state = 'reserved'",
  ],
  ["orders.sold_count_is_what_was_sold", "update products set sold_count = sold_count + 3"],
  ["orders.items_add_up", "update order_items set unit_price = unit_price + 1"],
  ["orders.paid_are_delivered_or_visibly_owed", "delete from outbox where kind = 'goods'"],
  [
    "payments.open_charges_are_watched",
    "update payments set next_check_at = null where state = 'created'",
  ],
])("what breaks %s is found", async (law, statement) => {
  await harm(statement);
  expect(await brokenLaws()).toContain(law);
});

test("what follows from other rows is repaired, once, and written into the audit log", async () => {
  await harm("update products set sold_count = 99");
  await harm("delete from outbox where kind = 'goods'");
  expect((await doctor(true)).isHealthy).toBe(true);
  expect((await doctor()).findings).toEqual([]);
  const [goods] = await database.raw`select count(*)::int as rows from outbox where kind = 'goods'`;
  expect(goods?.["rows"]).toBe(1);
  const audited =
    await database.raw`select subject, note from audit_log where action = 'doctor.repaired'`;
  expect(audited.length).toBeGreaterThanOrEqual(2);
});

test("money that is missing is told and never made up", async () => {
  await harm("update wallets set balance = balance + 50000");
  const report = await doctor(true);
  expect(report.isHealthy).toBe(false);
  const [wallet] = await database.raw`select balance from wallets where customer_id = ${buyer}`;
  const [sum] = await database.raw`select sum(amount)::int as sum from wallet_entries`;
  expect(wallet?.["balance"]).toBe(Number(sum?.["sum"]) + 50_000);
});

test("the command ends with 0 on a sound shop and with 1 on a broken one", async () => {
  const env = { DATABASE_URL: database.url, LOG_DIR: join(folder, "logs") };
  const sound = await runProgram(["doctor"], env, { cwd: folder });
  expect([sound.code, sound.stdout]).toEqual([0, `All ${laws.length} laws hold.\n`]);

  await harm("update wallets set balance = balance + 1");
  const broken = await runProgram(["doctor", "--json"], env, { cwd: folder });
  expect(broken.code).toBe(1);
  expect(JSON.parse(broken.stdout)).toMatchObject({
    isHealthy: false,
    findings: [{ law: "wallet.is_sum_of_ledger" }],
  });
});

test("a completed order is not completed again", async () => {
  const [order] = await database.raw`select id from orders where state = 'paid'`;
  const again = await database.db.transaction((tx) =>
    completeOrder(tx, { orderId: order?.["id"], at: new Date() }),
  );
  expect(again.ok).toBe(false);
  expect((await doctor()).isHealthy).toBe(true);
});
