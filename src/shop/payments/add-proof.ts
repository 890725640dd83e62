import { and, count, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import { deposits, paymentProofs } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import { type Clock, hours } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { CustomerId, PaymentId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { readSettings } from "../settings/read-settings.ts";
import { invoiceMessage } from "./invoice-message.ts";
import { manualGateway } from "./payment.ts";
import { lockPayment, type Payment } from "./payments.queries.ts";

export type Proof =
  | { readonly text: string }
  | {
      readonly fileId: string;
      readonly mediaType: "photo" | "document";
      /** What was written under it. */
      readonly text?: string | undefined;
    };

export type ProofRefusal = "not_found" | "already_paid" | "too_many";

/**
 * The customer shows that the transfer was made. Also after expiry: the money may have been on
 * its way already, and what becomes of it is decided when an admin confirms it.
 */
export async function addProof(
  { db, clock, vault }: { readonly db: Db; readonly clock: Clock; readonly vault: Vault },
  input: {
    readonly paymentId: PaymentId;
    readonly customerId: CustomerId;
    readonly proof: Proof;
  },
): Promise<Result<{ readonly proofId: number }, ProofRefusal>> {
  const { paymentId, customerId, proof } = input;
  return db.transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    if (payment?.customerId !== customerId || payment.gateway !== manualGateway) {
      return refuse("not_found");
    }
    if (payment.state === "paid") return refuse("already_paid");
    if ((await countWaiting(tx, paymentId)) >= mostWaiting) return refuse("too_many");
    const at = clock.now();
    const proofId = await insert(tx, { vault, paymentId, proof, at });
    await waitForReview(tx, payment, at);
    await queueMessages(tx, [
      {
        to: "admins",
        lane: "notice",
        message: { kind: "admin_proof", proofId },
        dedupeKey: `admin_proof:${proofId}`,
        at,
      },
      invoiceMessage(payment, `proof:${proofId}`, at),
    ]);
    return ok({ proofId });
  });
}

export function proofIdentity(proofId: number): string {
  return `payment_proof:${proofId}`;
}

// --- internal ---

const mostWaiting = 5;

async function countWaiting(tx: Tx, paymentId: PaymentId): Promise<number> {
  const [row] = await tx
    .select({ waiting: count() })
    .from(paymentProofs)
    .where(and(eq(paymentProofs.paymentId, paymentId), eq(paymentProofs.state, "waiting")));
  return row?.waiting ?? 0;
}

async function insert(
  tx: Tx,
  { vault, paymentId, proof, at }: { vault: Vault; paymentId: PaymentId; proof: Proof; at: Date },
): Promise<number> {
  const file = "fileId" in proof ? { fileId: proof.fileId, mediaType: proof.mediaType } : {};
  const [row] = await tx
    .insert(paymentProofs)
    .values({ paymentId, createdAt: at, ...file })
    .returning({ id: paymentProofs.id });
  if (!row) throw new Error(`No proof was kept for payment ${paymentId}`);
  if (proof.text !== undefined) {
    await tx
      .update(paymentProofs)
      .set({ content: vault.seal(proof.text, proofIdentity(row.id)) })
      .where(eq(paymentProofs.id, row.id));
  }
  return row.id;
}

/** From here on the waiting is ours: what was bought stays reserved while an admin looks. */
async function waitForReview(tx: Tx, payment: Payment, at: Date): Promise<void> {
  if (payment.state !== "pending") return;
  const { manualExpiryHours } = await readSettings(tx);
  const until = new Date(at.getTime() + hours(manualExpiryHours)).toISOString();
  const extended = { expiresAt: sql`greatest(expires_at, ${until}::timestamptz)` };
  if (payment.orderId !== null) {
    const isOpen = and(eq(orders.id, payment.orderId), eq(orders.state, "awaiting_payment"));
    await tx.update(orders).set(extended).where(isOpen);
  } else if (payment.depositId !== null) {
    await tx.update(deposits).set(extended).where(eq(deposits.id, payment.depositId));
  }
}
