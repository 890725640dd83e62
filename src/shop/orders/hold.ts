import { hours, minutes } from "../../lib/clock.ts";
import type { Settings } from "../settings/setting-rules.ts";

export type HoldRules = Pick<
  Settings,
  "expiryMinutes" | "manualExpiryHours" | "scarceAt" | "scarceExpiryMinutes"
>;

/** Until when an unpaid order keeps what it reserved. */
export function holdFor(
  deps: { readonly expiryMinutes: number },
  rules: HoldRules,
  order: { readonly from: Date; readonly isManual: boolean; readonly isScarce: boolean },
): Date {
  const usual = order.isManual
    ? hours(rules.manualExpiryHours)
    : minutes(rules.expiryMinutes ?? deps.expiryMinutes);
  const hold = order.isScarce ? Math.min(usual, minutes(rules.scarceExpiryMinutes)) : usual;
  return new Date(order.from.getTime() + hold);
}
