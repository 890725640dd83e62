import type { OrderId, PaymentId } from "../../lib/ids.ts";
import { defineButton, flag, id, int, oneOf, word } from "../callback-data.ts";

const payment = id<PaymentId>();
const order = id<OrderId>();

export const orderLists = ["all", "open"] as const;

export const checkPaymentButton = defineButton("ck", { payment });
export const proofButton = defineButton("pf", { payment });
export const cancelPaymentButton = defineButton("cx", { payment, sure: flag });
export const methodsButton = defineButton("pm", { order });
export const changeMethodButton = defineButton("pc", { order, method: word });

/** `before` is the order that the page before this one ended with, or 0 for the newest. */
export const ordersButton = defineButton("os", { list: oneOf(orderLists), before: int });
export const orderButton = defineButton("o", { order });
export const showAgainButton = defineButton("og", { order });
export const repeatOrderButton = defineButton("or", { order });
export const showInvoiceButton = defineButton("oi", { payment });

/** Takes away the message that asks. */
export const closeButton = defineButton("cl", {});

export const walletButton = defineButton("w", { page: int });
export const depositButton = defineButton("wd", {});
export const depositAmountButton = defineButton("wa", { amount: int });
/** `last` is the newest deposit when the button was shown, so that it begins one. */
export const depositMethodButton = defineButton("wm", { amount: int, method: word, last: int });

/** What is pressed about money already on its way: no rule against spam holds it up. */
export const paymentButtonNames: ReadonlySet<string> = new Set(
  [
    checkPaymentButton,
    proofButton,
    cancelPaymentButton,
    methodsButton,
    changeMethodButton,
    showInvoiceButton,
    showAgainButton,
  ].map(({ name }) => name),
);
