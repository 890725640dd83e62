import { and, asc, eq, gt, lt } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { auditLog, settings } from "../../../db/schema/people.ts";
import { type Clock, minutes } from "../../lib/clock.ts";
import type { Log } from "../../lib/log/log.ts";

export type CopyAuditDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** The log of the service `audit`: one JSON object a line. */
  readonly auditLog: Pick<Log, "info">;
};

const cursorKey = "internal_audit_cursor";
const batchSize = 500;

/**
 * Copies what was committed into the log that operators keep. Ids are given before they are
 * committed, so that only entries older than any transaction of the shop are copied: none that
 * commits late is passed over. A crash between the line and the cursor repeats lines and loses none.
 */
export async function copyAudit(deps: CopyAuditDeps): Promise<number> {
  let copied = 0;
  for (;;) {
    const batch = await copyBatch(deps);
    copied += batch;
    if (batch < batchSize) return copied;
  }
}

// --- internal ---

async function copyBatch({ db, clock, auditLog: log }: CopyAuditDeps): Promise<number> {
  const now = clock.now();
  const [kept] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, cursorKey));
  const settled = new Date(now.getTime() - minutes(2));
  const rows = await db
    .select()
    .from(auditLog)
    .where(and(gt(auditLog.id, Number(kept?.value ?? 0)), lt(auditLog.at, settled)))
    .orderBy(asc(auditLog.id))
    .limit(batchSize);
  const last = rows.at(-1);
  if (!last) return 0;
  for (const { action, ...entry } of rows) log.info(action, entry);
  const value = { value: last.id, updatedAt: now };
  await db
    .insert(settings)
    .values({ key: cursorKey, ...value })
    .onConflictDoUpdate({ target: settings.key, set: value });
  return rows.length;
}
