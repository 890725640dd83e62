import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";

export type WaitingFor = {
  readonly productId: ProductId;
  readonly name: string;
  /** Until when a unit is kept for him, where one is. */
  readonly heldUntil: Date | null;
};

/** What a customer waits for, what is kept for him first. */
export async function waitingFor(
  queryable: Queryable,
  customerId: CustomerId,
): Promise<WaitingFor[]> {
  const rows = await queryable.execute<Row>(sql`
    select w.product_id as "productId", p.name,
      extract(epoch from w.hold_until)::float8 as seconds
    from waitlist w join products p on p.id = w.product_id
    where w.customer_id = ${customerId} and w.state in ('waiting', 'holding')
    order by w.hold_until nulls last, w.id limit 50`);
  return rows.map(({ seconds, ...row }) => {
    return { ...row, heldUntil: seconds === null ? null : new Date(seconds * 1_000) };
  });
}

/** Until when a unit of this product is kept for this customer: to him it is not sold out. */
export async function heldFor(
  queryable: Queryable,
  { customerId, productId }: { readonly customerId: CustomerId; readonly productId: ProductId },
): Promise<Date | undefined> {
  const [row] = await queryable.execute<{ seconds: number }>(sql`
    select extract(epoch from hold_until)::float8 as seconds from waitlist
    where product_id = ${productId} and customer_id = ${customerId} and state = 'holding'`);
  return row && new Date(row.seconds * 1_000);
}

/** How many wait for a product. */
export async function countWaiting(queryable: Queryable, productId: ProductId): Promise<number> {
  const [row] = await queryable.execute<{ waiting: number }>(sql`
    select count(*) as waiting from waitlist
    where product_id = ${productId} and state = 'waiting'`);
  return row?.waiting ?? 0;
}

// --- internal ---

type Row = Omit<WaitingFor, "heldUntil"> & { readonly seconds: number | null };
