import { sql } from "drizzle-orm";
import type { CustomerId, OrderId } from "../../lib/ids.ts";
import type { Law, Violation } from "../audit/law.ts";
import { queueMessages } from "../messages/queue-message.ts";

/** A unit belongs to one order; what was paid is there; nothing unpaid keeps anything. */
export const orderLaws: readonly Law[] = [
  {
    name: "orders.items_add_up",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject,
          'subtotal ' || o.subtotal || ', items ' || coalesce(sum(i.quantity * i.unit_price), 0)
            as detail
        from orders o left join order_items i on i.order_id = o.id
        group by o.id, o.subtotal
        having o.subtotal <> coalesce(sum(i.quantity * i.unit_price), 0)
        order by o.id limit ${limit}`),
  },
  {
    name: "orders.hold_their_units",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject, o.state || ', product ' || i.product_id || ': '
            || held.reserved || ' reserved and ' || held.sold || ' sold of ' || i.quantity as detail
        from orders o join order_items i on i.order_id = o.id
        join products p on p.id = i.product_id and (p.kind = 'unique' or p.is_capped)
        cross join lateral (select count(*) filter (where c.state = 'reserved') as reserved,
            count(*) filter (where c.state = 'sold') as sold
          from product_contents c
          where c.order_id = o.id and c.product_id = i.product_id) held
        where case o.state
          when 'awaiting_payment' then held.reserved <> i.quantity or held.sold > 0
          when 'expired' then held.reserved + held.sold > 0
          when 'cancelled' then held.reserved + held.sold > 0
          -- A refund may keep its goods or not have had them; nothing waits for payment any more.
          when 'refunded' then held.reserved > 0
          else held.sold <> i.quantity or held.reserved > 0 end
        order by o.id limit ${limit}`),
    // Only what ended orders still hold: it is nobody's.
    repair: (tx) =>
      tx.execute<Violation>(sql`
        with freed as (
          update product_contents c set state = 'available', order_id = null
          from orders o where o.id = c.order_id and c.state = 'reserved'
            and o.state in ('expired', 'cancelled', 'refunded')
          returning o.id
        )
        select 'order:' || id as subject, count(*) || ' units freed' as detail
        from freed group by id order by id`),
  },
  {
    name: "orders.hold_nothing_else",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || c.order_id as subject,
          'holds unit ' || c.id || ' of product ' || c.product_id || ', which it has not ordered'
            as detail
        from product_contents c
        where c.order_id is not null and not exists (select from order_items i
          where i.order_id = c.order_id and i.product_id = c.product_id)
        order by c.id limit ${limit}`),
  },
  {
    name: "orders.wallet_part_is_in_the_ledger",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject, o.state || ', wallet part ' || o.wallet_amount
            || ', taken ' || taken.amount as detail
        from orders o cross join lateral (
          select coalesce(-sum(e.amount), 0) as amount from wallet_entries e
          where e.order_id = o.id and e.kind in ('purchase', 'give_back')) taken
        where taken.amount <> case when o.state in ('expired', 'cancelled') then 0
          else o.wallet_amount end
        order by o.id limit ${limit}`),
  },
  {
    name: "orders.ended_have_no_open_payment",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject, o.state || ', payment ' || p.id || ' is ' || p.state
          as detail
        from orders o join payments p on p.order_id = o.id and p.state in ('created', 'pending')
        where o.state <> 'awaiting_payment' order by o.id limit ${limit}`),
  },
  {
    name: "orders.moments_fit_the_state",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || id as subject, state || ' without its moment, or with another' as detail
        from orders where case state
          when 'awaiting_payment' then paid_at is not null or closed_at is not null
          when 'paid' then paid_at is null or delivered_at is not null
          when 'delivered' then paid_at is null or delivered_at is null
          when 'expired' then paid_at is not null or closed_at is null
          when 'cancelled' then paid_at is not null or closed_at is null
          else false end
        order by id limit ${limit}`),
  },
  {
    name: "orders.paid_are_delivered_or_visibly_owed",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject, 'paid, but nothing in the outbox will deliver it'
          as detail
        from orders o where o.state = 'paid' and not exists (${deliveries})
        order by o.id limit ${limit}`),
    async repair(tx, { at }) {
      const owed = await tx.execute<{ id: OrderId; customer: CustomerId }>(sql`
        select o.id, o.customer_id as customer from orders o
        where o.state = 'paid' and not exists (${deliveries})
        order by o.id for update of o skip locked`);
      await queueMessages(
        tx,
        owed.map(({ id, customer }) => ({
          to: { chatId: customer },
          lane: "order",
          message: { kind: "goods", orderId: id },
          dedupeKey: `goods:order:${id}:repair:${at.getTime()}`,
          at,
        })),
      );
      return owed.map(({ id }) => ({ subject: `order:${id}`, detail: "goods queued again" }));
    },
  },
  {
    name: "orders.sold_count_is_what_was_sold",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'product:' || id as subject, 'counts ' || sold_count || ', orders ' || sold as detail
        from ${soldByProduct} counted where sold_count <> sold order by id limit ${limit}`),
    repair: (tx) =>
      tx.execute<Violation>(sql`
        update products p set sold_count = counted.sold from ${soldByProduct} counted
        where p.id = counted.id and p.sold_count <> counted.sold
        returning 'product:' || p.id as subject,
          'counted ' || counted.sold_count || ', now ' || p.sold_count as detail`),
  },
];

// --- internal ---

/** Parked and dropped ones count: they are shown to admins, and never sent twice by a repair. */
const deliveries = sql`select from outbox b where b.order_id = o.id and b.kind = 'goods'`;

/** A sale that was refunded was a sale. */
const soldByProduct = sql`(
  select p.id, p.sold_count, coalesce(sold.units, 0) as sold
  from products p left join (
    select i.product_id, sum(i.quantity) as units
    from orders o join order_items i on i.order_id = o.id
    where o.paid_at is not null group by i.product_id
  ) sold on sold.product_id = p.id)`;
