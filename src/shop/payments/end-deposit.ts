import { and, eq } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import { deposits } from "../../../db/schema/money.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId, DepositId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { closePayments } from "./close-payments.ts";

type EndDeps = { readonly db: Db; readonly clock: Clock };

/** By the customer. Money that is on its way already still comes into the wallet. */
export async function cancelDeposit(
  { db, clock }: EndDeps,
  { depositId, customerId }: { readonly depositId: DepositId; readonly customerId: CustomerId },
): Promise<Result<"cancelled", "not_pending">> {
  return db.transaction(async (tx) => {
    const isMine = eq(deposits.customerId, customerId);
    const ended = await end(tx, { depositId, state: "cancelled", at: clock.now(), isMine });
    return ended ? ok("cancelled") : refuse("not_pending");
  });
}

/** By an admin, who says why. */
export async function rejectDeposit(
  { db, clock }: EndDeps,
  input: { readonly depositId: DepositId; readonly actorId: number; readonly reason: string },
): Promise<Result<"rejected", "not_pending">> {
  const { depositId, actorId, reason } = input;
  return db.transaction(async (tx) => {
    const at = clock.now();
    const ended = await end(tx, { depositId, state: "rejected", at });
    if (!ended) return refuse("not_pending");
    await queueMessages(tx, [
      {
        to: { chatId: ended.customerId },
        lane: "order",
        message: { kind: "deposit_rejected", depositId, reason },
        dedupeKey: `deposit_rejected:${depositId}`,
        at,
      },
    ]);
    const subject = `deposit:${depositId}`;
    await writeAudit(tx, { at, actorId, action: "deposit.rejected", subject, note: reason });
    return ok("rejected");
  });
}

// --- internal ---

async function end(
  tx: Tx,
  ending: {
    depositId: DepositId;
    state: "cancelled" | "rejected";
    at: Date;
    isMine?: ReturnType<typeof eq>;
  },
): Promise<{ customerId: CustomerId } | undefined> {
  const { depositId, state, at, isMine } = ending;
  const [ended] = await tx
    .update(deposits)
    .set({ state, closedAt: at })
    .where(and(eq(deposits.id, depositId), eq(deposits.state, "pending"), isMine))
    .returning({ customerId: deposits.customerId });
  if (ended) await closePayments(tx, { for: { depositId }, state: "cancelled", at });
  return ended;
}
