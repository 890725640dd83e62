import { sql } from "drizzle-orm";
import type { Law, Violation } from "../audit/law.ts";

/** Every confirmed rupiah ends in exactly one of: goods, wallet, refund. The books balance. */
export const moneyLaws: readonly Law[] = [
  {
    // Where the money of the shop is. None of these is repaired by itself: a person finds out why.
    name: "money.to_wallet_is_in_the_ledger",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'money_in:' || m.id as subject,
          'to wallet ' || m.to_wallet || ', ledger ' || coalesce(e.amount, 0) as detail
        from money_in m left join wallet_entries e on e.cause = 'money_in:' || m.id
        where m.to_wallet <> coalesce(e.amount, 0)
          or (e.id is not null and e.customer_id is distinct from m.customer_id)
        order by m.id limit ${limit}`),
  },
  {
    name: "money.ledger_names_money_that_came",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'customer:' || e.customer_id as subject,
          'entry ' || e.id || ' (' || e.kind || ' ' || e.amount || ') has no money' as detail
        from wallet_entries e left join money_in m on e.cause = 'money_in:' || m.id
        where e.kind in ('payment', 'deposit') and m.id is null
        order by e.id limit ${limit}`),
  },
  {
    name: "money.paid_payments_have_money",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'payment:' || p.id as subject,
          case when m.id is null then 'is paid, and no money came'
            else 'is ' || p.state || ', and money came' end as detail
        from payments p left join money_in m on m.payment_id = p.id
        where (p.state = 'paid') <> (m.id is not null)
        order by p.id limit ${limit}`),
  },
  {
    name: "money.orders_cost_what_was_paid",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject,
          o.state || ': total ' || o.total || ', money ' || coalesce(m.paid, 0)
            || ', wallet ' || coalesce(w.taken, 0) || ' of ' || o.wallet_amount as detail
        from orders o
        left join (select order_id, sum(to_order) as paid from money_in
          where order_id is not null group by order_id) m on m.order_id = o.id
        left join (select order_id, -sum(amount) as taken from wallet_entries
          where kind in ('purchase', 'give_back') and order_id is not null
          group by order_id) w on w.order_id = o.id
        where case
          when o.state in ('paid', 'delivered', 'refunded') then
            coalesce(m.paid, 0) + coalesce(w.taken, 0) <> o.total
            or coalesce(w.taken, 0) <> o.wallet_amount
          when o.state = 'awaiting_payment' then
            coalesce(m.paid, 0) <> 0 or coalesce(w.taken, 0) <> o.wallet_amount
          else coalesce(m.paid, 0) <> 0 or coalesce(w.taken, 0) <> 0 end
        order by o.id limit ${limit}`),
  },
  {
    name: "money.refunds_are_in_the_ledger",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject,
          o.state || ': refunded ' || o.refunded || ', ledger ' || coalesce(e.given, 0) as detail
        from orders o left join (select order_id, sum(amount) as given from wallet_entries
          where kind = 'refund' and order_id is not null group by order_id) e on e.order_id = o.id
        where o.refunded <> coalesce(e.given, 0)
          or (o.state = 'refunded' and o.refunded <> o.total)
        order by o.id limit ${limit}`),
  },
  {
    name: "money.deposits_are_credited",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'deposit:' || d.id as subject,
          d.state || ': credited ' || coalesce(d.credited, 0) || ', came ' || coalesce(m.came, 0)
            as detail
        from deposits d left join (select p.deposit_id, sum(i.amount) as came
          from money_in i join payments p on p.id = i.payment_id
          where i.circumstance = 'deposit' group by p.deposit_id) m on m.deposit_id = d.id
        where coalesce(d.credited, 0) <> coalesce(m.came, 0)
          or (d.state = 'completed') <> (m.came is not null)
        order by d.id limit ${limit}`),
  },
  {
    name: "payments.end_with_what_they_are_for",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`${strayPayments} order by p.id limit ${limit}`),
    repair: (tx, { at }) =>
      tx.execute<Violation>(sql`
        update payments set state = 'cancelled', closed_at = ${at.toISOString()}::timestamptz,
          next_check_at = case when transaction_id is not null
            then ${at.toISOString()}::timestamptz end
        where id in (select stray.id from (${strayPayments} order by p.id for update of p) stray)
          and state in ('created', 'pending')
        returning 'payment:' || id as subject, 'closed' as detail`),
  },
  {
    name: "payments.open_charges_are_watched",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'payment:' || id as subject, state || ', and nobody looks at it' as detail
        from payments where ${isUnwatched} order by id limit ${limit}`),
    repair: (tx, { at }) =>
      tx.execute<Violation>(sql`
        update payments set next_check_at = ${at.toISOString()}::timestamptz where ${isUnwatched}
        returning 'payment:' || id as subject, 'is looked at again' as detail`),
  },
];

// --- internal ---

const strayPayments = sql`
  select p.id, 'payment:' || p.id as subject,
    p.state || ' for what is ' || coalesce(o.state, d.state) as detail
  from payments p left join orders o on o.id = p.order_id left join deposits d on d.id = p.deposit_id
  where p.state in ('created', 'pending')
    and coalesce(o.state <> 'awaiting_payment', d.state <> 'pending')`;

const isUnwatched = sql`gateway <> 'manual' and next_check_at is null
  and (state = 'created' or (state = 'pending' and transaction_id is not null))`;
