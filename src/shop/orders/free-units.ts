import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { minutes } from "../../lib/clock.ts";
import type { OrderId, ProductId } from "../../lib/ids.ts";
import { readSettings } from "../settings/read-settings.ts";
import { holdForWaiting } from "../stock/hold-for-waiting.ts";
import { watchStock } from "../stock/watch-stock.ts";

/** Orders that ended unpaid give their units back: to those who wait first, then to everybody. */
export async function freeUnits(
  tx: Tx,
  { orderIds, at }: { readonly orderIds: readonly OrderId[]; readonly at: Date },
): Promise<void> {
  const ids = `{${orderIds.join(",")}}`;
  const freed = await tx.execute<{ productId: ProductId; isAwaited: boolean }>(sql`
    with freed as (
      update product_contents set state = 'available', order_id = null
      where order_id = any(${ids}::bigint[]) and state = 'reserved' returning product_id
    )
    select f.product_id as "productId", exists (select from waitlist w
      where w.product_id = f.product_id and w.state = 'waiting') as "isAwaited"
    from (select distinct product_id from freed) f order by f.product_id`);
  const awaited = freed.filter(({ isAwaited }) => isAwaited);
  if (awaited.length > 0) {
    const { waitlistHoldMinutes } = await readSettings(tx);
    const until = new Date(at.getTime() + minutes(waitlistHoldMinutes));
    for (const { productId } of awaited) await holdForWaiting(tx, { productId, at, until });
  }
  await watchStock(
    tx,
    freed.map(({ productId }) => productId),
    at,
  );
}
