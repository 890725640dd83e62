import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import { queueMessages } from "../messages/queue-message.ts";

/**
 * Units that became free go to those who wait, one each in the order of the line, before anybody
 * else sees them: part of the transaction that frees them, and of a job that sweeps up.
 */
export async function holdForWaiting(
  tx: Queryable,
  input: {
    readonly productId: ProductId;
    readonly at: Date;
    readonly until: Date;
  },
): Promise<readonly CustomerId[]> {
  const { productId, at, until } = input;
  // Two instances never serve the same place: what one has locked the other passes over.
  const holds = await tx.execute<{ id: number; customerId: CustomerId }>(sql`
    with line as (
      select w.id, w.customer_id from waitlist w
      join customers c on c.id = w.customer_id join products p on p.id = w.product_id
      where w.product_id = ${productId} and w.state = 'waiting'
        and p.is_active and p.archived_at is null and not c.is_blocked and c.unreachable_at is null
      order by w.id limit 100 for update of w skip locked
    ), free as (
      select id from product_contents
      where product_id between ${productId} and ${productId} and state = 'available'
      order by product_id, id limit (select count(*) from line) for update skip locked
    ), pairs as (
      select place.id as place, place.customer_id, unit.id as unit
      from (select *, row_number() over (order by id) as n from line) place
      join (select *, row_number() over (order by id) as n from free) unit using (n)
    ), held as (
      update product_contents c set state = 'reserved', waitlist_id = pairs.place
      from pairs where c.id = pairs.unit
    )
    update waitlist w set state = 'holding', hold_until = ${until.toISOString()}::timestamptz
    from pairs where w.id = pairs.place
    returning w.id, w.customer_id as "customerId"`);
  await queueMessages(
    tx,
    holds.map(({ id, customerId }) => ({
      to: { chatId: customerId },
      lane: "order",
      message: { kind: "waitlist_turn", productId, until: until.toISOString() },
      dedupeKey: `waitlist:${id}:turn`,
      at,
    })),
  );
  return holds.map(({ customerId }) => customerId);
}
