import { and, eq, inArray } from "drizzle-orm";
import type { Queryable, Tx } from "../../../db/client.ts";
import { deposits, payments } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { PaymentId } from "../../lib/ids.ts";
import type { PaidThing } from "./create-payment.ts";

export type Payment = typeof payments.$inferSelect;

export async function findPayment(
  queryable: Queryable,
  id: PaymentId,
): Promise<Payment | undefined> {
  const [row] = await queryable.select().from(payments).where(eq(payments.id, id));
  return row;
}

export async function findPaymentByReference(
  queryable: Queryable,
  { gateway, reference }: { readonly gateway: string; readonly reference: string },
): Promise<Payment | undefined> {
  const [row] = await queryable
    .select()
    .from(payments)
    .where(and(eq(payments.reference, reference), eq(payments.gateway, gateway)));
  return row;
}

/** At most one is open. */
export async function openPaymentOf(
  queryable: Queryable,
  thing: PaidThing,
): Promise<Payment | undefined> {
  const [row] = await queryable
    .select()
    .from(payments)
    .where(and(isOf(thing), inArray(payments.state, ["created", "pending"])));
  return row;
}

/**
 * Locks what is paid for and then the payment, which is the order that everybody keeps, and reads
 * both as they are now.
 */
export async function lockPayment(tx: Tx, id: PaymentId): Promise<Payment | undefined> {
  const found = await findPayment(tx, id);
  if (!found) return undefined;
  await lockPaidThing(tx, paidThingOf(found));
  const [row] = await tx.select().from(payments).where(eq(payments.id, id)).for("update");
  return row;
}

export async function lockPaidThing(tx: Tx, thing: PaidThing): Promise<void> {
  if ("orderId" in thing) {
    await tx
      .select({ id: orders.id })
      .from(orders)
      .where(eq(orders.id, thing.orderId))
      .for("update");
  } else {
    await tx
      .select({ id: deposits.id })
      .from(deposits)
      .where(eq(deposits.id, thing.depositId))
      .for("update");
  }
}

export function paidThingOf(payment: Pick<Payment, "id" | "orderId" | "depositId">): PaidThing {
  if (payment.orderId !== null) return { orderId: payment.orderId };
  if (payment.depositId !== null) return { depositId: payment.depositId };
  throw new Error(`Payment ${payment.id} is for nothing`);
}

// --- internal ---

function isOf(thing: PaidThing) {
  return "orderId" in thing
    ? eq(payments.orderId, thing.orderId)
    : eq(payments.depositId, thing.depositId);
}
