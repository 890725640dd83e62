import { sql } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { type Clock, minutes } from "../lib/clock.ts";
import type { Job } from "./job.ts";

export type FindOverdueDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** The owner hears of each kind once, and again only while it goes on. */
  readonly onOverdue: (what: Overdue) => void;
};

export type Overdue = { readonly kind: OverdueKind; readonly count: number; readonly oldest: Date };

/** Every state that is not an end has a job that moves it on, and an age past which it is news. */
export const overdueAfter = {
  /** Paid, and the goods are not on the screen. */
  owed_orders: minutes(5),
  /** Expired by its clock, and still holding stock. */
  unexpired_orders: minutes(10),
  unexpired_deposits: minutes(10),
  unsent_messages: minutes(10),
  unhandled_updates: minutes(5),
  unchecked_callbacks: minutes(10),
  waiting_proofs: minutes(120),
  unclaimed_money: minutes(60),
} as const;
export type OverdueKind = keyof typeof overdueAfter;

/** Goods for somebody who has blocked the bot wait for him: that is news, but not for ever. */
const unreachableIsNewsFor = minutes(60);

export function findOverdueJob(deps: FindOverdueDeps): Job {
  return {
    name: "overdue",
    pattern: "45 * * * * *",
    async run() {
      for (const overdue of await findOverdue(deps.db, deps.clock.now())) deps.onOverdue(overdue);
    },
  };
}

export async function findOverdue(db: Db, now: Date): Promise<Overdue[]> {
  const ago = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`;
  const before = (kind: OverdueKind) => ago(overdueAfter[kind]);
  const rows = await db.execute<{ kind: OverdueKind; count: number; oldest: string }>(sql`
    select 'owed_orders' as kind, count(*)::int as count, min(paid_at) as oldest
      from orders o join customers c on c.id = o.customer_id
      where o.state = 'paid' and o.paid_at < ${before("owed_orders")}
        and (c.unreachable_at is null or o.paid_at > ${ago(unreachableIsNewsFor)})
    union all
    select 'unexpired_orders', count(*)::int, min(expires_at)
      from orders where state = 'awaiting_payment' and expires_at < ${before("unexpired_orders")}
        and not exists (select 1 from payments p join payment_proofs f on f.payment_id = p.id
                        where p.order_id = orders.id and f.state = 'waiting')
    union all
    select 'unexpired_deposits', count(*)::int, min(expires_at)
      from deposits where state = 'pending' and expires_at < ${before("unexpired_deposits")}
        and not exists (select 1 from payments p join payment_proofs f on f.payment_id = p.id
                        where p.deposit_id = deposits.id and f.state = 'waiting')
    union all
    select 'unsent_messages', count(*)::int, min(not_before)
      from outbox where state = 'waiting' and lane <= 1 and not_before < ${before("unsent_messages")}
    union all
    select 'unhandled_updates', count(*)::int, min(received_at)
      from telegram_updates where state = 'pending' and received_at < ${before("unhandled_updates")}
    union all
    select 'unchecked_callbacks', count(*)::int, min(received_at)
      from payment_events where processed_at is null and received_at < ${before("unchecked_callbacks")}
    union all
    select 'waiting_proofs', count(*)::int, min(created_at)
      from payment_proofs where state = 'waiting' and created_at < ${before("waiting_proofs")}
    union all
    select 'unclaimed_money', count(*)::int, min(received_at)
      from money_in where unclaimed > 0 and received_at < ${before("unclaimed_money")}`);
  return rows
    .filter(({ count }) => count > 0)
    .map(({ kind, count, oldest }) => ({ kind, count, oldest: new Date(oldest) }));
}
