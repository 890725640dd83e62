import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { CustomerId, OrderId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { OrderState } from "./order.ts";

export type ExportedOrder = {
  readonly id: OrderId;
  readonly code: string;
  readonly state: OrderState;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly closedAt: Date | null;
  readonly customerId: CustomerId;
  readonly customer: string;
  readonly username: string | null;
  /** As in `Netflix 1 Bulan × 2; Canva Pro × 1`. */
  readonly items: string;
  readonly quantity: number;
  readonly subtotal: Rupiah;
  readonly discount: Rupiah;
  readonly total: Rupiah;
  readonly walletAmount: Rupiah;
  readonly refunded: Rupiah;
  /** How it was paid, or was to be paid last. */
  readonly method: string | null;
  readonly voucher: string | null;
  readonly note: string | null;
};

const batchSize = 2_000;

/** Every order, the oldest first, a page of rows in memory at a time. */
export async function* exportOrders(
  queryable: Queryable,
  { within }: { readonly within?: { readonly from: Date; readonly to: Date } | undefined } = {},
): AsyncGenerator<ExportedOrder> {
  const placed = within
    ? sql`created_at >= ${within.from.toISOString()}::timestamptz
        and created_at < ${within.to.toISOString()}::timestamptz`
    : sql`true`;
  let last = 0;
  while (true) {
    const rows = await queryable.execute<Row>(sql`
      with page as (select * from orders where id > ${last} and ${placed}
        order by id limit ${batchSize}::int)
      select o.id, o.code, o.state, o.customer_id as "customerId",
        ${epoch("o.created_at")} as "createdAt", ${epoch("o.paid_at")} as "paidAt",
        ${epoch("o.delivered_at")} as "deliveredAt", ${epoch("o.closed_at")} as "closedAt",
        trim(c.first_name || ' ' || coalesce(c.last_name, '')) as customer, c.username,
        coalesce(i.items, '') as items, coalesce(i.quantity, 0)::int as quantity,
        o.subtotal, o.discount, o.total, o.wallet_amount as "walletAmount", o.refunded,
        (select method from payments p where p.order_id = o.id
          order by (p.state = 'paid') desc, p.id desc limit 1) as method,
        (select code from vouchers v where v.id = o.voucher_id) as voucher, o.note
      from page o join customers c on c.id = o.customer_id
      left join lateral (
        select string_agg(product_name || ' × ' || quantity, '; ' order by product_id) as items,
          sum(quantity) as quantity
        from order_items where order_id = o.id) i on true
      order by o.id`);
    for (const row of rows) {
      yield {
        ...row,
        createdAt: new Date(row.createdAt * 1_000),
        paidAt: momentOf(row.paidAt),
        deliveredAt: momentOf(row.deliveredAt),
        closedAt: momentOf(row.closedAt),
      };
    }
    if (rows.length < batchSize) return;
    last = rows.at(-1)?.id ?? last;
  }
}

// --- internal ---

type Moments = "createdAt" | "paidAt" | "deliveredAt" | "closedAt";
type Row = Omit<ExportedOrder, Moments> & {
  readonly createdAt: number;
  readonly paidAt: number | null;
  readonly deliveredAt: number | null;
  readonly closedAt: number | null;
};

function epoch(column: "o.created_at" | "o.paid_at" | "o.delivered_at" | "o.closed_at") {
  return sql`extract(epoch from ${sql.raw(column)})::float8`;
}

function momentOf(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1_000);
}
