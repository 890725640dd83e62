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
