import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { paymentProofs } from "../../../db/schema/money.ts";
import type { PaymentId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { manualGateway } from "../payments/payment.ts";
import { lockPayment, type Payment } from "../payments/payments.queries.ts";
import type { ConfirmedMoney, SettleDeps, Settled } from "./confirmed-money.ts";
import { announceSettlement, settleWithin } from "./settle-payment.ts";

export type Approval = {
  readonly paymentId: PaymentId;
  /** What is really on the account, which decides what becomes of it. */
  readonly amountReceived: Rupiah;
  readonly actorId: number;
  readonly note?: string | undefined;
};

export type ApprovalRefusal = "not_found" | "not_an_amount" | "already_approved";

/** An admin has seen the money of a manual transfer: from here on it is money like any other. */
export async function approveManual(
  deps: SettleDeps,
  approval: Approval,
): Promise<Result<Settled, ApprovalRefusal>> {
  const { paymentId, amountReceived } = approval;
  if (amountReceived <= 0) return refuse("not_an_amount");
  const outcome = await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    if (payment?.gateway !== manualGateway) return undefined;
    const money = moneyOf(payment, approval, deps.clock.now());
    const settlement = await settleWithin(tx, deps, money);
    if (settlement.kind === "settled") await approveProofs(tx, approval, money.completedAt);
    return { money, settlement };
  });
  if (!outcome) return refuse("not_found");
  const { money, settlement } = outcome;
  announceSettlement(deps, money, settlement);
  // Of two admins at once the second is told that the first has done it.
  return settlement.kind === "settled" ? ok(settlement) : refuse("already_approved");
}

// --- internal ---

function moneyOf(payment: Payment, approval: Approval, now: Date): ConfirmedMoney {
  return {
    gateway: manualGateway,
    transactionId: `${manualGateway}:${payment.id}`,
    reference: payment.reference,
    amount: approval.amountReceived,
    isSandbox: false,
    completedAt: now,
    confirmedBy: approval.actorId,
    note: approval.note,
  };
}

async function approveProofs(tx: Tx, { paymentId, actorId, note }: Approval, at: Date) {
  await tx
    .update(paymentProofs)
    .set({ state: "approved", reviewedAt: at, reviewedBy: actorId, reason: note ?? null })
    .where(and(eq(paymentProofs.paymentId, paymentId), eq(paymentProofs.state, "waiting")));
}
