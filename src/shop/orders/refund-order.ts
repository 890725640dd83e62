import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { Clock } from "../../lib/clock.ts";
import type { OrderId } from "../../lib/ids.ts";
import { formatRupiah, minus, plus, type Rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { moveWallet } from "../wallet/move-wallet.ts";
import { writeOrderEvent } from "./order-events.ts";

export type Refund = {
  readonly orderId: OrderId;
  /** Nothing: all that is left. */
  readonly amount?: Rupiah | undefined;
  /** What was refunded before, as the admin saw it: a second tap is not a second refund. */
  readonly refundedBefore: Rupiah;
  readonly actorId: number;
  readonly reason: string;
};

export type RefundRefusal = "not_found" | "not_paid" | "changed" | "not_an_amount" | "too_much";

export type Refunded = { readonly amount: Rupiah; readonly refunded: Rupiah };

/** Whole or in part, into the wallet. The units stay sold: they have been seen. */
export async function refundOrder(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  refund: Refund,
): Promise<Result<Refunded, RefundRefusal, Rupiah | undefined>> {
  return db.transaction(async (tx) => {
    const [order] = await tx
      .select()
      .from(orders)
      .where(eq(orders.id, refund.orderId))
      .for("update");
    if (!order) return refuse("not_found", undefined);
    if (!["paid", "delivered", "refunded"].includes(order.state)) {
      return refuse("not_paid", undefined);
    }
    if (order.refunded !== refund.refundedBefore) return refuse("changed", order.refunded);
    const left = minus(order.total, order.refunded);
    const amount = refund.amount ?? left;
    if (amount <= 0) return refuse("not_an_amount", left);
    if (amount > left) return refuse("too_much", left);
    const refunded = plus(order.refunded, amount);
    await giveBack(tx, order, { ...refund, amount, refunded, at: clock.now() });
    return ok({ amount, refunded });
  });
}

// --- internal ---

type Giving = Refund & { readonly amount: Rupiah; readonly refunded: Rupiah; readonly at: Date };

async function giveBack(
  tx: Tx,
  order: typeof orders.$inferSelect,
  { orderId, amount, refunded, actorId, reason, at }: Giving,
): Promise<void> {
  const isWhole = refunded === order.total;
  await tx
    .update(orders)
    .set({ refunded, ...(isWhole ? { state: "refunded", closedAt: at } : {}) })
    .where(and(eq(orders.id, orderId), inArray(orders.state, ["paid", "delivered"])));
  const { customerId } = order;
  const cause = `refund:${orderId}:${order.refunded}`;
  const moved = await moveWallet(tx, {
    ...{ customerId, amount, kind: "refund", cause, orderId, actorId, reason, at },
  });
  if (!moved.ok) throw new Error(`The refund ${cause} did not reach the wallet: ${moved.reason}`);
  const event = "refunded";
  await writeOrderEvent(tx, {
    ...{ orderId, at, event, actorId },
    note: `${formatRupiah(amount)}: ${reason}`,
  });
  await writeAudit(tx, {
    ...{ at, actorId, action: "order.refunded", subject: `order:${orderId}`, note: reason },
    before: { state: order.state, refunded: order.refunded },
    after: { state: isWhole ? "refunded" : order.state, refunded, amount },
  });
  await queueMessages(tx, [
    {
      to: { chatId: customerId },
      lane: "order",
      message: { kind: "order_refunded", orderId, amount },
      dedupeKey: cause,
      at,
    },
  ]);
}
