import { sql } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId, OrderId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { closePayments } from "../payments/close-payments.ts";
import { type EndedOrder, giveBack } from "./give-back.ts";
import type { OrderState } from "./order.ts";
import { writeOrderEvent } from "./order-events.ts";

export type Cancellation = {
  readonly orderId: OrderId;
  readonly by:
    | { readonly customerId: CustomerId }
    | { readonly actorId: number; readonly reason: string };
};

export type CancelRefusal =
  | "not_found"
  /** Paid, or ended already: the state says which. */
  | "not_awaiting"
  /** The customer says that the transfer was made: an admin decides. */
  | "proof_waiting";

export type CancelOutcome = Result<
  { readonly orderId: OrderId },
  CancelRefusal,
  { readonly state?: OrderState | undefined }
>;

export function cancelOrder(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  cancellation: Cancellation,
): Promise<CancelOutcome> {
  return db.transaction((tx) => cancelOrderIn(tx, { ...cancellation, at: clock.now() }));
}

export async function cancelOrderIn(
  tx: Tx,
  { orderId, by, at }: Cancellation & { readonly at: Date },
): Promise<CancelOutcome> {
  const seen = await lockOrder(tx, orderId);
  if (!seen || ("customerId" in by && seen.customerId !== by.customerId))
    return refuse("not_found", {});
  const { state } = seen;
  if (state !== "awaiting_payment") return refuse("not_awaiting", { state });
  if (seen.hasProof && "customerId" in by) return refuse("proof_waiting", { state });

  await tx.execute(sql`
    update orders set state = 'cancelled', closed_at = ${at.toISOString()}::timestamptz
    where id = ${orderId}`);
  await closePayments(tx, { for: { orderIds: [orderId] }, state: "cancelled", at });
  await giveBack(tx, { orders: [seen], at });
  const note = "reason" in by ? by.reason : undefined;
  const actorId = "actorId" in by ? by.actorId : by.customerId;
  await writeOrderEvent(tx, { orderId, at, event: "cancelled", actorId, note });
  if ("actorId" in by) await tellCustomer(tx, { orderId, at, by, customerId: seen.customerId });
  return ok({ orderId });
}

// --- internal ---

type LockedOrder = EndedOrder & { readonly state: OrderState; readonly hasProof: boolean };

async function lockOrder(tx: Tx, orderId: OrderId): Promise<LockedOrder | undefined> {
  // First the lock alone: what the second reads is then as it stays.
  const [, [row]] = await Promise.all([
    tx.execute(sql`select from orders where id = ${orderId} for update`),
    tx.execute<LockedOrder>(sql`
      select id as "orderId", customer_id as "customerId", wallet_amount as "walletAmount",
        voucher_id is not null as "hasVoucher", state, exists (
          select from payments p join payment_proofs f on f.payment_id = p.id
          where p.order_id = orders.id and f.state = 'waiting') as "hasProof"
      from orders where id = ${orderId}`),
  ]);
  return row;
}

async function tellCustomer(
  tx: Tx,
  {
    orderId,
    customerId,
    at,
    by,
  }: {
    readonly orderId: OrderId;
    readonly customerId: CustomerId;
    readonly at: Date;
    readonly by: { readonly actorId: number; readonly reason: string };
  },
): Promise<void> {
  const { actorId, reason } = by;
  await writeAudit(tx, {
    at,
    actorId,
    action: "order.cancelled",
    subject: `order:${orderId}`,
    note: reason,
  });
  await queueMessages(tx, [
    {
      to: { chatId: customerId },
      lane: "order",
      message: { kind: "order_cancelled", orderId, reason },
      dedupeKey: `order_cancelled:${orderId}`,
      at,
    },
  ]);
}
