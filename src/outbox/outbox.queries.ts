import { and, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import type { Queryable } from "../../db/client.ts";
import { outbox, outboxPauses } from "../../db/schema/queues.ts";
import type { OrderId } from "../lib/ids.ts";
import { adminsChat } from "../shop/messages/queue-message.ts";

export type OutboxRow = typeof outbox.$inferSelect;

/**
 * Takes what is due, most urgent lane first. Of one chat only the oldest message of a lane and
 * the lanes above it is free, whoever sends it, so that a chat reads in order. `null` in
 * `claimed_until` frees a row; a process that died frees its rows by the clock.
 *
 * The waiting rows are put in order first, and looked at one after the other until there are
 * enough: so what is asked of each is a value, where `exists` would be joined to all of them.
 */
export async function claimDue(
  db: Queryable,
  claim: { now: Date; until: Date; limit: number; lastLane: number },
): Promise<OutboxRow[]> {
  const { until, limit, lastLane } = claim;
  const now = sql`${claim.now.toISOString()}::timestamptz`;
  const isFree = sql`state = 'waiting' and not_before <= ${now}
    and (claimed_until is null or claimed_until <= ${now})`;
  const ids = sql`
    select id from outbox where ${isFree} and id = any(array(
      select o.id
      from (select id, lane, chat_id from outbox
        where ${isFree} and lane <= ${lastLane} order by lane, id) o
      where (o.chat_id = ${adminsChat} or (
          select e.id from outbox e
          where e.chat_id between o.chat_id and o.chat_id and e.state = 'waiting'
            and e.lane <= o.lane and e.id < o.id
          order by e.chat_id, e.id limit 1) is null)
        and (
          select p.scope from outbox_pauses p
          where p.scope in ('bot', 'chat:' || o.chat_id, 'lane:' || o.lane) and p.until > ${now}
          limit 1) is null
      order by o.lane, o.id limit ${limit}))
    for update skip locked`;
  return db.transaction(async (tx) => {
    // The plan is kept, and may have been made for an empty queue: the indexes fit any.
    const [, rows] = await Promise.all([
      tx.execute(sql`set local enable_seqscan = off`),
      tx
        .update(outbox)
        .set({ claimedUntil: until })
        .where(sql`${outbox.id} = any(array(${ids}))`)
        .returning(),
    ]);
    return rows;
  });
}

/** Further notices that wait behind this one in its chat, to be said in the same breath. */
export async function claimFollowing(
  db: Queryable,
  row: OutboxRow,
  claim: { until: Date; kinds: readonly string[]; limit: number },
): Promise<OutboxRow[]> {
  const next = await db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.chatId, row.chatId),
        eq(outbox.state, "waiting"),
        gt(outbox.id, row.id),
        or(eq(outbox.lane, row.lane), lt(outbox.lane, row.lane)),
      ),
    )
    .orderBy(outbox.id)
    .limit(claim.limit);
  // Only an unbroken run: what stands between two notices keeps its place.
  const stop = next.findIndex(({ lane, kind }) => lane !== row.lane || !claim.kinds.includes(kind));
  const run = stop === -1 ? next : next.slice(0, stop);
  if (run.length === 0) return [];
  return db
    .update(outbox)
    .set({ claimedUntil: claim.until })
    .where(
      and(
        inArray(
          outbox.id,
          run.map(({ id }) => id),
        ),
        eq(outbox.state, "waiting"),
      ),
    )
    .returning();
}

/** Whoever is still at work says so; who is dead says nothing. */
export async function extend(db: Queryable, ids: readonly number[], until: Date): Promise<void> {
  await db
    .update(outbox)
    .set({ claimedUntil: until })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, "waiting")));
}

export async function finish(tx: Queryable, ids: readonly number[], at: Date): Promise<boolean> {
  const rows = await tx
    .update(outbox)
    // The words have been said; what is done needs no body.
    .set({ state: "done", doneAt: at, claimedUntil: null, body: null })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, "waiting")))
    .returning({ id: outbox.id });
  return rows.length > 0;
}

export async function rememberMessage(
  db: Queryable,
  id: number,
  messageId: number | null,
): Promise<void> {
  await db.update(outbox).set({ messageId }).where(eq(outbox.id, id));
}

export async function postpone(
  db: Queryable,
  ids: readonly number[],
  change: { until: Date; why: string; isAttempt: boolean },
): Promise<void> {
  await db
    .update(outbox)
    .set({
      notBefore: change.until,
      claimedUntil: null,
      lastError: change.why,
      ...(change.isAttempt ? { attempts: sql`${outbox.attempts} + 1` } : {}),
    })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, "waiting")));
}

export async function park(db: Queryable, ids: readonly number[], why: string): Promise<void> {
  await db
    .update(outbox)
    .set({ state: "parked", lastError: why, claimedUntil: null })
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, "waiting")));
}

/** What was parked because a person could not be reached goes out when he is back. */
export async function unparkChat(tx: Queryable, chatId: number, at: Date): Promise<number> {
  const rows = await tx
    .update(outbox)
    .set({ state: "waiting", notBefore: at, attempts: 0 })
    .where(
      and(eq(outbox.chatId, chatId), eq(outbox.state, "parked"), eq(outbox.lastError, unreachable)),
    )
    .returning({ id: outbox.id });
  return rows.length;
}

export const unreachable = "unreachable";

/** What Telegram asked for is kept as long as it said, and outlives this process. */
export async function pause(db: Queryable, scope: string, until: Date): Promise<void> {
  await db
    .insert(outboxPauses)
    .values({ scope, until })
    .onConflictDoUpdate({
      target: outboxPauses.scope,
      set: { until: sql`greatest(${outboxPauses.until}, excluded.until)` },
    });
}

/** How many wait in a lane, and since when. */
export type QueueAge = { lane: number; waiting: number; oldest: Date | null };

export async function queueAges(db: Queryable): Promise<QueueAge[]> {
  const rows = await db
    .select({
      lane: outbox.lane,
      waiting: sql<number>`count(*)::int`,
      oldest: sql<string | null>`min(${outbox.createdAt})`,
    })
    .from(outbox)
    .where(eq(outbox.state, "waiting"))
    .groupBy(outbox.lane);
  return rows.map((row) => ({ ...row, oldest: row.oldest ? new Date(row.oldest) : null }));
}

/** Rows that are done tell nothing after a while; their dedupe keys are kept for a week. */
export async function forgetDone(db: Queryable, before: Date): Promise<number> {
  const rows = await db
    .delete(outbox)
    .where(and(inArray(outbox.state, ["done", "dropped"]), lt(outbox.doneAt, before)))
    .returning({ id: outbox.id });
  return rows.length;
}

export async function insertRows(
  db: Queryable,
  rows: readonly (typeof outbox.$inferInsert)[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(outbox)
    .values([...rows])
    .onConflictDoNothing({ target: outbox.dedupeKey });
}

/** Whether nothing of the order's goods is still on its way. */
export async function isLastGoodsRow(tx: Queryable, orderId: OrderId): Promise<boolean> {
  const rows = await tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.orderId, orderId),
        inArray(outbox.kind, ["goods", "goods_file"]),
        inArray(outbox.state, ["waiting", "parked"]),
      ),
    )
    .limit(1);
  return rows.length === 0;
}
