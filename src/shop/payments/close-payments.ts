import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { payments } from "../../../db/schema/money.ts";
import type { PaymentId } from "../../lib/ids.ts";
import { queueMessages } from "../messages/queue-message.ts";
import type { PaidThing } from "./create-payment.ts";
import { invoiceMessage } from "./invoice-message.ts";
import { type ClosedState, soonestCheck } from "./payment.ts";

/**
 * Part of the transaction that ends the order or deposit, whose row is locked. No invoice stays
 * payable on screen; the job cancels the charge at the gateway and goes on watching it, because
 * money may still come.
 */
export async function closePayments(
  tx: Tx,
  closing: { readonly for: PaidThing; readonly state: ClosedState; readonly at: Date },
): Promise<PaymentId[]> {
  const { for: thing, state, at } = closing;
  const isOfThing =
    "orderId" in thing
      ? eq(payments.orderId, thing.orderId)
      : eq(payments.depositId, thing.depositId);
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
    .where(and(isOfThing, inArray(payments.state, ["created", "pending"])))
    .returning({ id: payments.id, customerId: payments.customerId });
  await queueMessages(
    tx,
    closed.map(({ id, customerId }) => invoiceMessage({ id, customerId }, state, at)),
  );
  return closed.map(({ id }) => id);
}
