import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { Rupiah } from "../../lib/money.ts";
import { type ReportRange, withinDays } from "./figures.queries.ts";

/** A day with all its figures: what goes into a spreadsheet. */
export type DayRow = {
  readonly day: string;
  readonly revenue: Rupiah;
  readonly gross: Rupiah;
  readonly refunds: Rupiah;
  readonly orders: number;
  readonly paidOrders: number;
  readonly items: number;
  readonly customers: number;
};

export async function dayTable(
  queryable: Queryable,
  range: ReportRange,
): Promise<readonly DayRow[]> {
  const within = withinDays(range);
  return queryable.execute<DayRow>(sql`
    with moments as (
      select paid_at as at, total as gross, 0::bigint as refund, 1 as paid, 0 as placed,
        (select sum(quantity) from order_items where order_id = o.id) as items, 0 as customers
      from orders o where ${within(sql`paid_at`)}
      union all
      select at, 0, amount, 0, 0, 0, 0 from wallet_entries
      where kind = 'refund' and ${within(sql`at`)}
      union all
      select created_at, 0, 0, 0, 1, 0, 0 from orders where ${within(sql`created_at`)}
      union all
      select created_at, 0, 0, 0, 0, 0, 1 from customers where ${within(sql`created_at`)}
    ), by_day as (
      select (at at time zone ${range.zone})::date as day, sum(gross) as gross,
        sum(refund) as refunds, sum(placed) as placed, sum(paid) as paid, sum(items) as items,
        sum(customers) as customers
      from moments group by 1
    )
    select to_char(d.day, 'YYYY-MM-DD') as day,
      coalesce(b.gross - b.refunds, 0)::bigint as revenue, coalesce(b.gross, 0)::bigint as gross,
      coalesce(b.refunds, 0)::bigint as refunds, coalesce(b.placed, 0)::int as orders,
      coalesce(b.paid, 0)::int as "paidOrders", coalesce(b.items, 0)::int as items,
      coalesce(b.customers, 0)::int as customers
    from generate_series(${range.first}::date, ${range.last}::date, '1 day') as d (day)
    left join by_day b on b.day = d.day::date order by d.day`);
}
