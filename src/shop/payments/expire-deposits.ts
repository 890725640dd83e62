import { sql } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId, DepositId } from "../../lib/ids.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { closePayments } from "./close-payments.ts";

/** A deposit whose proof waits for an admin does not expire: the waiting is ours. */
export async function expireDeposits(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { batch = 200, signal }: { readonly batch?: number; readonly signal?: AbortSignal } = {},
): Promise<number> {
  let expired = 0;
  for (;;) {
    const done = await db.transaction((tx) => expireBatch(tx, clock.now(), batch));
    expired += done;
    if (done < batch || signal?.aborted) return expired;
  }
}

// --- internal ---

async function expireBatch(tx: Tx, at: Date, batch: number): Promise<number> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const expired = await tx.execute<{ id: DepositId; customer_id: CustomerId }>(sql`
    update deposits set state = 'expired', closed_at = ${now}
    where id in (
      select id from deposits d
      where state = 'pending' and expires_at <= ${now} and not exists (
        select from payment_proofs f join payments p on p.id = f.payment_id
        where p.deposit_id = d.id and f.state = 'waiting')
      order by expires_at limit ${batch}::int for update of d skip locked)
    returning id, customer_id`);
  if (expired.length === 0) return 0;
  const depositIds = expired.map(({ id }) => id);
  await closePayments(tx, { for: { depositIds }, state: "expired", at });
  await queueMessages(
    tx,
    expired.flatMap(({ id, customer_id: chatId }) => [
      {
        to: { chatId },
        lane: "notice",
        message: { kind: "deposit_expired", depositId: id },
        dedupeKey: `deposit_expired:${id}`,
        at,
      },
      {
        to: "admins",
        lane: "notice",
        message: { kind: "admin_deposit_expired", depositId: id },
        dedupeKey: `admin_deposit_expired:${id}`,
        at,
      },
    ]),
  );
  return expired.length;
}
