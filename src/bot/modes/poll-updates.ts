import type { Api } from "grammy";
import type { Update } from "grammy/types";
import { type Clock, minutes, seconds } from "../../lib/clock.ts";
import type { Wait } from "../../lib/wait.ts";
import { type CallOutcome, callTelegram } from "../../outbox/call-telegram.ts";
import { outgoing } from "../../outbox/outgoing-call.ts";
import { allowedUpdates } from "../read-update.ts";
import { makeTroubleSpot, type Trouble, troubleOf } from "./trouble.ts";

export type PollDeps = {
  readonly api: Pick<Api, "raw">;
  readonly store: (updates: readonly Update[]) => Promise<void>;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly onTrouble: (trouble: Trouble | undefined) => void;
  /** How long Telegram may hold a request open. */
  readonly holdSeconds?: number;
};

/**
 * Asks until the signal says to stop; nothing else ends it. The offset moves only when everything
 * below it is committed: until then Telegram keeps the updates.
 */
export async function pollUpdates(deps: PollDeps, signal: AbortSignal): Promise<void> {
  const { clock, wait, onTrouble, holdSeconds = 25 } = deps;
  const spot = makeTroubleSpot(clock, onTrouble);
  let offset = 0;
  let failures = 0;
  while (!signal.aborted) {
    const polled = await poll(deps, { offset, timeout: holdSeconds }, signal);
    if (signal.aborted) return;
    if (polled.kind !== "ok") {
      failures += 1;
      spot.is(troubleOf(polled));
      await mend(deps, polled, signal);
      await wait(pauseAfter(polled, failures), signal);
      continue;
    }
    if (await isStored(deps, polled.updates, spot.is, signal)) {
      failures = 0;
      spot.is(undefined);
      offset = polled.updates.reduce((next, { update_id: id }) => Math.max(next, id + 1), offset);
    }
  }
}

// --- internal ---

type Polled =
  | { readonly kind: "ok"; readonly updates: readonly Update[] }
  | Exclude<CallOutcome, { kind: "ok" }>;

async function poll(
  { api }: PollDeps,
  { offset, timeout }: { offset: number; timeout: number },
  signal: AbortSignal,
): Promise<Polled> {
  const wish = { offset, limit: 100, timeout, allowed_updates: allowedUpdates };
  const outcome = await callTelegram(api, outgoing("getUpdates", wish), signal);
  return outcome.kind === "ok" ? { kind: "ok", updates: outcome.result as Update[] } : outcome;
}

/** The same batch is offered again until the database takes it. */
async function isStored(
  { store, wait }: PollDeps,
  updates: readonly Update[],
  say: (trouble: Trouble) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      await store(updates);
      return true;
    } catch (error) {
      say({ kind: "database", says: error instanceof Error ? error.message : String(error) });
      await wait(pauseFor(failures), signal);
    }
  }
  return false;
}

/** A webhook that somebody has set keeps us from polling, for as long as it stands. */
async function mend({ api }: PollDeps, failed: Polled, signal: AbortSignal): Promise<void> {
  if (failed.kind !== "conflict" || !/webhook is active/.test(failed.description)) return;
  // Where that fails, the next round says what is wrong.
  await callTelegram(api, outgoing("deleteWebhook", { drop_pending_updates: false }), signal);
}

function pauseAfter(failed: Exclude<Polled, { kind: "ok" }>, failures: number): number {
  if (failed.kind === "retry_after") return seconds(failed.seconds);
  // A wrong token does not mend itself within seconds, and asking often looks like an attack.
  if (failed.kind === "unauthorized") return minutes(1);
  return pauseFor(failures);
}

/** Half a second, doubled up to half a minute: an hour without a network is survived calmly. */
function pauseFor(failures: number): number {
  return Math.min(500 * 2 ** (failures - 1), seconds(30));
}
