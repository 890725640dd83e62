import type { Db, Tx } from "../../../db/client.ts";
import { isDatabaseGone, isToRepeat } from "../../../db/is-database-gone.ts";
import { type Clock, minutes } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { OutgoingCall } from "../../outbox/outgoing-call.ts";
import type { Bot } from "../bot.ts";
import { type Files, FileWanted, type Handled } from "../make-turn.ts";
import * as queries from "./intake.queries.ts";
import { openUpdate } from "./store-updates.ts";

export type TakeDeps = {
  readonly db: Db;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly instance: string;
  readonly bot: Pick<Bot, "handle">;
};

/** What came of one look at a user's updates. */
export type Taken =
  | { readonly kind: "none" }
  /** Committed; now its replies go out. */
  | { readonly kind: "handled"; readonly updateId: number; readonly handled: Handled }
  /** Another process is at this user. */
  | { readonly kind: "busy" }
  /** Another process left it behind: the try is counted before it begins, lest it kill us too. */
  | { readonly kind: "uncounted"; readonly updateId: number }
  | { readonly kind: "file wanted"; readonly fileId: string }
  | { readonly kind: "database gone"; readonly error: unknown }
  | { readonly kind: "threw"; readonly updateId: number; readonly error: unknown };

export type TakeOptions = {
  readonly files: Files;
  /** Is this one of those that a dead process may have choked on? */
  readonly isUncounted: (updateId: number) => boolean;
};

/** The user's oldest update, from the lock to the commit. */
export async function takeTurn(
  deps: TakeDeps,
  userId: number,
  options: TakeOptions,
): Promise<Taken> {
  let updateId: number | undefined;
  try {
    return await deps.db.transaction(async (tx) => {
      const next = await queries.lockNext(tx, userId);
      updateId = next?.updateId;
      if (!next) return { kind: "none" } as const;
      if (next.state === "answering") return takeAnswer(deps, tx, next);
      if (options.isUncounted(next.updateId)) {
        return { kind: "uncounted", updateId: next.updateId } as const;
      }
      return handleNext(deps, tx, next, options.files);
    });
  } catch (error) {
    if (error instanceof FileWanted) return { kind: "file wanted", fileId: error.fileId };
    if (updateId === undefined || isDatabaseGone(error) || isToRepeat(error)) {
      return { kind: "database gone", error };
    }
    return { kind: "threw", updateId, error };
  }
}

export function sealReplies(
  vault: Vault,
  updateId: number,
  replies: readonly OutgoingCall[],
): string {
  return vault.seal(JSON.stringify(replies), `replies:${updateId}`);
}

// --- internal ---

/** An answer older than this would only puzzle. */
const answerIsStaleAfter = minutes(2);

async function handleNext(
  deps: TakeDeps,
  tx: Tx,
  { updateId, payload }: queries.NextUpdate,
  files: Files,
): Promise<Taken> {
  const { vault, clock, instance } = deps;
  const handled = await deps.bot.handle(tx, openUpdate(vault, updateId, payload ?? ""), files);
  if (handled.replies.length === 0) await queries.setDone(tx, updateId, clock.now());
  else {
    const sealed = sealReplies(vault, updateId, handled.replies);
    await queries.setAnswering(tx, updateId, instance, sealed);
  }
  return { kind: "handled", updateId, handled };
}

/** The effect is committed already; only its words may still be missing. */
async function takeAnswer(deps: TakeDeps, tx: Tx, next: queries.NextUpdate): Promise<Taken> {
  const { updateId, claimedBy, isClaimerAlive, replies, receivedAt } = next;
  const isOurs = claimedBy === deps.instance;
  if (!isOurs && isClaimerAlive) return { kind: "busy" };
  const now = deps.clock.now();
  const isStale = now.getTime() - receivedAt.getTime() > answerIsStaleAfter;
  if (isStale) await queries.setDone(tx, updateId, now);
  else if (!isOurs) await queries.claimAnswer(tx, updateId, deps.instance);
  const calls: OutgoingCall[] =
    isStale || !replies ? [] : JSON.parse(deps.vault.open(replies, `replies:${updateId}`));
  return { kind: "handled", updateId, handled: { replies: calls, after: [] } };
}
