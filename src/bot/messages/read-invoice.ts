import { count, eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { deposits, paymentProofs } from "../../../db/schema/money.ts";
import { orderItems, orders } from "../../../db/schema/orders.ts";
import type { OrderId, PaymentId } from "../../lib/ids.ts";
import { type Rupiah, times } from "../../lib/money.ts";
import type { OrderState } from "../../shop/orders/order.ts";
import { findPayment, type Payment } from "../../shop/payments/payments.queries.ts";
import { readSettings } from "../../shop/settings/read-settings.ts";

/** What an invoice shows: a payment and what it is for. */
export type InvoiceView = {
  readonly payment: Payment;
  readonly code: string;
  readonly thing:
    | {
        readonly kind: "order";
        readonly orderId: OrderId;
        readonly state: OrderState;
        readonly items: readonly { name: string; quantity: number; amount: Rupiah }[];
        readonly discount: Rupiah;
        readonly walletAmount: Rupiah;
        readonly total: Rupiah;
      }
    | { readonly kind: "deposit"; readonly isOpen: boolean };
  /** The moment until which it may be paid. */
  readonly expiresAt: Date;
  readonly hasProof: boolean;
  readonly instructions: string;
};

export async function readInvoice(
  queryable: Queryable,
  paymentId: PaymentId,
): Promise<InvoiceView | undefined> {
  const payment = await findPayment(queryable, paymentId);
  if (!payment) return undefined;
  const [found, [proofs], settings] = await Promise.all([
    payment.orderId === null ? depositOf(queryable, payment) : orderOf(queryable, payment.orderId),
    queryable
      .select({ waiting: count() })
      .from(paymentProofs)
      .where(sql`${paymentProofs.paymentId} = ${paymentId} and ${paymentProofs.state} = 'waiting'`),
    readSettings(queryable),
  ]);
  if (!found) return undefined;
  const hasProof = (proofs?.waiting ?? 0) > 0;
  return { payment, ...found, hasProof, instructions: settings.manualInstructions };
}

// --- internal ---

type Found = Pick<InvoiceView, "code" | "thing" | "expiresAt">;

async function orderOf(queryable: Queryable, orderId: OrderId): Promise<Found | undefined> {
  const [[order], items] = await Promise.all([
    queryable.select().from(orders).where(eq(orders.id, orderId)),
    queryable
      .select()
      .from(orderItems)
      .where(eq(orderItems.orderId, orderId))
      .orderBy(orderItems.productId),
  ]);
  if (!order) return undefined;
  const { code, state, discount, walletAmount, total, expiresAt } = order;
  const lines = items.map(({ productName: name, quantity, unitPrice }) => ({
    name,
    quantity,
    amount: times(unitPrice, quantity),
  }));
  const thing = {
    kind: "order",
    items: lines,
    orderId,
    state,
    discount,
    walletAmount,
    total,
  } as const;
  return { code, thing, expiresAt };
}

async function depositOf(queryable: Queryable, payment: Payment): Promise<Found | undefined> {
  if (payment.depositId === null) return undefined;
  const [row] = await queryable.select().from(deposits).where(eq(deposits.id, payment.depositId));
  if (!row) return undefined;
  const thing = { kind: "deposit", isOpen: row.state === "pending" } as const;
  return { code: row.code, thing, expiresAt: row.expiresAt };
}
