import type { PaymentId } from "../../../lib/ids.ts";
import { type InvoiceView, readInvoice } from "../../messages/read-invoice.ts";
import type { Turn } from "../../turn.ts";

/** The payment of a button, if it is this person's: a forged number finds nothing. */
export async function myPayment(turn: Turn, payment: PaymentId): Promise<InvoiceView | undefined> {
  const view = await readInvoice(turn.tx, payment);
  if (view?.payment.customerId === turn.user.id) return view;
  turn.answer(turn.texts.invoice.notYours, { alert: true });
  return undefined;
}
