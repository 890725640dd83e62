import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { CustomerId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";

export type ExportedCustomer = {
  readonly id: CustomerId;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly language: string | null;
  readonly isBlocked: boolean;
  readonly blockedReason: string | null;
  readonly isReachable: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly balance: Rupiah;
  readonly orders: number;
  readonly paidOrders: number;
  /** What the paid orders cost, less what was refunded. */
  readonly spent: Rupiah;
};

const batchSize = 2_000;

/** Everybody with what they bought, a page of rows in memory at a time. */
export async function* exportCustomers(queryable: Queryable): AsyncGenerator<ExportedCustomer> {
  let last = Number.MIN_SAFE_INTEGER;
  while (true) {
    const rows = await queryable.execute<Row>(sql`
      with page as (select * from customers where id > ${last} order by id limit ${batchSize}::int)
      select c.id, c.username, c.first_name as "firstName", c.last_name as "lastName", c.language,
        c.is_blocked as "isBlocked", c.blocked_reason as "blockedReason",
        c.unreachable_at is null as "isReachable",
        extract(epoch from c.created_at)::float8 as "createdAt",
        extract(epoch from c.last_seen_at)::float8 as "lastSeenAt",
        coalesce(w.balance, 0) as balance, o.orders, o.paid as "paidOrders", o.spent
      from page c left join wallets w on w.customer_id = c.id
      left join lateral (
        select count(*)::int as orders, count(paid_at)::int as paid,
          coalesce(sum(total - refunded) filter (where paid_at is not null), 0)::bigint as spent
        from orders where customer_id = c.id) o on true
      order by c.id`);
    for (const row of rows) {
      const createdAt = new Date(row.createdAt * 1_000);
      yield { ...row, createdAt, lastSeenAt: new Date(row.lastSeenAt * 1_000) };
    }
    if (rows.length < batchSize) return;
    last = rows.at(-1)?.id ?? last;
  }
}

// --- internal ---

type Row = Omit<ExportedCustomer, "createdAt" | "lastSeenAt"> & {
  readonly createdAt: number;
  readonly lastSeenAt: number;
};
