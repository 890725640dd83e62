import { and, count, eq, sql } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { orderEvents, orders } from "../../../db/schema/orders.ts";
import type { Clock } from "../../lib/clock.ts";
import type { OrderId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { writeOrderEvent } from "./order-events.ts";

export type ResendRefusal =
  | "not_found"
  /** There is nothing that this customer may see. */
  | "not_paid"
  /** The goods are in the queue already. */
  | "on_its_way"
  /** Somebody has just sent them again. */
  | "changed";

/** The same goods once more, in a message of their own: the customer deleted or lost the first. */
export async function resendGoods(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  input: {
    readonly orderId: OrderId;
    readonly actorId: number;
    /** How often they had been sent again, as the admin saw it. */
    readonly resentBefore: number;
  },
): Promise<Result<undefined, ResendRefusal>> {
  const { orderId, actorId, resentBefore } = input;
  return db.transaction(async (tx) => {
    const [order] = await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
    if (!order) return refuse("not_found");
    if (order.state !== "paid" && order.state !== "delivered") return refuse("not_paid");
    const [again] = await tx
      .select({ times: count() })
      .from(orderEvents)
      .where(and(eq(orderEvents.orderId, orderId), eq(orderEvents.event, "resent")));
    const times = again?.times ?? 0;
    if (times !== resentBefore) return refuse("changed");
    const [waiting] = await tx.execute(sql`
      select from outbox where order_id = ${orderId} and state = 'waiting'
        and kind in ('goods', 'goods_file') limit 1`);
    if (waiting) return refuse("on_its_way");
    const at = clock.now();
    await queueMessages(tx, [
      {
        to: { chatId: order.customerId },
        lane: "order",
        message: { kind: "goods", orderId },
        dedupeKey: `goods:order:${orderId}:again:${times + 1}`,
        at,
      },
    ]);
    await writeOrderEvent(tx, { orderId, at, event: "resent", actorId });
    await writeAudit(tx, { at, actorId, action: "order.resent", subject: `order:${orderId}` });
    return ok(undefined);
  });
}
