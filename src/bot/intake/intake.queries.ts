import { sql } from "drizzle-orm";
import type { Db, Queryable } from "../../../db/client.ts";

export type NewUpdate = {
  readonly updateId: number;
  readonly userId: number;
  readonly payload: string;
};

/** One statement whatever the number, so that it is prepared once. Gives the ids that were new. */
export async function insertUpdates(
  db: Queryable,
  updates: readonly NewUpdate[],
  at: Date,
): Promise<readonly number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    insert into telegram_updates (update_id, user_id, payload, received_at)
    select "updateId", "userId", payload, ${at.toISOString()}::timestamptz
      from json_to_recordset(${JSON.stringify(updates)}::text::json)
        as rows ("updateId" bigint, "userId" bigint, payload text)
    on conflict (update_id) do nothing
    returning update_id as id`);
  return rows.map(({ id }) => id);
}

export type NextUpdate = {
  readonly updateId: number;
  readonly state: "pending" | "answering";
  readonly payload: string | null;
  readonly replies: string | null;
  readonly receivedAt: Date;
  readonly claimedBy: string | null;
  /** The process that is answering still runs. */
  readonly isClaimerAlive: boolean;
};

/**
 * Locks the user until the end of the transaction and gives his oldest update that is not done.
 * Both statements travel together; each sees what was committed when it began.
 */
export async function lockNext(tx: Queryable, userId: number): Promise<NextUpdate | undefined> {
  const [, rows] = await Promise.all([
    tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`updates of ${userId}`}, 0))`),
    tx.execute<Omit<NextUpdate, "receivedAt"> & { receivedAt: Date | string }>(sql`
      select update_id as "updateId", state, payload, replies, claimed_by as "claimedBy",
             received_at as "receivedAt",
             case when state = 'answering' then ${isAlive} else false end as "isClaimerAlive"
        from ((select * from telegram_updates where user_id = ${userId} and state = 'answering'
                order by update_id limit 1)
              union all
              (select * from telegram_updates where user_id = ${userId} and state = 'pending'
                order by update_id limit 1)) as open
       order by state, update_id limit 1`),
  ]);
  const [row] = rows;
  return row && { ...row, receivedAt: new Date(row.receivedAt) };
}

export async function setAnswering(
  tx: Queryable,
  updateId: number,
  instance: string,
  replies: string,
): Promise<void> {
  await tx.execute(sql`
    update telegram_updates set state = 'answering', payload = null, replies = ${replies},
           claimed_by = ${instance} where update_id = ${updateId}`);
}

export async function claimAnswer(
  tx: Queryable,
  updateId: number,
  instance: string,
): Promise<void> {
  await tx.execute(
    sql`update telegram_updates set claimed_by = ${instance} where update_id = ${updateId}`,
  );
}

export async function keepReplies(db: Queryable, updateId: number, replies: string): Promise<void> {
  await db.execute(sql`
    update telegram_updates set replies = ${replies}
     where update_id = ${updateId} and state = 'answering'`);
}

export async function setDone(db: Queryable, updateId: number, at: Date): Promise<void> {
  await db.execute(sql`
    update telegram_updates set state = 'done', payload = null, replies = null, claimed_by = null,
           done_at = ${at.toISOString()}::timestamptz
     where update_id = ${updateId} and state in ('pending', 'answering')`);
}

/** Counts a try that ended badly; gives how many there were. */
export async function countAttempt(db: Queryable, updateId: number): Promise<number> {
  const rows = await db.execute<{ attempts: number }>(sql`
    update telegram_updates set attempts = attempts + 1
     where update_id = ${updateId} and state = 'pending' returning attempts`);
  return rows[0]?.attempts ?? 0;
}

export async function payloadOf(db: Queryable, updateId: number): Promise<string | null> {
  const rows = await db.execute<{ payload: string | null }>(
    sql`select payload from telegram_updates where update_id = ${updateId} and state = 'pending'`,
  );
  return rows[0]?.payload ?? null;
}

/** The payload stays sealed until the row is cleaned up, for whoever looks into the failure. */
export async function setFailed(db: Queryable, updateId: number, at: Date): Promise<void> {
  await db.execute(sql`
    update telegram_updates set state = 'failed', done_at = ${at.toISOString()}::timestamptz
     where update_id = ${updateId} and state = 'pending'`);
}

export type LeftBehind = { readonly userId: number; readonly upTo: number };

/** Users with updates that nobody may be at: waiting since before that moment, or half answered. */
export async function findLeftBehind(
  db: Queryable,
  instance: string,
  before: Date,
): Promise<readonly LeftBehind[]> {
  const rows = await db.execute<LeftBehind>(sql`
    select user_id as "userId", max(update_id) as "upTo" from telegram_updates
     where state = 'pending' and received_at <= ${before.toISOString()}::timestamptz
        or state = 'answering' and claimed_by is distinct from ${instance} and not ${isAlive}
     group by user_id order by min(update_id) limit 1000`);
  return [...rows];
}

/** The ids are kept for as long as Telegram may repeat an update. */
export async function removeOldUpdates(db: Db, before: Date): Promise<number> {
  let removed = 0;
  for (;;) {
    const rows = await db.execute(sql`
      delete from telegram_updates where update_id in (
        select update_id from telegram_updates
         where state in ('done', 'failed') and done_at < ${before.toISOString()}::timestamptz
         limit 5000)
      returning update_id`);
    removed += rows.length;
    if (rows.length < 5_000) return removed;
  }
}

/** Each process holds a lock on its own name for as long as it lives; see `presence.ts`. */
export const presenceSpace = 7_308;

// --- internal ---

const isAlive = sql.raw(`exists (
  select 1 from pg_locks where locktype = 'advisory' and granted and objsubid = 2
     and classid = ${presenceSpace} and objid = (hashtext(claimed_by)::bigint & 4294967295)::oid
     and database = (select oid from pg_database where datname = current_database()))`);
