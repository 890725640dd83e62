import { eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { deposits, moneyIn, payments } from "../../../db/schema/money.ts";
import { orderItems, orders } from "../../../db/schema/orders.ts";
import { customers } from "../../../db/schema/people.ts";
import type { CustomerId, DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import { cut } from "../../texts/cut.ts";
import { escapeHtml } from "../../texts/html.ts";

/** What notices say about rows, read when they are sent. */
export async function orderFacts(queryable: Queryable, orderId: OrderId) {
  const [order] = await queryable
    .select({ order: orders, person })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(eq(orders.id, orderId));
  if (!order) return undefined;
  const items = await queryable
    .select({ name: orderItems.productName, quantity: orderItems.quantity })
    .from(orderItems)
    .where(eq(orderItems.orderId, orderId))
    .orderBy(orderItems.productId)
    .limit(6);
  const shown = items.slice(0, 5).map(({ name, quantity }) => `${cut(name, 40)} × ${quantity}`);
  const { code, total, state } = order.order;
  return {
    ...{ code, total, state, customer: personHtml(order.person) },
    items: [...shown, ...(items.length > 5 ? ["…"] : [])].join(", "),
  };
}

export async function depositFacts(queryable: Queryable, depositId: DepositId) {
  const [row] = await queryable
    .select({ deposit: deposits, person })
    .from(deposits)
    .innerJoin(customers, eq(customers.id, deposits.customerId))
    .where(eq(deposits.id, depositId));
  return row && { ...row.deposit, customer: personHtml(row.person) };
}

export async function moneyFacts(queryable: Queryable, moneyInId: number) {
  const [row] = await queryable
    .select({ money: moneyIn, person, order: orders.code, deposit: deposits.code })
    .from(moneyIn)
    .leftJoin(customers, eq(customers.id, moneyIn.customerId))
    .leftJoin(orders, eq(orders.id, moneyIn.orderId))
    .leftJoin(payments, eq(payments.id, moneyIn.paymentId))
    .leftJoin(deposits, eq(deposits.id, payments.depositId))
    .where(eq(moneyIn.id, moneyInId));
  if (!row) return undefined;
  const customer = row.person ? personHtml(row.person) : undefined;
  return { ...row.money, code: row.order ?? row.deposit ?? undefined, customer };
}

export async function paymentCode(
  queryable: Queryable,
  paymentId: PaymentId,
): Promise<string | undefined> {
  const [row] = await queryable
    .select({ reference: payments.reference, order: orders.code, deposit: deposits.code })
    .from(payments)
    .leftJoin(orders, eq(orders.id, payments.orderId))
    .leftJoin(deposits, eq(deposits.id, payments.depositId))
    .where(eq(payments.id, paymentId));
  return row && (row.order ?? row.deposit ?? row.reference);
}

export async function personFacts(
  queryable: Queryable,
  customerId: CustomerId,
): Promise<string | undefined> {
  const [row] = await queryable.select(person).from(customers).where(eq(customers.id, customerId));
  return row && personHtml(row);
}

// --- internal ---

const person = {
  id: customers.id,
  firstName: customers.firstName,
  username: customers.username,
};

/** The name as a link to the person, as HTML. */
function personHtml(it: { id: number; firstName: string; username: string | null }): string {
  const name = escapeHtml(cut(it.firstName || String(it.id), 40));
  const at = it.username ? ` @${escapeHtml(it.username)}` : "";
  return `<a href="tg://user?id=${it.id}">${name}</a>${at}`;
}
