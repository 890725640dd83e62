import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { payments } from "../../../db/schema/money.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import type { Payment } from "../payments/payments.queries.ts";
import type { ConfirmedMoney } from "./confirmed-money.ts";

/**
 * Play money in a shop that sells for real, or the other way round: nothing moves, people look.
 * Says whether it is the first time.
 */
export async function refuseSandbox(
  tx: Tx,
  input: {
    readonly payment: Payment | undefined;
    readonly money: ConfirmedMoney;
    readonly at: Date;
  },
): Promise<boolean> {
  const { payment, money, at } = input;
  const subject = payment ? `payment:${payment.id}` : `${money.gateway}:${money.transactionId}`;
  await queueMessages(tx, [
    {
      to: "admins",
      lane: "notice",
      message: {
        kind: "admin_attention",
        subject,
        detail: `${money.reference}: ${money.isSandbox ? "sandbox" : "live"} payment refused`,
      },
      dedupeKey: `sandbox_refused:${money.gateway}:${money.transactionId}`,
      at,
    },
  ]);
  if (payment && !(await isFirstTime(tx, payment))) return false;
  const { reference, amount, isSandbox } = money;
  await writeAudit(tx, {
    ...{ at, actorId: null, action: "payment.sandbox_refused", subject },
    after: { reference, amount, isSandbox },
  });
  return true;
}

// --- internal ---

/** The jobs ask again and again: it is written down once. */
async function isFirstTime(tx: Tx, payment: Payment): Promise<boolean> {
  const marked = await tx
    .update(payments)
    .set({ lastError: "sandbox" })
    .where(and(eq(payments.id, payment.id), sql`${payments.lastError} is distinct from 'sandbox'`))
    .returning({ id: payments.id });
  return marked.length > 0;
}
