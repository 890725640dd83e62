import type { PaymentId } from "../../../lib/ids.ts";
import { queueMessages } from "../../../shop/messages/queue-message.ts";
import { invoiceMessage } from "../../../shop/payments/invoice-message.ts";
import { manualGateway } from "../../../shop/payments/payment.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import type { Turn } from "../../turn.ts";

/**
 * What follows once the turn is committed: the gateway is asked, or the instructions for a transfer
 * go out. A crash in between is caught by the jobs.
 */
export async function beginPayment(
  turn: Turn,
  { startCharge, wakeOutbox }: Pick<CustomerDeps, "startCharge" | "wakeOutbox">,
  payment: { readonly id: PaymentId; readonly gateway: string } | undefined,
): Promise<void> {
  if (payment?.gateway === manualGateway) {
    const customerId = turn.user.id;
    await queueMessages(turn.tx, [
      invoiceMessage({ id: payment.id, customerId }, "pending", turn.now),
    ]);
  }
  turn.after(async () => {
    wakeOutbox();
    if (!payment || payment.gateway === manualGateway) return;
    await startCharge(payment.id);
    wakeOutbox();
  });
}
