import type { PaymentId } from "../../../lib/ids.ts";
import { type CancelRefusal, cancelOrderIn } from "../../../shop/orders/cancel-order.ts";
import { cancelDeposit } from "../../../shop/payments/end-deposit.ts";
import { cancelPaymentButton, closeButton } from "../../buttons/money-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import type { InvoiceView } from "../../messages/read-invoice.ts";
import type { Turn } from "../../turn.ts";
import { myPayment } from "./my-payment.ts";

type Deps = Pick<CustomerDeps, "clock" | "wakeOutbox">;

/** Asks first, in a message of its own: the invoice stays as it is until it is cancelled. */
export async function cancelPayment(
  turn: Turn,
  deps: Deps,
  { payment, sure }: { readonly payment: PaymentId; readonly sure: boolean },
): Promise<void> {
  const view = await myPayment(turn, payment);
  if (!view) return;
  const { invoice } = turn.texts;
  if (!sure) {
    if (!isOpen(view)) return turn.answer(invoice.isOver, { alert: true });
    const { button } = invoice;
    const keyboard = [
      [cancelPaymentButton.button(button.cancelSurely, { payment, sure: true })],
      [closeButton.button(button.keep, {})],
    ];
    return turn.reply({ text: invoice.askCancel(view.code), keyboard });
  }
  const refusal = await cancel(turn, deps, view);
  turn.edit(refusal ?? invoice.cancelledNow(view.code));
  turn.after(deps.wakeOutbox);
}

// --- internal ---

function isOpen({ thing }: InvoiceView): boolean {
  return thing.kind === "order" ? thing.state === "awaiting_payment" : thing.isOpen;
}

async function cancel(
  turn: Turn,
  { clock }: Deps,
  { thing, payment }: InvoiceView,
): Promise<string | undefined> {
  const { invoice } = turn.texts;
  const customerId = turn.user.id;
  if (thing.kind === "order") {
    const by = { customerId };
    const done = await cancelOrderIn(turn.tx, { orderId: thing.orderId, by, at: turn.now });
    const refusals = {
      not_found: invoice.notYours,
      not_awaiting: invoice.cannotCancel,
      proof_waiting: invoice.proofIsWaiting,
    } satisfies Record<CancelRefusal, string>;
    return done.ok ? undefined : refusals[done.reason];
  }
  if (payment.depositId === null) return invoice.cannotCancel;
  const deposit = { depositId: payment.depositId, customerId };
  const done = await cancelDeposit({ db: turn.tx, clock }, deposit);
  return done.ok ? undefined : invoice.cannotCancel;
}
