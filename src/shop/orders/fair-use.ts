import type { ProductId } from "../../lib/ids.ts";
import type { Settings } from "../settings/setting-rules.ts";

/** What the rules look at: the customer's past, and what the order would hold unpaid. */
export type UnpaidHolds = {
  readonly at: Date;
  readonly unpaidOrders: number;
  /** Within the settings' hours. */
  readonly expiredOrders: number;
  readonly lastExpiredAt: Date | null;
  readonly lines: readonly HeldLine[];
};

export type HeldLine = {
  readonly productId: ProductId;
  readonly quantity: number;
  /** Held by this customer's other unpaid orders. */
  readonly alreadyHeld: number;
  /** What is left to everybody, counted as far as the rules need it; nothing where it is unlimited. */
  readonly available: number | null;
};

export type Unfair =
  | { readonly ok: false; readonly reason: "too_many_unpaid"; readonly detail: { max: number } }
  | { readonly ok: false; readonly reason: "must_wait"; readonly detail: { until: Date } }
  | { readonly ok: false; readonly reason: "too_many_units"; readonly detail: { max: number } }
  | {
      readonly ok: false;
      readonly reason: "share_of_stock";
      readonly detail: { productId: ProductId; max: number };
    };

export type FairUse = Pick<
  Settings,
  | "maxUnpaidOrders"
  | "maxUnpaidSharePercent"
  | "maxUnitsPerUnpaidOrder"
  | "nonPayerOrders"
  | "nonPayerWaitMinutes"
>;

/** Unpaid orders keep goods from others, so that nobody may hold much, or again and again. */
export function unfairness(rules: FairUse, holds: UnpaidHolds): Unfair | undefined {
  const { at, lines } = holds;
  if (holds.unpaidOrders >= rules.maxUnpaidOrders)
    return { ok: false, reason: "too_many_unpaid", detail: { max: rules.maxUnpaidOrders } };

  const until = mustWaitUntil(rules, holds);
  if (until && until > at) return { ok: false, reason: "must_wait", detail: { until } };

  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (units > rules.maxUnitsPerUnpaidOrder)
    return { ok: false, reason: "too_many_units", detail: { max: rules.maxUnitsPerUnpaidOrder } };

  for (const line of lines) {
    const max = fairShare(rules, line);
    if (line.quantity > max) {
      const { productId } = line;
      return { ok: false, reason: "share_of_stock", detail: { productId, max } };
    }
  }
  return undefined;
}

/** How many units one customer may still take: one is always allowed. */
export function fairShare(
  { maxUnpaidSharePercent }: Pick<FairUse, "maxUnpaidSharePercent">,
  { available, alreadyHeld }: Omit<HeldLine, "productId" | "quantity">,
): number {
  if (available === null) return Number.POSITIVE_INFINITY;
  const share = Math.ceil(((available + alreadyHeld) * maxUnpaidSharePercent) / 100);
  return Math.max(share - alreadyHeld, alreadyHeld === 0 ? 1 : 0);
}

/** Whether the order would leave so little that it may hold it for a short time only. */
export function isScarce(
  { scarceAt }: Pick<Settings, "scarceAt">,
  lines: readonly Pick<HeldLine, "quantity" | "available">[],
): boolean {
  return lines.some(
    ({ available, quantity }) => available !== null && available - quantity < scarceAt,
  );
}

// --- internal ---

function mustWaitUntil(rules: FairUse, holds: UnpaidHolds): Date | undefined {
  const { nonPayerOrders, nonPayerWaitMinutes } = rules;
  if (nonPayerOrders === 0 || holds.expiredOrders < nonPayerOrders) return undefined;
  if (!holds.lastExpiredAt) return undefined;
  return new Date(holds.lastExpiredAt.getTime() + nonPayerWaitMinutes * 60_000);
}
