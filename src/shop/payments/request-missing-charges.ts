import { sql } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import type { PaymentId } from "../../lib/ids.ts";
import { type ChargeDeps, requestCharge } from "./request-charge.ts";

/**
 * Whoever placed the order may have died before the gateway answered: payments without a charge
 * are asked for again, with the same values, until they expire.
 */
export async function requestMissingCharges(
  deps: ChargeDeps,
  { limit = 20 }: { readonly limit?: number } = {},
): Promise<number> {
  const due = await claim(deps, limit);
  // Each alone: the gateway's own pacing decides how fast they go.
  const outcomes = await Promise.allSettled(due.map((id) => requestCharge(deps, id)));
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") {
      deps.log.error("[payments] Asking for a missing charge failed", outcome.reason);
    }
  }
  return due.length;
}

// --- internal ---

/** Longer than the gateway may take to answer, with a place in its queue. */
const lease = seconds(40);

async function claim(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  limit: number,
): Promise<PaymentId[]> {
  const now = clock.now();
  const until = new Date(now.getTime() + lease).toISOString();
  const rows = await db.execute<{ id: PaymentId }>(sql`
    update payments set next_check_at = ${until}::timestamptz
    where id in (
      select id from payments
      where state = 'created' and next_check_at <= ${now.toISOString()}::timestamptz
        and expires_at > ${now.toISOString()}::timestamptz
      order by next_check_at limit ${limit}::int for update skip locked)
    returning id`);
  return rows.map(({ id }) => id);
}
