import { count, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { payments } from "../../../db/schema/money.ts";
import type { CustomerId, DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import { manualGateway, soonestCheck } from "./payment.ts";

export type PaidThing = { readonly orderId: OrderId } | { readonly depositId: DepositId };

export type NewPayment = {
  readonly for: PaidThing;
  /** The code of the order or deposit: the reference is made of it. */
  readonly code: string;
  readonly customerId: CustomerId;
  readonly gateway: string;
  readonly method: string;
  readonly amount: Rupiah;
  readonly expiresAt: Date;
  readonly at: Date;
};

/**
 * Part of the transaction that holds the order's or deposit's row. The gateway is called after
 * it, by `requestCharge`; a manual transfer can be paid at once.
 */
export async function createPayment(tx: Tx, payment: NewPayment): Promise<PaymentId> {
  const { for: thing, code, at, ...values } = payment;
  const isManual = payment.gateway === manualGateway;
  const [row] = await tx
    .insert(payments)
    .values({
      ...values,
      ...thing,
      reference: await unusedReference(tx, thing, code),
      state: isManual ? "pending" : "created",
      total: payment.amount,
      createdAt: at,
      // When the job repeats the gateway's call, in case nobody lived to make it.
      nextCheckAt: isManual ? null : new Date(at.getTime() + soonestCheck),
    })
    .returning({ id: payments.id });
  if (!row) throw new Error(`No payment was made for ${code}`);
  return row.id;
}

// --- internal ---

/** A gateway must never see one reference with two amounts: each attempt has its own. */
async function unusedReference(tx: Tx, thing: PaidThing, code: string): Promise<string> {
  const isSameThing =
    "orderId" in thing
      ? eq(payments.orderId, thing.orderId)
      : eq(payments.depositId, thing.depositId);
  const [row] = await tx.select({ before: count() }).from(payments).where(isSameThing);
  const before = row?.before ?? 0;
  return before === 0 ? code : `${code}-${before + 1}`;
}
