import type { Update } from "grammy/types";
import { hours, seconds } from "../../lib/clock.ts";
import { findLeftBehind, removeOldUpdates } from "./intake.queries.ts";
import type { IntakeDeps } from "./intake-deps.ts";
import { makePresence } from "./presence.ts";
import { makeUpdateStore } from "./store-updates.ts";
import { makeUserQueue } from "./user-queue.ts";

export type Intake = {
  /** Resolves once every update is committed; only then may Telegram forget it. */
  store(updates: readonly Update[]): Promise<void>;
  /** Takes up what a dead process left, now and from time to time. */
  start(): Promise<void>;
  /** Finishes what is in flight; the rest stays in the table. `store` goes on storing. */
  drain(): Promise<void>;
  /** Resolves when nothing is under way in this process. */
  idle(): Promise<void>;
  /** Removes the ids of updates that Telegram will not repeat any more. */
  tidy(): Promise<number>;
  /** Users whose updates are being handled or answered now. */
  readonly inFlight: number;
};

export type IntakeOptions = {
  /** How many transactions of handlers run at once. */
  readonly parallel: number;
  readonly sweepMs: number;
};

/** Updates are stored first, then handled: in order per user, side by side across users. */
export function createIntake(deps: IntakeDeps, options: Partial<IntakeOptions> = {}): Intake {
  const { parallel = 6, sweepMs = seconds(5) } = options;
  const { db, clock, log, instance, raw, wait } = deps;
  const stopping = new AbortController();
  const store = makeUpdateStore(deps);
  const users = makeUserQueue(deps, parallel, stopping.signal);
  const presence = makePresence(raw, instance);
  let sweeping: Promise<void> = Promise.resolve();

  const sweep = async (olderThanMs: number) => {
    const before = new Date(clock.now().getTime() - olderThanMs);
    for (const { userId, upTo } of await findLeftBehind(db, instance, before)) {
      users.takeUp(userId, upTo);
    }
  };
  const keepSweeping = async () => {
    while (!stopping.signal.aborted) {
      await wait(sweepMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await presence.refresh();
        await sweep(sweepMs);
      } catch (error) {
        log.warning("The updates left behind could not be looked for; trying again", error);
      }
    }
  };

  return {
    async store(updates) {
      for (const { userId, updateId } of await store.add(updates)) users.add(userId, updateId);
    },
    async start() {
      await presence.refresh();
      await sweep(0);
      sweeping = keepSweeping();
    },
    async drain() {
      stopping.abort();
      await store.settled();
      await users.idle();
      await sweeping;
      await presence.leave();
    },
    async idle() {
      await store.settled();
      await users.idle();
    },
    tidy: () => removeOldUpdates(db, new Date(clock.now().getTime() - hours(48))),
    get inFlight() {
      return users.size;
    },
  };
}
