import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { type Clock, minutes } from "../../lib/clock.ts";
import type { ProductId } from "../../lib/ids.ts";
import { readSettings } from "../settings/read-settings.ts";
import { holdForWaiting } from "../stock/hold-for-waiting.ts";

/**
 * A job: gives free units to those who wait, for as long as the settings say, and tells them.
 * Most are offered when the units become free; this finds what was freed while nobody looked.
 */
export async function offerStock(
  { db, clock }: { readonly db: Queryable; readonly clock: Clock },
  { productId }: { readonly productId?: ProductId } = {},
): Promise<number> {
  const at = clock.now();
  const { waitlistHoldMinutes } = await readSettings(db);
  const until = new Date(at.getTime() + minutes(waitlistHoldMinutes));
  let offered = 0;
  for (const id of productId === undefined ? await waitedFor(db) : [productId]) {
    const held = await db.transaction((tx) => holdForWaiting(tx, { productId: id, at, until }));
    offered += held.length;
  }
  return offered;
}

// --- internal ---

async function waitedFor(db: Queryable): Promise<ProductId[]> {
  const rows = await db.execute<{ id: ProductId }>(sql`
    select w.product_id as id from (
      select distinct product_id from waitlist where state = 'waiting') w
    where exists (select 1 from product_contents c
      where c.product_id = w.product_id and c.state = 'available')
    order by id`);
  return rows.map(({ id }) => id);
}
