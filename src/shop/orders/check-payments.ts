import { inArray, sql } from "drizzle-orm";
import { payments } from "../../../db/schema/money.ts";
import { seconds } from "../../lib/clock.ts";
import type { PaymentId } from "../../lib/ids.ts";
import { findPayment } from "../payments/payments.queries.ts";
import { type CheckDeps, type Checked, checkPayment } from "./check-payment.ts";

/**
 * Asks for every charge whose time has come, so that a lost webhook costs seconds and not money:
 * first those that wait to be paid, then those that are over and might be paid after all.
 */
export async function checkDuePayments(
  deps: CheckDeps,
  { limit = 20 }: { readonly limit?: number } = {},
): Promise<number> {
  const ids = await claimDue(deps, limit);
  if (ids.length === 0) return 0;
  const due = await deps.db.select().from(payments).where(inArray(payments.id, ids));
  const outcomes = await Promise.allSettled(due.map((payment) => checkPayment(deps, payment)));
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") {
      deps.log.error("[payments] Checking a payment failed", outcome.reason);
    }
  }
  return due.length;
}

/** At the customer's wish, now. The gateway's own pace may answer that it was asked moments ago. */
export async function checkPaymentNow(deps: CheckDeps, id: PaymentId): Promise<Checked> {
  const payment = await findPayment(deps.db, id);
  return payment ? checkPayment(deps, payment) : "no_charge";
}

// --- internal ---

/** Longer than the gateway may take; whoever dies with a claim leaves it due again. */
const lease = seconds(30);

async function claimDue(
  { db, clock }: Pick<CheckDeps, "db" | "clock">,
  limit: number,
): Promise<PaymentId[]> {
  const open = await claim(sql`state = 'pending'`, limit);
  const left = limit - open.length;
  if (left === 0) return open;
  return [...open, ...(await claim(sql`state in ('expired', 'cancelled', 'failed')`, left))];

  async function claim(isOfThese: ReturnType<typeof sql>, most: number): Promise<PaymentId[]> {
    const now = clock.now();
    const until = new Date(now.getTime() + lease).toISOString();
    const rows = await db.execute<{ id: PaymentId }>(sql`
      update payments set next_check_at = ${until}::timestamptz
      where id in (
        select id from payments
        where next_check_at <= ${now.toISOString()}::timestamptz and ${isOfThese}
        order by next_check_at limit ${most}::int for update skip locked)
      returning id`);
    return rows.map(({ id }) => id);
  }
}
