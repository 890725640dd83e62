import type { CustomerId, DepositId, OrderId, PaymentId, ProductId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";

/** Replies go first, then what orders cause, then notices, then bulk. */
export const lanes = { reply: 0, order: 1, notice: 2, broadcast: 3 } as const;
export type Lane = keyof typeof lanes;

/**
 * What the shop has to say because something happened. It names rows and never holds goods: the
 * words are made when the message is sent, in the language the person has then.
 */
export type Message =
  // To the customer
  | { readonly kind: "goods"; readonly orderId: OrderId }
  | { readonly kind: "invoice"; readonly paymentId: PaymentId }
  | { readonly kind: "order_expired"; readonly orderId: OrderId }
  | { readonly kind: "order_cancelled"; readonly orderId: OrderId; readonly reason?: string }
  | { readonly kind: "order_refunded"; readonly orderId: OrderId; readonly amount: Rupiah }
  | { readonly kind: "money_to_wallet"; readonly moneyInId: number }
  | { readonly kind: "paid_late"; readonly orderId: OrderId }
  | { readonly kind: "deposit_completed"; readonly depositId: DepositId }
  | { readonly kind: "deposit_expired"; readonly depositId: DepositId }
  | { readonly kind: "deposit_rejected"; readonly depositId: DepositId; readonly reason: string }
  | { readonly kind: "proof_rejected"; readonly paymentId: PaymentId; readonly reason: string }
  | { readonly kind: "wallet_adjusted"; readonly amount: Rupiah; readonly reason: string }
  | { readonly kind: "unit_replaced"; readonly orderId: OrderId }
  | { readonly kind: "waitlist_turn"; readonly productId: ProductId; readonly until: string }
  | { readonly kind: "waitlist_lapsed"; readonly productId: ProductId }
  // An admin may type anything, goods too: sealed under `fromAdminIdentity`.
  | { readonly kind: "from_admin"; readonly sealed: string }
  // To the admins and the staff who may see it
  | { readonly kind: "admin_new_order"; readonly orderId: OrderId }
  | { readonly kind: "admin_order_paid"; readonly orderId: OrderId }
  | { readonly kind: "admin_order_expired"; readonly orderId: OrderId }
  | { readonly kind: "admin_deposit"; readonly depositId: DepositId }
  | { readonly kind: "admin_deposit_expired"; readonly depositId: DepositId }
  | { readonly kind: "admin_proof"; readonly proofId: number }
  | { readonly kind: "admin_money_attention"; readonly moneyInId: number }
  | { readonly kind: "admin_attention"; readonly subject: string; readonly detail: string }
  | { readonly kind: "admin_stock"; readonly productId: ProductId; readonly alarm: "low" | "out" }
  | { readonly kind: "admin_spam"; readonly customerId: CustomerId };

export type MessageKind = Message["kind"];

/** Who it goes to: one chat, or everybody behind the counter with the right for it. */
export type Recipient = { readonly chatId: number } | "admins";

/** The words of an admin open for the chat that they were written to. */
export const fromAdminIdentity = (chatId: number): string => `from_admin:${chatId}`;
