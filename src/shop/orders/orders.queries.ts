import { and, asc, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { payments } from "../../../db/schema/money.ts";
import { orderEvents, orderItems, orders } from "../../../db/schema/orders.ts";
import { customers } from "../../../db/schema/people.ts";
import type { CustomerId, OrderId, ProductId } from "../../lib/ids.ts";
import type { OrderState } from "./order.ts";

export type Order = typeof orders.$inferSelect;
export type OrderItem = typeof orderItems.$inferSelect;

export type OrderSummary = Order & { readonly items: readonly OrderItem[] };

export type OrderPage = {
  readonly orders: readonly OrderSummary[];
  /** Where the next page begins. A page of a rare kind may be short, and have a next one. */
  readonly next: OrderId | undefined;
};

export type OrderFilter = {
  readonly customerId?: CustomerId | undefined;
  readonly state?: OrderState | undefined;
  readonly productId?: ProductId | undefined;
  /** Orders older than this one. */
  readonly before?: OrderId | undefined;
  readonly size: number;
};

/** The newest first, page by page from where the last one ended: new orders shift nothing. */
export async function listOrders(queryable: Queryable, filter: OrderFilter): Promise<OrderPage> {
  const { customerId, state, productId, before, size } = filter;
  const window = productId === undefined ? undefined : ordersWith(productId, before);
  const rows = await queryable
    .select()
    .from(orders)
    .where(
      and(
        customerId === undefined ? undefined : eq(orders.customerId, customerId),
        // In the text, as the planner needs it for the partial indexes.
        state === undefined ? undefined : sql`${orders.state} = ${sql.raw(`'${state}'`)}`,
        window && sql`${orders.id} in (${window})`,
        before === undefined ? undefined : lt(orders.id, before),
      ),
    )
    .orderBy(desc(orders.id))
    .limit(size + 1);
  const page = await withItems(queryable, rows.slice(0, size));
  const next = rows.length > size ? page.at(-1)?.id : window && (await endOf(queryable, window));
  return { orders: page, next };
}

/** As it is typed or read aloud: with or without INV-, in any case, or a customer's id or name. */
export async function searchOrders(
  queryable: Queryable,
  { text, size }: { readonly text: string; readonly size: number },
): Promise<readonly OrderSummary[]> {
  const typed = text.trim();
  if (typed === "") return [];
  const code = typed.toUpperCase().replace(/\s+/g, "");
  const codes = [code, `INV-${code}`];
  const isNumber = /^\d{1,15}$/.test(typed);
  const people = isNumber ? [Number(typed) as CustomerId] : await idsOf(queryable, typed);
  const byCode = await queryable.select().from(orders).where(inArray(orders.code, codes));
  const byPerson =
    people.length === 0
      ? []
      : await queryable
          .select()
          .from(orders)
          .where(inArray(orders.customerId, people))
          .orderBy(desc(orders.id))
          .limit(size);
  const found = new Map([...byCode, ...byPerson].map((order) => [order.id, order]));
  return withItems(queryable, [...found.values()].slice(0, size));
}

export type OrderDetail = OrderSummary & {
  readonly customer: Pick<
    typeof customers.$inferSelect,
    "id" | "username" | "firstName" | "lastName"
  >;
  readonly payments: readonly (typeof payments.$inferSelect)[];
  readonly events: readonly (typeof orderEvents.$inferSelect)[];
};

/** Everything about one order but its goods. */
export async function findOrder(
  queryable: Queryable,
  wanted: { readonly orderId: OrderId; readonly customerId?: CustomerId | undefined },
): Promise<OrderDetail | undefined> {
  const { orderId, customerId } = wanted;
  const { id, username, firstName, lastName } = customers;
  const [row] = await queryable
    .select({ order: orders, customer: { id, username, firstName, lastName } })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(
      and(
        eq(orders.id, orderId),
        customerId === undefined ? undefined : eq(orders.customerId, customerId),
      ),
    );
  if (!row) return undefined;
  const [[summary], paid, events] = await Promise.all([
    withItems(queryable, [row.order]),
    queryable
      .select()
      .from(payments)
      .where(eq(payments.orderId, orderId))
      .orderBy(asc(payments.id)),
    orderHistory(queryable, orderId),
  ]);
  return summary && { ...summary, customer: row.customer, payments: paid, events };
}

export async function findOrderByCode(
  queryable: Queryable,
  code: string,
): Promise<Order | undefined> {
  const [row] = await queryable
    .select()
    .from(orders)
    .where(eq(orders.code, code.trim().toUpperCase()));
  return row;
}

export async function orderHistory(queryable: Queryable, orderId: OrderId) {
  return queryable
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.orderId, orderId))
    .orderBy(asc(orderEvents.id))
    .limit(200);
}

export type OrderCounts = Readonly<Record<OrderState, number>>;

/** For the admin's filter buttons; counted up to a thousand, which is shown as "1.000+". */
export async function countOrders(queryable: Queryable): Promise<OrderCounts> {
  const counted = (state: OrderState) => sql`(select count(*) from (
    select from orders where state = ${sql.raw(`'${state}'`)} limit 1001) counted)`;
  const [row] = await queryable.execute<OrderCounts>(sql`
    select ${counted("awaiting_payment")} as awaiting_payment, ${counted("paid")} as paid,
      ${counted("delivered")} as delivered, ${counted("expired")} as expired,
      ${counted("cancelled")} as cancelled, ${counted("refunded")} as refunded`);
  if (!row) throw new Error("A count of orders came back without a row");
  return row;
}

// --- internal ---

/** So many orders of a product are looked through for one page; the next page looks further. */
const windowSize = 2_000;

/** The newest of a product: where few of them are wanted, looking through all would take long. */
function ordersWith(productId: ProductId, before: OrderId | undefined) {
  const older = before === undefined ? sql`` : sql`and order_id < ${before}`;
  return sql`select order_id from order_items where product_id = ${productId} ${older}
    order by order_id desc limit ${sql.raw(String(windowSize))}`;
}

async function endOf(queryable: Queryable, window: SQL): Promise<OrderId | undefined> {
  const [row] = await queryable.execute<{ looked: number; end: OrderId | null }>(sql`
    select count(*) as looked, min(order_id) as end from (${window}) looked`);
  return row?.looked === windowSize ? (row.end ?? undefined) : undefined;
}

async function idsOf(queryable: Queryable, name: string): Promise<CustomerId[]> {
  const username = name.replace(/^@/, "").toLowerCase();
  const rows = await queryable
    .select({ id: customers.id })
    .from(customers)
    .where(eq(sql`lower(${customers.username})`, username))
    .limit(20);
  return rows.map(({ id }) => id);
}

async function withItems(queryable: Queryable, found: readonly Order[]): Promise<OrderSummary[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const items = await queryable
    .select()
    .from(orderItems)
    .where(inArray(orderItems.orderId, ids))
    .orderBy(asc(orderItems.orderId), asc(orderItems.productId));
  const byOrder = Map.groupBy(items, ({ orderId }) => orderId);
  return found.map((order) => ({ ...order, items: byOrder.get(order.id) ?? [] }));
}
