import { hours, minutes, seconds } from "../../lib/clock.ts";

export const paymentStates = [
  "created",
  "pending",
  "paid",
  "expired",
  "cancelled",
  "failed",
] as const;
export type PaymentState = (typeof paymentStates)[number];

/** Whatever became of a charge here, money that comes for it after all makes it paid. */
export const nextPaymentStates = {
  created: ["pending", "paid", "expired", "cancelled", "failed"],
  pending: ["paid", "expired", "cancelled", "failed"],
  expired: ["paid"],
  cancelled: ["paid"],
  failed: ["paid"],
  paid: [],
} as const satisfies Record<PaymentState, readonly PaymentState[]>;

export type ClosedState = Exclude<PaymentState, "created" | "pending" | "paid">;

/** Every state but paid itself. */
export const payableStates: readonly PaymentState[] = paymentStates.filter((state) =>
  (nextPaymentStates[state] as readonly PaymentState[]).includes("paid"),
);

/** Money that a person confirms: there is no gateway to ask. */
export const manualGateway = "manual";

/** The gateway may be asked about one transaction every four seconds, so never sooner than this. */
export const soonestCheck = seconds(5);

/** Long after a charge is over its money may still come: the gateway gives up after 24 hours. */
export const watchedAfterwards = hours(25);

/**
 * When an open charge is looked at next. The pauses grow with its age, so that a lost webhook
 * costs seconds, and most webhooks find the gateway's four seconds free.
 */
export function nextOpenCheck(payment: { createdAt: Date }, now: Date): Date {
  const age = now.getTime() - payment.createdAt.getTime();
  return later(now, clamp(age / 3, soonestCheck, minutes(1)));
}

/** When a charge that is over is looked at next, or never again. */
export function nextClosedCheck(payment: { closedAt: Date }, now: Date): Date | null {
  const age = now.getTime() - payment.closedAt.getTime();
  if (age >= watchedAfterwards) return null;
  return later(now, clamp(age / 4, seconds(15), minutes(30)));
}

/** After the n-th failure in a row: 5 s, 10 s, 20 s, … at most two minutes. */
export function retryAt(attempts: number, now: Date): Date {
  return later(now, clamp(seconds(5) * 2 ** Math.max(0, attempts - 1), 0, minutes(2)));
}

// --- internal ---

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + Math.round(ms));
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
