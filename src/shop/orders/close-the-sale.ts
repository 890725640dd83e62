import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { CustomerId, OrderId, ProductId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { watchStock } from "../stock/watch-stock.ts";
import type { OrderEvent } from "./order.ts";
import { writeOrderEvent } from "./order-events.ts";

export type SoldOrder = {
  readonly orderId: OrderId;
  readonly code: string;
  readonly customerId: CustomerId;
  readonly total: Rupiah;
  readonly walletAmount: Rupiah;
};

export type Sale = {
  readonly order: SoldOrder;
  /** How many units became sold. */
  readonly units: number;
  readonly event: Extract<OrderEvent, "paid" | "paid_late">;
  readonly at: Date;
  readonly confirmedBy?: number | undefined;
  readonly note?: string | undefined;
};

/** The counters, the history and the messages of an order that has just become paid. */
export async function closeTheSale(tx: Tx, sale: Sale): Promise<void> {
  const { order, units, event, at, confirmedBy, note } = sale;
  const { orderId, customerId } = order;
  const [, items] = await Promise.all([
    writeOrderEvent(tx, { orderId, at, event, actorId: confirmedBy, note }),
    countSold(tx, orderId),
    queueMessages(tx, [
      {
        to: { chatId: customerId },
        lane: "order",
        message: { kind: "goods", orderId },
        dedupeKey: `goods:order:${orderId}`,
        at,
      },
      {
        to: "admins",
        lane: "notice",
        message: { kind: "admin_order_paid", orderId },
        dedupeKey: `admin_order_paid:${orderId}`,
        at,
      },
    ]),
  ]);
  const owed = items.reduce((sum, item) => sum + (item.is_counted ? item.quantity : 0), 0);
  // Better no sale than one whose goods are not there: the whole transaction goes back.
  if (units !== owed) throw new Error(`Order ${orderId} sold ${units} of ${owed} units`);
  await watchStock(
    tx,
    items.filter((item) => item.is_counted).map((item) => item.product_id),
    at,
  );
  const sold = items.reduce((sum, { quantity }) => sum + quantity, 0);
  await countDay(tx, { at, items: sold, revenue: order.total });
}

// --- internal ---

type SoldItem = { product_id: ProductId; quantity: number; is_counted: boolean };

/** Products are locked by rising id, so that two orders with the same two never wait in a circle. */
function countSold(tx: Tx, orderId: OrderId) {
  return tx.execute<SoldItem>(sql`
    with locked as materialized (
      select p.id, i.quantity from order_items i join products p on p.id = i.product_id
      where i.order_id = ${orderId} order by p.id for no key update of p
    )
    update products p set sold_count = p.sold_count + locked.quantity
    from locked where p.id = locked.id
    returning p.id as product_id, locked.quantity, p.kind = 'unique' or p.is_capped as is_counted`);
}

/** Last, because everybody's counter is one row. The day is that of the session's time zone. */
async function countDay(
  tx: Tx,
  { at, items, revenue }: { readonly at: Date; readonly items: number; readonly revenue: Rupiah },
): Promise<void> {
  await tx.execute(sql`
    insert into telemetry_daily as t (date, paid_orders, items_sold, revenue)
    values (${at.toISOString()}::timestamptz::date, 1, ${items}::int, ${revenue}::bigint)
    on conflict (date) do update set paid_orders = t.paid_orders + 1,
      items_sold = t.items_sold + excluded.items_sold, revenue = t.revenue + excluded.revenue`);
}
