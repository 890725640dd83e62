import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { OrderId, ProductId } from "../../lib/ids.ts";
import { restock } from "../stock/restock.ts";
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
  const productsWhere = (isAwaited: boolean) =>
    freed.filter((row) => row.isAwaited === isAwaited).map(({ productId }) => productId);
  await restock(tx, productsWhere(true), at);
  await watchStock(tx, productsWhere(false), at);
}
