import { sql } from "drizzle-orm";
import type { Law, Violation } from "../audit/law.ts";

/** The wallet is the sum of an append-only ledger and never negative. */
export const walletLaws: readonly Law[] = [
  {
    // Never repaired by itself: which of the two is wrong is for a person to find out.
    name: "wallet.is_sum_of_ledger",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'customer:' || w.customer_id as subject,
          'balance ' || w.balance || ', ledger ' || coalesce(sum(e.amount), 0) as detail
        from wallets w left join wallet_entries e on e.customer_id = w.customer_id
        group by w.customer_id, w.balance
        having w.balance <> coalesce(sum(e.amount), 0) or w.balance < 0
        order by w.customer_id limit ${limit}`),
  },
  {
    name: "wallet.running_balance",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'customer:' || customer_id as subject,
          'entry ' || id || ' says ' || balance || ', its ledger says ' || running as detail
        from (select id, customer_id, balance,
            sum(amount) over (partition by customer_id order by id) as running
          from wallet_entries) entries
        where balance <> running order by id limit ${limit}`),
  },
  {
    name: "wallet.gives_back_no_more_than_it_took",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'order:' || order_id as subject,
          'took ' || -coalesce(sum(amount) filter (where kind = 'purchase'), 0)
            || ', gave back ' || sum(amount) filter (where kind = 'give_back') as detail
        from wallet_entries where order_id is not null and kind in ('purchase', 'give_back')
        group by order_id having sum(amount) > 0
        order by order_id limit ${limit}`),
  },
];
