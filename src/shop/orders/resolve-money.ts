import { minus, noMoney, type Rupiah } from "../../lib/money.ts";
import type { OrderState } from "./order.ts";

/** What money can turn out to be when it is confirmed. */
export const circumstances = [
  "exact",
  "late",
  "double",
  "too_low",
  "too_high",
  "cancelled",
  "unknown",
  "deposit",
  "manual",
] as const;
export type Circumstance = (typeof circumstances)[number];

export type Resolution = {
  readonly circumstance: Circumstance;
  /** The order is to be fulfilled, if everything it needs is (still) there. */
  readonly fulfils: boolean;
};

/** What the money of an order is good for; `due` is the part that the wallet does not pay. */
export function resolveMoney(money: {
  readonly state: OrderState;
  readonly due: Rupiah;
  readonly amount: Rupiah;
}): Resolution {
  const { state, due, amount } = money;
  if (state === "paid" || state === "delivered" || state === "refunded") {
    return { circumstance: "double", fulfils: false };
  }
  if (amount < due) return { circumstance: "too_low", fulfils: false };
  if (state === "expired") return { circumstance: "late", fulfils: true };
  if (state === "cancelled") return { circumstance: "cancelled", fulfils: true };
  return { circumstance: amount === due ? "exact" : "too_high", fulfils: true };
}

export type Split = {
  readonly toOrder: Rupiah;
  readonly toWallet: Rupiah;
  readonly unclaimed: Rupiah;
};

/** Every rupiah ends in one place: the order takes what it costs, the wallet what is left. */
export function splitMoney(money: {
  readonly amount: Rupiah;
  readonly due: Rupiah;
  readonly isFulfilled: boolean;
}): Split {
  const toOrder = money.isFulfilled ? money.due : noMoney;
  return { toOrder, toWallet: minus(money.amount, toOrder), unclaimed: noMoney };
}
