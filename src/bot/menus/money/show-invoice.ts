import { eq } from "drizzle-orm";
import { payments } from "../../../../db/schema/money.ts";
import type { PaymentId } from "../../../lib/ids.ts";
import { queueMessages } from "../../../shop/messages/queue-message.ts";
import { invoiceMessage } from "../../../shop/payments/invoice-message.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import type { Turn } from "../../turn.ts";
import { myPayment } from "./my-payment.ts";

/** The invoice once more at the end of the chat; the old one goes, so that there is only one. */
export async function showInvoice(
  turn: Turn,
  { wakeOutbox }: Pick<CustomerDeps, "wakeOutbox">,
  { payment: id }: { readonly payment: PaymentId },
): Promise<void> {
  const view = await myPayment(turn, id);
  if (!view) return;
  const { state, invoiceMessageId, customerId } = view.payment;
  if (state !== "created" && state !== "pending") return turn.answer(turn.texts.invoice.isOver);
  if (invoiceMessageId !== null) {
    turn.deleteMessage(invoiceMessageId);
    await turn.tx.update(payments).set({ invoiceMessageId: null }).where(eq(payments.id, id));
  }
  const news = `${state}:${turn.update.update_id}` as const;
  await queueMessages(turn.tx, [invoiceMessage({ id, customerId }, news, turn.now)]);
  turn.answer(turn.texts.orders.invoiceBelow);
  turn.after(wakeOutbox);
}
