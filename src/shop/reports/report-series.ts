import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { type Rupiah, rupiah } from "../../lib/money.ts";
import { figuresByDay, type ReportRange, withinDays } from "./figures.queries.ts";

export type SeriesUnit = "hour" | "day" | "week" | "month";

export type SeriesPoint = {
  /** 2026-11-20, the first day of a week or a month; of an hour the hour, as in 07. */
  readonly start: string;
  readonly revenue: Rupiah;
  readonly orders: number;
  readonly paidOrders: number;
};

export type Series = { readonly unit: SeriesUnit; readonly points: readonly SeriesPoint[] };

/** The same figures over time, in as many parts as a phone can show. */
export async function reportSeries(queryable: Queryable, range: ReportRange): Promise<Series> {
  if (range.first === range.last) {
    return { unit: "hour", points: await figuresByHour(queryable, range) };
  }
  const days = await figuresByDay(queryable, range);
  const points = days.map(({ day, ...figures }) => ({ start: day, ...figures }));
  if (days.length <= mostDays) return { unit: "day", points };
  if (days.length <= mostDaysInWeeks) return { unit: "week", points: together(points, mondayOf) };
  return { unit: "month", points: together(points, (day) => `${day.slice(0, 7)}-01`) };
}

// --- internal ---

const mostDays = 45;
const mostDaysInWeeks = 190;

async function figuresByHour(
  queryable: Queryable,
  range: ReportRange,
): Promise<readonly SeriesPoint[]> {
  const within = withinDays(range);
  return queryable.execute<SeriesPoint>(sql`
    with moments as (
      select paid_at as at, total as money, 1 as paid, 0 as placed from orders
      where ${within(sql`paid_at`)}
      union all
      select at, -amount, 0, 0 from wallet_entries where kind = 'refund' and ${within(sql`at`)}
      union all
      select created_at, 0, 0, 1 from orders where ${within(sql`created_at`)}
    ), by_hour as (
      select extract(hour from at at time zone ${range.zone})::int as hour, sum(money) as money,
        sum(paid) as paid, sum(placed) as placed
      from moments group by 1
    )
    select lpad(h.hour::text, 2, '0') as start, coalesce(b.money, 0)::bigint as revenue,
      coalesce(b.placed, 0)::int as orders, coalesce(b.paid, 0)::int as "paidOrders"
    from generate_series(0, 23) as h (hour) left join by_hour b on b.hour = h.hour
    order by h.hour`);
}

function together(
  points: readonly SeriesPoint[],
  startOf: (day: string) => string,
): readonly SeriesPoint[] {
  const parts = Map.groupBy(points, ({ start }) => startOf(start));
  return [...parts.values()].map((part) => ({
    start: part[0]?.start ?? "",
    revenue: rupiah(part.reduce((sum, { revenue }) => sum + revenue, 0)),
    orders: part.reduce((sum, { orders }) => sum + orders, 0),
    paidOrders: part.reduce((sum, { paidOrders }) => sum + paidOrders, 0),
  }));
}

function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}
