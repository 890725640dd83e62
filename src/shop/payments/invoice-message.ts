import type { CustomerId, PaymentId } from "../../lib/ids.ts";
import type { QueuedMessage } from "../messages/queue-message.ts";
import type { PaymentState } from "./payment.ts";

/** `delayed`: the gateway has not answered yet, and the customer is offered what works. */
export type InvoiceNews = PaymentState | "delayed" | "proof" | "proof_rejected";

/** The invoice on screen follows the payment: each piece of news has it shown or edited once. */
export function invoiceMessage(
  payment: { readonly id: PaymentId; readonly customerId: CustomerId },
  news: InvoiceNews | `${InvoiceNews}:${number}`,
  at: Date,
): QueuedMessage {
  return {
    to: { chatId: payment.customerId },
    // Thousands may expire at once, and no goods wait behind them.
    lane: news === "expired" ? "notice" : "order",
    message: { kind: "invoice", paymentId: payment.id },
    dedupeKey: `invoice:${payment.id}:${news}`,
    at,
  };
}
