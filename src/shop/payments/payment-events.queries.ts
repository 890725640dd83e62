import { eq, sql } from "drizzle-orm";
import type { Db, Queryable } from "../../../db/client.ts";
import { paymentEvents } from "../../../db/schema/money.ts";
import type { CallbackHint } from "./gateway.ts";

export type PaymentEvent = {
  readonly id: number;
  readonly gateway: string;
  readonly reference: string;
  readonly transactionId: string | null;
  readonly hint: CallbackHint;
  readonly attempts: number;
};

/** Takes what is due, so that no other instance does: whoever dies with it leaves it due again. */
export async function claimEvents(
  db: Db,
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<PaymentEvent[]> {
  return db.execute<PaymentEvent>(sql`
    update payment_events
    set not_before = ${until.toISOString()}::timestamptz, attempts = attempts + 1
    where id in (
      select id from payment_events
      where processed_at is null and not_before <= ${now.toISOString()}::timestamptz
      order by not_before, id limit ${limit}::int for update skip locked)
    returning id, gateway, reference, transaction_id as "transactionId", body as hint, attempts`);
}

export async function closeEvent(
  queryable: Queryable,
  { id, outcome, at }: { readonly id: number; readonly outcome: string; readonly at: Date },
): Promise<void> {
  await queryable
    .update(paymentEvents)
    .set({ processedAt: at, outcome })
    .where(eq(paymentEvents.id, id));
}

export async function postponeEvent(
  queryable: Queryable,
  { id, until }: { readonly id: number; readonly until: Date },
): Promise<void> {
  await queryable.update(paymentEvents).set({ notBefore: until }).where(eq(paymentEvents.id, id));
}
