import { manualGateway } from "../../../shop/payments/payment.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  cancelPaymentButton,
  changeMethodButton,
  checkPaymentButton,
  closeButton,
  methodsButton,
  proofButton,
  showInvoiceButton,
} from "../../buttons/money-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import { proofDialog } from "../../dialogs/proof-dialog.ts";
import { cancelPayment } from "./cancel-payment.ts";
import { askMethod, changeTo } from "./change-method.ts";
import { paymentCheck } from "./check-payment.ts";
import { myPayment } from "./my-payment.ts";
import { showInvoice } from "./show-invoice.ts";

/** The buttons under an invoice. */
export function invoiceArea(deps: CustomerDeps): Area {
  const everyone = { allow: "everyone" } as const;
  const proof = proofDialog(deps);
  return [
    onButton(checkPaymentButton, everyone, paymentCheck(deps)),
    onButton(cancelPaymentButton, everyone, (turn, pressed) => cancelPayment(turn, deps, pressed)),
    onButton(methodsButton, everyone, (turn, pressed) => askMethod(turn, deps, pressed)),
    onButton(changeMethodButton, everyone, (turn, pressed) => changeTo(turn, deps, pressed)),
    onButton(showInvoiceButton, everyone, (turn, pressed) => showInvoice(turn, deps, pressed)),
    onButton(closeButton, everyone, (turn) => turn.deleteMessage()),
    onButton(proofButton, everyone, async (turn, { payment }) => {
      const view = await myPayment(turn, payment);
      if (!view) return;
      const { invoice } = turn.texts;
      if (view.payment.state === "paid") return turn.answer(invoice.alreadyPaid, { alert: true });
      if (view.payment.gateway !== manualGateway) return turn.answer(invoice.isOver);
      await turn.dialog.start(proof, { payment });
    }),
    onDialog(proof),
  ];
}
