import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { ContentId, OrderId, ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { watchStock } from "./watch-stock.ts";

export type UnitReplaced = {
  readonly orderId: OrderId;
  readonly productId: ProductId;
  readonly contentId: ContentId;
};

/**
 * The faulty unit is retired, and another one belongs to the same order. The message to the
 * customer is the caller's.
 */
export async function replaceUnit(
  tx: Tx,
  input: {
    readonly contentId: ContentId;
    readonly at: Date;
    readonly actorId: number | null;
    readonly note?: string | undefined;
  },
): Promise<Result<UnitReplaced, "not_found" | "not_sold" | "not_replaceable" | "no_stock">> {
  const { contentId, at, actorId, note } = input;
  const [faulty] = await tx.execute<Faulty>(sql`
    select product_id as "productId", order_id as "orderId", state, content is not null as "isUnit"
    from product_contents where id = ${contentId} for update`);
  if (!faulty) return refuse("not_found");
  const { productId, orderId } = faulty;
  if (faulty.state !== "sold" || orderId === null) return refuse("not_sold");
  if (!faulty.isUnit) return refuse("not_replaceable");
  const [fresh] = await tx.execute<{ id: ContentId }>(sql`
    with free as (
      select id from product_contents
      where product_id between ${productId} and ${productId} and state = 'available'
      order by product_id, id limit 1 for update skip locked)
    update product_contents set state = 'sold', order_id = ${orderId},
      sold_at = ${at.toISOString()}::timestamptz
    where id = any(array(select id from free)) returning id`);
  if (!fresh) return refuse("no_stock");
  await tx.execute(sql`update product_contents set state = 'retired' where id = ${contentId}`);
  await writeAudit(tx, {
    at,
    actorId,
    action: "stock.unit_replaced",
    subject: `order:${orderId}`,
    before: { content: contentId },
    after: { content: fresh.id },
    note,
  });
  await watchStock(tx, [productId], at);
  return ok({ orderId, productId, contentId: fresh.id });
}

// --- internal ---

type Faulty = {
  productId: ProductId;
  orderId: OrderId | null;
  state: string;
  isUnit: boolean;
};
