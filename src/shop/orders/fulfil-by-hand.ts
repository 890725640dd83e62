import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { paymentProofs, payments } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { OrderId } from "../../lib/ids.ts";
import { minus, noMoney } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { closePayments } from "../payments/close-payments.ts";
import { manualGateway } from "../payments/payment.ts";
import type { SettleDeps } from "./confirmed-money.ts";
import { type Order, prepareFulfilment, type Shortage } from "./fulfil-order.ts";
import { writeOrderEvent } from "./order-events.ts";
import { recordMoney } from "./record-money.ts";

export type ByHand = {
  readonly orderId: OrderId;
  readonly actorId: number;
  readonly note: string;
};

export type ByHandRefusal = "not_found" | "already_paid" | Shortage;

/**
 * An admin stands in for the money that is still due: the same settlement as any other, in the
 * books with the name and the note. Money that comes for a closed charge later is `double`.
 */
export async function fulfilByHand(
  deps: SettleDeps,
  input: ByHand,
): Promise<Result<"fulfilled", ByHandRefusal>> {
  const { db, clock, log, wake } = deps;
  const outcome = await db.transaction((tx) => fulfil(tx, input, clock.now()));
  if (!outcome.ok) return outcome;
  log.info(`[payments] Order ${input.orderId} was fulfilled by hand by ${input.actorId}`);
  wake?.();
  return outcome;
}

// --- internal ---

async function fulfil(
  tx: Tx,
  { orderId, actorId, note }: ByHand,
  at: Date,
): Promise<Result<"fulfilled", ByHandRefusal>> {
  const [order] = await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
  if (!order) return refuse("not_found");
  if (["paid", "delivered", "refunded"].includes(order.state)) return refuse("already_paid");
  const cause = `hand:${orderId}`;
  const prepared = await prepareFulfilment(tx, { order, at, cause, confirmedBy: actorId, note });
  if (!prepared.ok) return refuse(prepared.shortage);
  await recordStandIn(tx, order, { orderId, actorId, note, cause, at });
  await prepared.finish();
  await closePayments(tx, { for: { orderId }, state: "cancelled", at });
  await approveProofs(tx, { orderId, actorId, note, at });
  await writeOrderEvent(tx, { orderId, at, event: "fulfilled_by_hand", actorId, note });
  return ok("fulfilled");
}

async function recordStandIn(
  tx: Tx,
  order: Order,
  { orderId, actorId, note, cause, at }: ByHand & { cause: string; at: Date },
): Promise<void> {
  const due = minus(order.total, order.walletAmount);
  if (due === 0) return;
  const money = {
    ...{ gateway: manualGateway, transactionId: cause, reference: order.code, amount: due },
    ...{ isSandbox: false, completedAt: at, confirmedBy: actorId, note },
  };
  await recordMoney(tx, {
    ...{ money, circumstance: "manual", orderId, customerId: order.customerId, at },
    ...{ toOrder: due, toWallet: noMoney, unclaimed: noMoney },
  });
}

/** A proof that waited for somebody to look has been looked at. */
async function approveProofs(
  tx: Tx,
  { orderId, actorId, note, at }: ByHand & { at: Date },
): Promise<void> {
  const itsPayments = tx
    .select({ id: payments.id })
    .from(payments)
    .where(eq(payments.orderId, orderId));
  await tx
    .update(paymentProofs)
    .set({ state: "approved", reviewedAt: at, reviewedBy: actorId, reason: note })
    .where(and(inArray(paymentProofs.paymentId, itsPayments), eq(paymentProofs.state, "waiting")));
}
