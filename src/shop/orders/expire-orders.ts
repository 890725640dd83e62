import { sql } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import { type QueuedMessage, queueMessages } from "../messages/queue-message.ts";
import { closePayments } from "../payments/close-payments.ts";
import { type EndedOrder, giveBack } from "./give-back.ts";

/** Small enough that whoever waits for one of its rows waits for moments only. */
const batchSize = 250;

/**
 * Ends the orders whose time is over, in many short transactions. What somebody else holds at this
 * moment (a payment arriving, a cancellation) is passed over: it is no longer ours to decide. So
 * are orders with a proof that waits for review.
 */
export async function expireOrders(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal | undefined },
): Promise<{ readonly expired: number }> {
  let expired = 0;
  while (expired < limit && !signal?.aborted) {
    const size = Math.min(batchSize, limit - expired);
    const ended = await db.transaction((tx) => expireBatch(tx, { at: clock.now(), size }));
    expired += ended;
    if (ended < size) break;
  }
  return { expired };
}

// --- internal ---

async function expireBatch(
  tx: Tx,
  { at, size }: { readonly at: Date; readonly size: number },
): Promise<number> {
  const orders = await endOrders(tx, at, size);
  if (orders.length === 0) return 0;
  const orderIds = orders.map(({ orderId }) => orderId);
  await closePayments(tx, { for: { orderIds }, state: "expired", at });
  await giveBack(tx, { orders, at });
  await queueMessages(
    tx,
    orders.flatMap((order) => messagesOf(order, at)),
  );
  return orders.length;
}

async function endOrders(tx: Tx, at: Date, size: number): Promise<readonly EndedOrder[]> {
  const now = sql`${at.toISOString()}::timestamptz`;
  return tx.execute<EndedOrder>(sql`
    with over as materialized (
      select id from orders o
      where state = 'awaiting_payment' and expires_at <= ${now} and not exists (
        select from payments p join payment_proofs f on f.payment_id = p.id
        where p.order_id = o.id and f.state = 'waiting')
      order by expires_at limit ${size}::int for update skip locked
    ), ended as (
      update orders o set state = 'expired', closed_at = ${now}
      from over where o.id = over.id and o.state = 'awaiting_payment'
      returning o.id, o.customer_id, o.wallet_amount, o.voucher_id
    ), history as (
      insert into order_events (order_id, at, event) select id, ${now}, 'expired' from ended
    )
    select id as "orderId", customer_id as "customerId", wallet_amount as "walletAmount",
      voucher_id is not null as "hasVoucher" from ended order by id`);
}

function messagesOf(order: EndedOrder, at: Date): QueuedMessage[] {
  const { orderId } = order;
  return [
    {
      to: { chatId: order.customerId },
      // Thousands may expire at once, and no goods wait behind them.
      lane: "notice",
      message: { kind: "order_expired", orderId },
      dedupeKey: `order_expired:${orderId}`,
      at,
    },
    {
      to: "admins",
      lane: "notice",
      message: { kind: "admin_order_expired", orderId },
      dedupeKey: `admin_order_expired:${orderId}`,
      at,
    },
  ];
}
