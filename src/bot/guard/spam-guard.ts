import { seconds } from "../../lib/clock.ts";
import { quietCustomer } from "../../shop/customers/quiet-customer.ts";
import { readSettings } from "../../shop/settings/read-settings.ts";
import type { Settings } from "../../shop/settings/setting-rules.ts";
import type { Guard } from "../bot.ts";
import type { Turn } from "../turn.ts";
import { isPaymentAction } from "./payment-action.ts";

/**
 * So many taps at once and so many more each second; then a warning, then silence for a while.
 * The count is this process's own: it is a courtesy to the others, and the database decides all
 * that matters.
 */
export function spamGuard({ wakeOutbox }: { readonly wakeOutbox: () => void }): Guard {
  const buckets = new Map<number, Bucket>();
  let rate = 2;

  return async (turn) => {
    if (turn.may("staff") || isPaymentAction(turn)) return "pass";
    const bucket = bucketOf(buckets, turn.user.id);
    // The same update again, because a file had to be fetched or the database was away.
    if (bucket.updateId === turn.update.update_id) return bucket.verdict;
    const verdict = await judge(turn, bucket);
    Object.assign(bucket, { updateId: turn.update.update_id, verdict });
    return verdict;
  };

  async function judge(turn: Turn, bucket: Bucket): Promise<"pass" | "stop"> {
    const { quietUntil } = turn.user;
    if (quietUntil && quietUntil > turn.now) return "stop";
    pour(bucket, turn.now, rate);
    // No setting allows less, so that most taps cost no look at the settings.
    if (bucket.used <= fewestAllowed) return "pass";
    const settings = await readSettings(turn.tx);
    rate = settings.spamPerSecond;
    const over = bucket.used - settings.spamBurst;
    if (over <= 0) {
      bucket.isWarned &&= bucket.used > settings.spamBurst / 2;
      return "pass";
    }
    if (over > settings.spamBurst / 2) return quiet(turn, bucket, settings);
    if (!bucket.isWarned) say(turn, turn.texts.info.guard.warning);
    bucket.isWarned = true;
    return "stop";
  }

  async function quiet(turn: Turn, bucket: Bucket, { spamQuietSeconds }: Settings) {
    const until = new Date(turn.now.getTime() + seconds(spamQuietSeconds));
    await quietCustomer(turn.tx, { customerId: turn.user.id, until, at: turn.now });
    say(turn, turn.texts.info.guard.quiet(spamQuietSeconds));
    turn.after(wakeOutbox);
    Object.assign(bucket, { used: 0, isWarned: false });
    return "stop" as const;
  }
}

// --- internal ---

type Bucket = {
  used: number;
  at: number;
  isWarned: boolean;
  updateId: number;
  verdict: "pass" | "stop";
};

const fewestAllowed = 5;
/** More people at once than this, and the longest idle ones start anew. */
const mostBuckets = 20_000;

function bucketOf(buckets: Map<number, Bucket>, userId: number): Bucket {
  const known = buckets.get(userId);
  const bucket = known ?? { used: 0, at: 0, isWarned: false, updateId: -1, verdict: "pass" };
  // Put last again, so that the first one is the one that has been idle longest.
  buckets.delete(userId);
  buckets.set(userId, bucket);
  const [idle] = buckets.keys();
  if (buckets.size > mostBuckets && idle !== undefined) buckets.delete(idle);
  return bucket;
}

function pour(bucket: Bucket, now: Date, perSecond: number): void {
  const passed = Math.max(0, now.getTime() - bucket.at) / 1_000;
  bucket.used = Math.max(0, bucket.used - passed * perSecond) + 1;
  bucket.at = now.getTime();
}

function say(turn: Turn, text: string): void {
  if (turn.callback) turn.answer(text, { alert: true });
  else turn.reply(text);
}
