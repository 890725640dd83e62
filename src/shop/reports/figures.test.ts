import { afterAll, beforeAll, expect, test } from "bun:test";
import { walletEntries, wallets } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import { rupiah } from "../../lib/money.ts";
import { timeZone } from "../../lib/time-zone.ts";
import { aCustomer, anOrder, aProduct } from "../../testing/catalog-factories.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { dayTable } from "./day-table.queries.ts";
import { bestSellers, conversionOf, figuresByDay, shopFigures } from "./figures.queries.ts";
import { daysOf, readDays } from "./report-days.ts";
import { reportSeries } from "./report-series.ts";

const database = await testDatabase();
afterAll(database.close);
const { db } = database;
const zone = "Asia/Jakarta";
const jakarta = timeZone(zone);
const start = Date.parse("2026-02-26T00:00:00+07:00");

/** The same random orders each time: some unpaid, some refunded in part and on another day. */
beforeAll(async () => {
  const random = pseudoRandom(42);
  const products = [await aProduct(db), await aProduct(db), await aProduct(db)];
  const buyers = [];
  for (let n = 0; n < 8; n++) {
    const createdAt = new Date(start + Math.floor(random() * 6 * 86_400_000));
    buyers.push(await aCustomer(db, { createdAt }));
  }
  for (const customerId of buyers) await db.insert(wallets).values({ customerId });
  for (let n = 0; n < 120; n++) {
    const createdAt = new Date(start + Math.floor(random() * 6 * 86_400_000));
    const isPaid = random() < 0.7;
    const quantity = 1 + Math.floor(random() * 4);
    const unitPrice = rupiah(1_000 + Math.floor(random() * 99_001));
    const isRefunded = isPaid && random() < 0.2;
    const refunded = rupiah(isRefunded ? Math.floor((quantity * unitPrice) / 3) : 0);
    const customerId = buyers[n % buyers.length]!;
    const orderId = await anOrder(db, {
      ...{ customerId, quantity, unitPrice, createdAt, refunded },
      productId: products[Math.floor(random() * 3)]!.id,
      state: isPaid ? "delivered" : "expired",
      paidAt: isPaid ? new Date(createdAt.getTime() + Math.floor(random() * 7_200_000)) : null,
    });
    if (!isRefunded) continue;
    await db.insert(walletEntries).values({
      ...{ customerId, orderId, amount: refunded, balance: refunded },
      ...{ kind: "refund", cause: `refund:${orderId}` },
      at: new Date(createdAt.getTime() + Math.floor(random() * 3 * 86_400_000)),
    });
  }
});

const ranges = [
  ["2026-02-26", "2026-02-26"],
  ["2026-02-27", "2026-03-01"],
  ["2026-02-20", "2026-03-10"],
] as const;

test.each(ranges)(
  "from %s to %s the figures are what counting one by one gives",
  async (first, last) => {
    const within = (at: Date | null) => {
      const day = at && jakarta.day(at);
      return day !== null && day >= first && day <= last;
    };
    const all = await db.select().from(orders);
    const entries = await db.select().from(walletEntries);
    const paid = all.filter(({ paidAt }) => within(paidAt));
    const placed = all.filter(({ createdAt }) => within(createdAt));
    const refunds = entries.filter(({ at }) => within(at));
    const gross = paid.reduce((sum, { total }) => sum + total, 0);
    const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0);

    const figures = await shopFigures(db, { first, last, zone });
    expect(figures).toMatchObject({
      gross,
      refunds: refunded,
      revenue: gross - refunded,
      paidOrders: paid.length,
      orders: placed.length,
      ordersThatPaid: placed.filter(({ paidAt }) => paidAt !== null).length,
      refundedOrders: new Set(refunds.map(({ orderId }) => orderId)).size,
      buyers: new Set(paid.map(({ customerId }) => customerId)).size,
    });
    const days = await figuresByDay(db, { first, last, zone });
    expect(days.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(figures.revenue);
    expect(days.reduce((sum, { paidOrders }) => sum + paidOrders, 0)).toBe(figures.paidOrders);
    for (const { day, paidOrders } of days) {
      expect(paidOrders).toBe(paid.filter(({ paidAt }) => jakarta.day(paidAt!) === day).length);
    }
    const sellers = await bestSellers(db, { first, last, zone });
    expect(sellers.reduce((sum, { units }) => sum + units, 0)).toBe(figures.itemsSold);
    expect(sellers.map(({ units }) => units)).toEqual(
      sellers.map(({ units }) => units).toSorted((a, b) => b - a),
    );
  },
);

test.each([
  ["hour", "2026-02-27", "2026-02-27", 24],
  ["day", "2026-02-20", "2026-03-10", 19],
  ["week", "2026-01-01", "2026-03-10", 11],
  ["month", "2025-08-15", "2026-03-10", 8],
] as const)("shown by the %s, the parts are the whole", async (unit, first, last, parts) => {
  const range = { first, last, zone };
  const figures = await shopFigures(db, range);
  const series = await reportSeries(db, range);
  expect([series.unit, series.points.length]).toEqual([unit, parts]);
  const sum = (of: "revenue" | "orders" | "paidOrders") =>
    series.points.reduce((total, point) => total + point[of], 0);
  expect([sum("revenue"), sum("orders"), sum("paidOrders")]).toEqual([
    ...[figures.revenue, figures.orders, figures.paidOrders],
  ]);
});

test("the spreadsheet's columns add up to the figures", async () => {
  const range = { first: "2026-02-20", last: "2026-03-10", zone };
  const figures = await shopFigures(db, range);
  const rows = await dayTable(db, range);
  const sum = (of: Exclude<keyof (typeof rows)[number], "day">) =>
    rows.reduce((total, row) => total + row[of], 0);
  expect({
    ...{ revenue: sum("revenue"), gross: sum("gross"), refunds: sum("refunds") },
    ...{ orders: sum("orders"), paidOrders: sum("paidOrders"), items: sum("items") },
    customers: sum("customers"),
  }).toEqual({
    ...{ revenue: figures.revenue, gross: figures.gross, refunds: figures.refunds },
    ...{ orders: figures.orders, paidOrders: figures.paidOrders, items: figures.itemsSold },
    customers: figures.newCustomers,
  });
});

test("an order of one minute before midnight in Jakarta belongs to that day", async () => {
  const customerId = await aCustomer(db, { createdAt: new Date("2026-06-01T00:00:00+07:00") });
  const paidAt = new Date("2026-05-31T23:59:59.999+07:00");
  await anOrder(db, { customerId, createdAt: paidAt, paidAt, state: "paid" });
  const [may, june] = await figuresByDay(db, { first: "2026-05-31", last: "2026-06-01", zone });
  expect(may).toEqual({ day: "2026-05-31", revenue: rupiah(10_000), orders: 1, paidOrders: 1 });
  expect(june).toEqual({ day: "2026-06-01", revenue: rupiah(0), orders: 0, paidOrders: 0 });
  expect(await shopFigures(db, { first: "2026-06-01", last: "2026-06-01", zone })).toMatchObject({
    newCustomers: 1,
    orders: 0,
  });
});

test("a day without checkouts has no conversion, rather than a wrong one", () => {
  expect(conversionOf({ orders: 0, ordersThatPaid: 0 })).toBeNull();
  expect(conversionOf({ orders: 8, ordersThatPaid: 6 })).toBe(0.75);
});

test.each([
  ["today", "2026-03-01", "2026-03-01", "2026-03-01"],
  ["yesterday", "2026-03-01", "2026-02-28", "2026-02-28"],
  ["week", "2026-03-01", "2026-02-23", "2026-03-01"],
  ["week", "2026-03-02", "2026-03-02", "2026-03-02"],
  ["month", "2026-03-17", "2026-03-01", "2026-03-17"],
  ["last_month", "2026-03-31", "2026-02-01", "2026-02-28"],
  ["last_month", "2026-01-31", "2025-12-01", "2025-12-31"],
] as const)("%s, seen from %s, is from %s to %s", (period, today, first, last) => {
  expect(daysOf(period, today)).toEqual({ first, last });
});

test.each([
  ["2026-02-30", "2026-03-01"],
  ["2026-03-02", "2026-03-01"],
  ["kemarin", "2026-03-01"],
  ["2024-01-01", "2026-03-01"],
])("from %s to %s is no range", (first, last) => {
  expect(readDays(first, last)).toBeUndefined();
});

// --- internal ---

function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
