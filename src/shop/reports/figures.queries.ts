import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { ProductId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { ReportDays } from "./report-days.ts";

/** The days, and the zone in which they begin and end. */
export type ReportRange = ReportDays & { readonly zone: string };

export type Figures = {
  /** What the orders that were paid in these days cost, less what was refunded in them. */
  readonly revenue: Rupiah;
  readonly gross: Rupiah;
  /** Refunds of these days, whenever their orders were paid. */
  readonly refunds: Rupiah;
  readonly refundedOrders: number;
  /** Checkouts of these days, and how many of just those were paid, by now. */
  readonly orders: number;
  readonly ordersThatPaid: number;
  /** Orders that were paid in these days. */
  readonly paidOrders: number;
  readonly itemsSold: number;
  readonly newCustomers: number;
  readonly buyers: number;
  readonly deposits: Rupiah;
};

export async function shopFigures(queryable: Queryable, range: ReportRange): Promise<Figures> {
  const within = withinDays(range);
  const [row] = await queryable.execute<Omit<Figures, "revenue">>(sql`
    with paid as (
      select id, total, customer_id from orders where ${within(sql`paid_at`)}
    ), refunded as (
      select amount, order_id from wallet_entries where kind = 'refund' and ${within(sql`at`)}
    ), placed as (
      select paid_at from orders where ${within(sql`created_at`)}
    )
    select
      (select coalesce(sum(total), 0)::bigint from paid) as gross,
      (select count(*) from paid) as "paidOrders",
      (select count(distinct customer_id) from paid) as buyers,
      (select coalesce(sum(i.quantity), 0)::bigint
       from paid join order_items i on i.order_id = paid.id) as "itemsSold",
      (select coalesce(sum(amount), 0)::bigint from refunded) as refunds,
      (select count(distinct order_id) from refunded) as "refundedOrders",
      (select count(*) from placed) as orders,
      (select count(paid_at) from placed) as "ordersThatPaid",
      (select count(*) from customers where ${within(sql`created_at`)}) as "newCustomers",
      (select coalesce(sum(credited), 0)::bigint from deposits
       where ${within(sql`completed_at`)}) as deposits`);
  if (!row) throw new Error("An aggregate without a row");
  return { ...row, revenue: (row.gross - row.refunds) as Rupiah };
}

export type DayFigures = {
  readonly day: string;
  readonly revenue: Rupiah;
  readonly orders: number;
  readonly paidOrders: number;
};

/** A row for every day of the range, also for those on which nothing happened. */
export async function figuresByDay(
  queryable: Queryable,
  range: ReportRange,
): Promise<readonly DayFigures[]> {
  const within = withinDays(range);
  return queryable.execute<DayFigures>(sql`
    with moments as (
      select paid_at as at, total as money, 1 as paid, 0 as placed from orders
      where ${within(sql`paid_at`)}
      union all
      select at, -amount, 0, 0 from wallet_entries where kind = 'refund' and ${within(sql`at`)}
      union all
      select created_at, 0, 0, 1 from orders where ${within(sql`created_at`)}
    ), by_day as (
      select (at at time zone ${range.zone})::date as day, sum(money) as money,
        sum(paid) as paid, sum(placed) as placed
      from moments group by 1
    )
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(b.money, 0)::bigint as revenue,
      coalesce(b.placed, 0)::int as orders, coalesce(b.paid, 0)::int as "paidOrders"
    from generate_series(${range.first}::date, ${range.last}::date, '1 day') as d (day)
    left join by_day b on b.day = d.day::date order by d.day`);
}

export type BestSeller = {
  readonly productId: ProductId;
  readonly name: string;
  readonly units: number;
  /** Before vouchers: what the items cost. */
  readonly amount: Rupiah;
};

export async function bestSellers(
  queryable: Queryable,
  range: ReportRange,
  limit = 10,
): Promise<readonly BestSeller[]> {
  return queryable.execute<BestSeller>(sql`
    select sold.*, p.name from (
      select i.product_id as "productId", sum(i.quantity)::bigint as units,
        sum(i.quantity * i.unit_price)::bigint as amount
      from orders o join order_items i on i.order_id = o.id
      where ${withinDays(range)(sql`o.paid_at`)}
      group by i.product_id order by units desc, amount desc, i.product_id limit ${limit}::int
    ) sold join products p on p.id = sold."productId"
    order by sold.units desc, sold.amount desc, sold."productId"`);
}

/** The share of checkouts that was paid, from 0 to 1; nothing where there were none. */
export function conversionOf(figures: Pick<Figures, "orders" | "ordersThatPaid">): number | null {
  return figures.orders === 0 ? null : figures.ordersThatPaid / figures.orders;
}

/** From the first midnight to the one after the last day, as clocks in the zone strike it. */
export function withinDays({ first, last, zone }: ReportRange) {
  return (moment: SQL) => sql`${moment} >= ${first}::date::timestamp at time zone ${zone}
    and ${moment} < (${last}::date + 1)::timestamp at time zone ${zone}`;
}
