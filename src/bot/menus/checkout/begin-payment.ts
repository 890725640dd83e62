import { and, eq, isNull } from "drizzle-orm";
import { payments } from "../../../../db/schema/money.ts";
import type { PaymentId } from "../../../lib/ids.ts";
import { queueMessages } from "../../../shop/messages/queue-message.ts";
import type { PaidThing } from "../../../shop/payments/create-payment.ts";
import { invoiceMessage } from "../../../shop/payments/invoice-message.ts";
import { manualGateway } from "../../../shop/payments/payment.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import type { Turn } from "../../turn.ts";

/**
 * What follows once the turn is committed: the gateway is asked, or the instructions for a transfer
 * go out. A crash in between is caught by the jobs. The message whose button was pressed becomes
 * the invoice, so that nothing is left on the screen that is no longer true; says whether it could.
 */
export async function beginPayment(
  turn: Turn,
  { startCharge, wakeOutbox }: Pick<CustomerDeps, "startCharge" | "wakeOutbox">,
  { id, gateway }: { readonly id: PaymentId; readonly gateway: string },
): Promise<boolean> {
  const isManual = gateway === manualGateway;
  const isInPlace = await becomeInvoice(turn, id);
  const news = isManual ? "pending" : "created";
  await queueMessages(turn.tx, [invoiceMessage({ id, customerId: turn.user.id }, news, turn.now)]);
  turn.after(async () => {
    wakeOutbox();
    if (isManual) return;
    await startCharge(id);
    wakeOutbox();
  });
  return isInPlace;
}

/** The first of two taps made an invoice of this message: the second leaves it alone. */
export async function isInvoiceOf({ tx, message }: Turn, thing: PaidThing): Promise<boolean> {
  if (!message) return false;
  const isFor =
    "orderId" in thing
      ? eq(payments.orderId, thing.orderId)
      : eq(payments.depositId, thing.depositId);
  const rows = await tx
    .select({ id: payments.id })
    .from(payments)
    .where(and(isFor, eq(payments.invoiceMessageId, message.message_id)))
    .limit(1);
  return rows.length > 0;
}

// --- internal ---

/** Only words can be edited into anything; and an invoice that stands elsewhere stays there. */
async function becomeInvoice({ tx, message, callback }: Turn, id: PaymentId): Promise<boolean> {
  if (!callback || !message || !("text" in message)) return false;
  const adopted = await tx
    .update(payments)
    .set({ invoiceMessageId: message.message_id })
    .where(and(eq(payments.id, id), isNull(payments.invoiceMessageId)))
    .returning({ id: payments.id });
  return adopted.length > 0;
}
