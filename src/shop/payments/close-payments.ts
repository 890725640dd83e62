import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { payments } from "../../../db/schema/money.ts";
import type { DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import { queueMessages } from "../messages/queue-message.ts";
import type { PaidThing } from "./create-payment.ts";
import { invoiceMessage } from "./invoice-message.ts";
import { type ClosedState, soonestCheck } from "./payment.ts";

export type ClosedThings =
  | PaidThing
  | { readonly orderIds: readonly OrderId[] }
  | { readonly depositIds: readonly DepositId[] };

/**
 * Part of the transaction that ends the orders or deposits, whose rows are locked. No invoice
 * stays payable on screen; the job cancels the charges at the gateway and goes on watching them,
 * because money may still come.
 */
export async function closePayments(
  tx: Tx,
  closing: { readonly for: ClosedThings; readonly state: ClosedState; readonly at: Date },
): Promise<PaymentId[]> {
  const { for: things, state, at } = closing;
  const soon = new Date(at.getTime() + soonestCheck);
  const closed = await tx
    .update(payments)
    .set({
      state,
      closedAt: at,
      attempts: 0,
      nextCheckAt: sql`case when ${isNull(payments.transactionId)} then null
        else ${soon.toISOString()}::timestamptz end`,
    })
    .where(and(isOf(things), inArray(payments.state, ["created", "pending"])))
    .returning({ id: payments.id, customerId: payments.customerId });
  await queueMessages(
    tx,
    closed.map((payment) => invoiceMessage(payment, state, at)),
  );
  return closed.map(({ id }) => id);
}

// --- internal ---

function isOf(things: ClosedThings) {
  if ("orderId" in things) return eq(payments.orderId, things.orderId);
  if ("depositId" in things) return eq(payments.depositId, things.depositId);
  return "orderIds" in things
    ? inArray(payments.orderId, [...things.orderIds])
    : inArray(payments.depositId, [...things.depositIds]);
}
