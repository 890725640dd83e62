import { and, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import { deposits, paymentProofs } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import { type Clock, minutes } from "../../lib/clock.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { invoiceMessage } from "./invoice-message.ts";
import { lockPayment, type Payment } from "./payments.queries.ts";

/** The customer reads the reason and has an hour to show a better proof. */
export async function rejectProof(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  input: { readonly proofId: number; readonly actorId: number; readonly reason: string },
): Promise<Result<"rejected", "not_found" | "already_reviewed">> {
  const { proofId, actorId, reason } = input;
  return db.transaction(async (tx) => {
    const [proof] = await tx
      .select({ paymentId: paymentProofs.paymentId })
      .from(paymentProofs)
      .where(eq(paymentProofs.id, proofId));
    const payment = proof && (await lockPayment(tx, proof.paymentId));
    if (!payment) return refuse("not_found");
    const at = clock.now();
    const rejected = await tx
      .update(paymentProofs)
      .set({ state: "rejected", reviewedAt: at, reviewedBy: actorId, reason })
      .where(and(eq(paymentProofs.id, proofId), eq(paymentProofs.state, "waiting")))
      .returning({ id: paymentProofs.id });
    if (rejected.length === 0) return refuse("already_reviewed");
    await endTheWaiting(tx, payment, at);
    await tell(tx, payment, { proofId, reason, at });
    const subject = `payment:${payment.id}`;
    await writeAudit(tx, { at, actorId, action: "proof.rejected", subject, note: reason });
    return ok("rejected");
  });
}

// --- internal ---

const timeForAnother = minutes(60);

async function endTheWaiting(tx: Tx, payment: Payment, at: Date): Promise<void> {
  const until = new Date(at.getTime() + timeForAnother).toISOString();
  const shortened = { expiresAt: sql`least(expires_at, ${until}::timestamptz)` };
  if (payment.orderId !== null) {
    await tx.update(orders).set(shortened).where(eq(orders.id, payment.orderId));
  } else if (payment.depositId !== null) {
    await tx.update(deposits).set(shortened).where(eq(deposits.id, payment.depositId));
  }
}

async function tell(
  tx: Tx,
  payment: Payment,
  { proofId, reason, at }: { proofId: number; reason: string; at: Date },
): Promise<void> {
  await queueMessages(tx, [
    {
      to: { chatId: payment.customerId },
      lane: "order",
      message: { kind: "proof_rejected", paymentId: payment.id, reason },
      dedupeKey: `proof_rejected:${proofId}`,
      at,
    },
    invoiceMessage(payment, `proof_rejected:${proofId}`, at),
  ]);
}
