import { eq } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { productContents } from "../../../db/schema/catalog.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ContentId, OrderId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { replaceUnit } from "../stock/replace-unit.ts";
import { writeOrderEvent } from "./order-events.ts";

export type ReplaceRefusal =
  | "not_found"
  /** Refunded, or never paid. */
  | "not_theirs"
  /** Replaced already, or never sold. */
  | "not_sold"
  | "not_replaceable"
  | "no_stock";

/** A faulty unit is retired for ever, and the customer is told that another one is his. */
export async function replaceFaulty(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  input: {
    readonly orderId: OrderId;
    readonly contentId: ContentId;
    readonly actorId: number;
    readonly note: string;
  },
): Promise<Result<ContentId, ReplaceRefusal>> {
  const { orderId, contentId, actorId, note } = input;
  return db.transaction(async (tx) => {
    const [order] = await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
    if (!order) return refuse("not_found");
    if (order.state !== "paid" && order.state !== "delivered") return refuse("not_theirs");
    const [unit] = await tx
      .select({ orderId: productContents.orderId })
      .from(productContents)
      .where(eq(productContents.id, contentId));
    if (unit?.orderId !== orderId) return refuse("not_found");
    const at = clock.now();
    const replaced = await replaceUnit(tx, { contentId, at, actorId, note });
    if (!replaced.ok) return replaced;
    await writeOrderEvent(tx, { orderId, at, event: "unit_replaced", actorId, note });
    await queueMessages(tx, [
      {
        to: { chatId: order.customerId },
        lane: "order",
        message: { kind: "unit_replaced", orderId },
        dedupeKey: `unit_replaced:${contentId}`,
        at,
      },
    ]);
    return ok(replaced.value.contentId);
  });
}
