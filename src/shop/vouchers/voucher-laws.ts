import { sql } from "drizzle-orm";
import type { Law, Violation } from "../audit/law.ts";

/** A voucher is never used more often than allowed, and its counter is the count of its uses. */
export const voucherLaws: readonly Law[] = [
  {
    name: "vouchers.taken_is_count_of_uses",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'voucher:' || id as subject, 'counts ' || taken || ', uses ' || uses as detail
        from ${counted} counted where taken <> uses order by id limit ${limit}`),
    repair: (tx) =>
      tx.execute<Violation>(sql`
        update vouchers v set taken = counted.uses from ${counted} counted
        where v.id = counted.id and v.taken <> counted.uses
          and (v.total_limit is null or counted.uses <= v.total_limit)
        returning 'voucher:' || v.id as subject,
          'counted ' || counted.taken || ', now ' || v.taken as detail`),
  },
  {
    name: "vouchers.within_customer_limit",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'voucher:' || v.id as subject,
          'customer ' || u.customer_id || ' has ' || count(*) || ' of ' || v.per_customer_limit
            as detail
        from vouchers v join voucher_uses u on u.voucher_id = v.id and u.state <> 'released'
        where v.per_customer_limit is not null
        group by v.id, u.customer_id having count(*) > v.per_customer_limit
        order by v.id limit ${limit}`),
  },
  {
    name: "vouchers.use_follows_order",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject,
          'order ' || o.state || ', voucher use ' || coalesce(u.state, 'missing') as detail
        from orders o left join voucher_uses u on u.order_id = o.id
        where o.voucher_id is not null and case o.state
          when 'awaiting_payment' then u.state is distinct from 'reserved'
          when 'expired' then u.state is distinct from 'released'
          when 'cancelled' then u.state is distinct from 'released'
          -- A late payment keeps its price even where no use was left to take again.
          else coalesce(u.state not in ('used', 'released'), true) end
        order by o.id limit ${limit}`),
  },
  {
    name: "vouchers.discount_is_the_orders",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || o.id as subject,
          'order says ' || o.discount || ', voucher use ' || u.discount as detail
        from voucher_uses u join orders o on o.id = u.order_id
        where o.discount <> u.discount or o.voucher_id is distinct from u.voucher_id
        order by o.id limit ${limit}`),
  },
];

// --- internal ---

const counted = sql`(
  select v.id, v.taken, count(u.order_id) as uses
  from vouchers v left join voucher_uses u on u.voucher_id = v.id and u.state <> 'released'
  group by v.id)`;
