import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { minutes } from "../../lib/clock.ts";
import type { CustomerId, OrderId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { OrderState } from "./order.ts";

/** What the counter looks at; `of` is the product or the customer of the last two. */
export const orderShows = [
  "all",
  "today",
  "attention",
  "awaiting_payment",
  "paid",
  "delivered",
  "expired",
  "cancelled",
  "refunded",
  "product",
  "customer",
] as const;
export type OrderShow = (typeof orderShows)[number];

/** 0 is the newest; 17 goes on with what is older than order 17, -17 with what is newer. */
export type OrderPlace = number;

export type DeskList = {
  readonly show: OrderShow;
  readonly of: number;
  readonly from: OrderPlace;
  readonly size: number;
  readonly at: Date;
  /** When the shop's day began. */
  readonly today: Date;
};

export type DeskLine = {
  readonly id: OrderId;
  readonly code: string;
  readonly state: OrderState;
  readonly total: Rupiah;
  readonly createdAt: Date;
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly firstItem: string;
  readonly kinds: number;
};

export type DeskPage = {
  readonly orders: readonly DeskLine[];
  readonly newer: OrderPlace | undefined;
  readonly older: OrderPlace | undefined;
};

/** Paid so long ago, and the customer still has nothing: somebody should look. */
export const owedTooLong = minutes(5);

/** The newest first, from where the last page ended: a million orders cost what ten do. */
export async function listDeskOrders(queryable: Queryable, list: DeskList): Promise<DeskPage> {
  const isUpwards = list.from < 0;
  const ids = await queryable.execute<{ id: OrderId }>(idsOf(list));
  const page = ids.slice(0, list.size).map(({ id }) => id);
  if (isUpwards) page.reverse();
  const hasMore = ids.length > list.size;
  const [first, last] = [page[0], page.at(-1)];
  return {
    orders: await linesOf(queryable, page),
    newer: first !== undefined && (isUpwards ? hasMore : list.from > 0) ? -first : undefined,
    older: last !== undefined && (isUpwards || hasMore) ? last : undefined,
  };
}

export type DeskCounts = Readonly<
  Record<"today" | "attention" | "awaiting_payment" | "paid", number>
>;

/** For the buttons; counted to 1,001, which is shown as "1.000+". */
export async function countDeskOrders(
  queryable: Queryable,
  { at, today }: Pick<DeskList, "at" | "today">,
): Promise<DeskCounts> {
  const [row] = await queryable.execute<DeskCounts>(sql`
    select (select count(*) from (select from orders
        where created_at >= ${moment(today)} limit 1001) t) as today,
      (select count(*) from (select from orders
        where state = 'awaiting_payment' limit 1001) w) as awaiting_payment,
      (select count(*) from (select from orders where state = 'paid' limit 1001) p) as paid,
      (select count(*) from (${inNeed(at)}) n) as attention`);
  if (!row) throw new Error("A count of orders came back without a row");
  return row;
}

// --- internal ---

function idsOf({ show, of, from, size, at, today }: DeskList): SQL {
  const isUpwards = from < 0;
  const beside = Math.abs(from);
  const limit = sql`limit ${size + 1}::int`;
  const [down, up] = [sql.raw("desc"), sql.raw("asc")];
  const newestFirst = isUpwards ? up : down;
  const beyond = (id: SQL) =>
    from === 0 ? sql`true` : isUpwards ? sql`${id} > ${beside}` : sql`${id} < ${beside}`;
  // Each is named as a range and sorted by it, so that the planner walks the index that has it
  // first, and never all orders from the newest on.
  switch (show) {
    case "all":
      return sql`select id from orders where ${beyond(sql`id`)} order by id ${newestFirst} ${limit}`;
    case "today":
      return sql`select id from orders
        where created_at >= ${moment(today)} and ${besideInTime(from)}
        order by created_at ${newestFirst}, id ${newestFirst} ${limit}`;
    case "attention":
      return sql`select id from (${inNeed(at)}) need
        where ${beyond(sql`id`)} order by id ${newestFirst} ${limit}`;
    case "product":
      return sql`select order_id as id from order_items
        where product_id between ${of} and ${of} and ${beyond(sql`order_id`)}
        order by product_id ${newestFirst}, order_id ${newestFirst} ${limit}`;
    case "customer":
      return sql`select id from orders
        where customer_id between ${of} and ${of} and ${beyond(sql`id`)}
        order by customer_id ${isUpwards ? down : up}, id ${newestFirst} ${limit}`;
    default:
      return sql`select id from orders
        where state between ${show} and ${show} and ${beyond(sql`id`)}
        order by state ${isUpwards ? down : up}, id ${newestFirst} ${limit}`;
  }
}

/** The index of moments knows no ids: two orders of one moment are told apart by theirs. */
function besideInTime(from: OrderPlace): SQL {
  if (from === 0) return sql`true`;
  const id = Math.abs(from);
  const its = sql`(select created_at from orders where id = ${id})`;
  return from < 0
    ? sql`created_at >= ${its} and (created_at > ${its} or id > ${id})`
    : sql`created_at <= ${its} and (created_at < ${its} or id < ${id})`;
}

/** Owed too long, stuck on the way to the customer, or waiting for a decision about its proof. */
function inNeed(at: Date): SQL {
  const late = moment(new Date(at.getTime() - owedTooLong));
  return sql`
    (select id from orders where state = 'paid' and paid_at < ${late} order by paid_at limit 500)
    union
    (select o.id from outbox b join orders o on o.id = b.order_id
      where b.state = 'parked' and b.kind in ('goods', 'goods_file') and o.state = 'paid' limit 500)
    union
    (select p.order_id from payment_proofs f join payments p on p.id = f.payment_id
      where f.state = 'waiting' and p.order_id is not null limit 500)`;
}

async function linesOf(queryable: Queryable, ids: readonly OrderId[]): Promise<DeskLine[]> {
  if (ids.length === 0) return [];
  const rows = await queryable.execute<Omit<DeskLine, "createdAt"> & { createdAt: string }>(sql`
    select o.id, o.code, o.state, o.total, o.created_at as "createdAt",
      o.customer_id as "customerId", c.first_name as "customerName",
      coalesce(i.name, '') as "firstItem", coalesce(i.kinds, 0) as kinds
    from orders o join customers c on c.id = o.customer_id
    left join lateral (
      select min(product_name) as name, count(*) as kinds from order_items where order_id = o.id
    ) i on true
    where o.id = any(${`{${ids.join(",")}}`}::bigint[])`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ ...row, createdAt: new Date(row.createdAt) }] : [];
  });
}

function moment(at: Date): SQL {
  return sql`${at.toISOString()}::timestamptz`;
}
