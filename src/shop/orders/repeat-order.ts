import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { CustomerId, OrderId, ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { setInCart } from "./cart.ts";

export type RepeatedOrder = {
  readonly added: number;
  /** What is no longer for sale, by the name it had. */
  readonly missing: readonly string[];
};

/** Puts what an order held into the cart, as many as it had, at today's prices. */
export async function repeatOrder(
  tx: Tx,
  {
    orderId,
    customerId,
    at,
  }: {
    readonly orderId: OrderId;
    readonly customerId: CustomerId;
    readonly at: Date;
  },
): Promise<Result<RepeatedOrder, "not_found">> {
  const items = await tx.execute<Item>(sql`
    select i.product_id as "productId", i.product_name as name, i.quantity,
      p.is_active and p.archived_at is null as "isForSale"
    from orders o join order_items i on i.order_id = o.id join products p on p.id = i.product_id
    where o.id = ${orderId} and o.customer_id = ${customerId} order by i.product_id`);
  if (items.length === 0) return refuse("not_found");
  const missing: string[] = [];
  let added = 0;
  for (const { productId, name, quantity, isForSale } of items) {
    const put = isForSale && (await setInCart(tx, { customerId, productId, quantity, at })).ok;
    if (put) added += 1;
    else missing.push(name);
  }
  return ok({ added, missing });
}

// --- internal ---

type Item = { productId: ProductId; name: string; quantity: number; isForSale: boolean };
