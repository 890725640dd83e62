import { and, eq, lt, sql } from "drizzle-orm";
import type { Db, Queryable } from "../../../db/client.ts";
import { dialogs } from "../../../db/schema/queues.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { SetAside } from "./set-aside.ts";

export type StoredDialog = {
  readonly name: string;
  readonly step: string;
  readonly draft: unknown;
  /** Kept, but what is typed is not for it. */
  readonly isPaused: boolean;
  readonly expiresAt: Date;
  /** Long ones that it was begun on top of, the newest first. */
  readonly behind?: readonly SetAside[];
};

export async function findDialog(
  tx: Queryable,
  vault: Vault,
  userId: number,
): Promise<StoredDialog | undefined> {
  const [row] = await tx.select().from(dialogs).where(eq(dialogs.userId, userId));
  if (!row) return undefined;
  const { name, step, expiresAt } = row;
  const content = JSON.parse(vault.open(row.draft, identity(userId))) as SealedDraft;
  const behind = (content.behind ?? []).map((each) => ({
    ...each,
    expiresAt: new Date(each.expiresAt),
  }));
  return { name, step, expiresAt, draft: content.draft, isPaused: content.isPaused, behind };
}

export async function saveDialog(
  tx: Queryable,
  vault: Vault,
  userId: number,
  dialog: StoredDialog,
  at: Date,
): Promise<void> {
  const { name, step, draft, isPaused, expiresAt, behind = [] } = dialog;
  const kept = behind.map((each) => ({ ...each, expiresAt: each.expiresAt.toISOString() }));
  const content: SealedDraft = { draft, isPaused, ...(kept.length > 0 ? { behind: kept } : {}) };
  const sealed = vault.seal(JSON.stringify(content), identity(userId));
  const row = { name, step, draft: sealed, updatedAt: at, expiresAt };
  await tx
    .insert(dialogs)
    .values({ userId, ...row })
    .onConflictDoUpdate({ target: dialogs.userId, set: row });
}

export async function removeDialog(tx: Queryable, userId: number): Promise<void> {
  await tx.delete(dialogs).where(eq(dialogs.userId, userId));
}

/** For the timetable. An expired one stays for a day, so that its owner can be told. */
export async function removeExpiredDialogs(db: Db, at: Date): Promise<number> {
  const gone = await db
    .delete(dialogs)
    .where(and(lt(dialogs.expiresAt, sql`${at.toISOString()}::timestamptz - interval '1 day'`)))
    .returning({ userId: dialogs.userId });
  return gone.length;
}

// --- internal ---

type SealedDraft = {
  draft: unknown;
  isPaused: boolean;
  behind?: (Omit<SetAside, "expiresAt"> & { expiresAt: string })[];
};

function identity(userId: number): string {
  return `dialog:${userId}`;
}
