import { and, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { payments } from "../../../db/schema/money.ts";
import type { DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { invoiceMessage } from "./invoice-message.ts";
import { type ClosedState, soonestCheck } from "./payment.ts";

export type ClosedThings =
  | { readonly orderIds: readonly OrderId[] }
  | { readonly depositIds: readonly DepositId[] };

/**
 * Part of the transaction that ends the orders or deposits, whose rows are locked. No invoice
 * stays payable on screen; the job cancels the charges at the gateway and goes on watching them,
 * because money may still come.
 */
export async function closePayments(
  tx: Tx,
  closing: { readonly of: ClosedThings; readonly state: ClosedState; readonly at: Date },
): Promise<PaymentId[]> {
  const { of, state, at } = closing;
  const isOfThem =
    "orderIds" in of
      ? inArray(payments.orderId, [...of.orderIds])
      : inArray(payments.depositId, [...of.depositIds]);
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
    .where(and(isOfThem, inArray(payments.state, ["created", "pending"])))
    .returning({ id: payments.id, customerId: payments.customerId });
  await queueMessages(
    tx,
    closed.map((payment) => invoiceMessage(payment, state, at)),
  );
  return closed.map(({ id }) => id);
}
