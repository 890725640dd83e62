/*
 * Whoever changes an order locks in this order, and nobody waits in a circle:
 *
 *   orders → payments → product_contents → vouchers → wallets → products → telemetry_daily
 *
 * Several rows of one table are locked by rising id (customer id for wallets). A conditional
 * update of the order's row is its lock. What is written about a payment (a proof, a charge, an
 * approval) locks the order of that payment first.
 */

export const orderStates = [
  "awaiting_payment",
  "paid",
  "delivered",
  "expired",
  "cancelled",
  "refunded",
] as const;
export type OrderState = (typeof orderStates)[number];

/** An expired or cancelled order may still be paid late: then it is fulfilled if stock is there. */
export const nextStates = {
  awaiting_payment: ["paid", "expired", "cancelled"],
  paid: ["delivered", "refunded"],
  delivered: ["refunded"],
  expired: ["paid"],
  cancelled: ["paid"],
  refunded: [],
} as const satisfies Record<OrderState, readonly OrderState[]>;

export function mayBecome(from: OrderState, to: OrderState): boolean {
  return (nextStates[from] as readonly OrderState[]).includes(to);
}

/** What the history of an order tells. */
export type OrderEvent =
  | "placed"
  | "method_changed"
  | "paid"
  | "paid_late"
  | "odd_money"
  | "delivered"
  | "expired"
  | "cancelled"
  | "refunded"
  | "fulfilled_by_hand"
  | "resent"
  | "unit_replaced"
  | "repaired";
