import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import { queueMessages } from "../messages/queue-message.ts";
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
  const rows = await tx.execute<Lapsed>(sql`
    with due as (
      select id from waitlist
      where state = 'holding' and hold_until <= ${at.toISOString()}::timestamptz
      order by hold_until limit ${batchSize}::int for update skip locked
    ), freed as (
      update product_contents set state = 'available', waitlist_id = null
      where waitlist_id in (select id from due) and state = 'reserved'
    )
    update waitlist set state = 'lapsed', hold_until = null
    where id in (select id from due)
    returning id, product_id as "productId", customer_id as "customerId"`);
  await restock(tx, [...new Set(rows.map(({ productId }) => productId))], at);
  await queueMessages(
    tx,
    rows.map(({ id, productId, customerId }) => ({
      to: { chatId: customerId },
      lane: "notice",
      message: { kind: "waitlist_lapsed", productId },
      dedupeKey: `waitlist:${id}:lapsed`,
      at,
    })),
  );
  return rows.length;
}

type Lapsed = { id: number; productId: ProductId; customerId: CustomerId };
