import { asc, eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { deposits, paymentProofs, payments } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { CustomerId, DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import { proofIdentity } from "./add-proof.ts";
import type { PaymentState } from "./payment.ts";

export type WaitingProof = {
  readonly proofId: number;
  readonly paymentId: PaymentId;
  readonly customerId: CustomerId;
  readonly code: string;
  readonly amount: Rupiah;
  readonly createdAt: Date;
};

/** The oldest first: whoever has waited longest. */
export async function waitingProofs(
  queryable: Queryable,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<{ readonly proofs: readonly WaitingProof[]; readonly hasMore: boolean }> {
  const rows = await queryable
    .select({
      proofId: paymentProofs.id,
      paymentId: payments.id,
      customerId: payments.customerId,
      code: payments.reference,
      amount: payments.amount,
      createdAt: paymentProofs.createdAt,
    })
    .from(paymentProofs)
    .innerJoin(payments, eq(payments.id, paymentProofs.paymentId))
    .where(eq(paymentProofs.state, "waiting"))
    .orderBy(asc(paymentProofs.id))
    .limit(size + 1)
    .offset(page * size);
  return { proofs: rows.slice(0, size), hasMore: rows.length > size };
}

export type ProofDetail = WaitingProof & {
  readonly state: "waiting" | "approved" | "rejected";
  readonly paymentState: PaymentState;
  readonly orderId: OrderId | null;
  readonly depositId: DepositId | null;
  /** The code of the order or deposit. */
  readonly thingCode: string;
  readonly text: string | undefined;
  readonly file: { readonly fileId: string; readonly mediaType: string } | undefined;
  readonly reason: string | null;
};

export async function findProof(
  { queryable, vault }: { readonly queryable: Queryable; readonly vault: Vault },
  proofId: number,
): Promise<ProofDetail | undefined> {
  const [row] = await queryable
    .select({ proof: paymentProofs, payment: payments, order: orders.code, deposit: deposits.code })
    .from(paymentProofs)
    .innerJoin(payments, eq(payments.id, paymentProofs.paymentId))
    .leftJoin(orders, eq(orders.id, payments.orderId))
    .leftJoin(deposits, eq(deposits.id, payments.depositId))
    .where(eq(paymentProofs.id, proofId));
  if (!row) return undefined;
  const { proof, payment } = row;
  return {
    proofId,
    paymentId: payment.id,
    customerId: payment.customerId,
    code: payment.reference,
    amount: payment.amount,
    createdAt: proof.createdAt,
    state: proof.state,
    paymentState: payment.state,
    orderId: payment.orderId,
    depositId: payment.depositId,
    thingCode: row.order ?? row.deposit ?? payment.reference,
    text: proof.content === null ? undefined : vault.open(proof.content, proofIdentity(proofId)),
    file:
      proof.fileId === null
        ? undefined
        : { fileId: proof.fileId, mediaType: proof.mediaType ?? "document" },
    reason: proof.reason,
  };
}
