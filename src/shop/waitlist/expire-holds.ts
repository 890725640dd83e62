import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ProductId } from "../../lib/ids.ts";
import { restock } from "../stock/restock.ts";

const batchSize = 200;

/** A job: who did not buy in time lost his turn, and the unit goes to the next in line. */
export async function expireHolds({
  db,
  clock,
}: {
  readonly db: Queryable;
  readonly clock: Clock;
}): Promise<number> {
  let expired = 0;
  while (true) {
    const batch = await db.transaction((tx) => expireBatch(tx, clock.now()));
    expired += batch;
    if (batch < batchSize) return expired;
  }
}

// --- internal ---

async function expireBatch(tx: Queryable, at: Date): Promise<number> {
  // A hold that is being bought at this moment is locked, and passed over.
  const rows = await tx.execute<{ id: ProductId }>(sql`
    with due as (
      select id from waitlist
      where state = 'holding' and hold_until <= ${at.toISOString()}::timestamptz
      order by hold_until limit ${batchSize}::int for update skip locked
    ), freed as (
      update product_contents set state = 'available', waitlist_id = null
      where waitlist_id in (select id from due) and state = 'reserved'
    )
    update waitlist set state = 'lapsed', hold_until = null
    where id in (select id from due) returning product_id as id`);
  await restock(tx, [...new Set(rows.map(({ id }) => id))], at);
  return rows.length;
}
