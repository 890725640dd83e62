import { desc } from "drizzle-orm";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { Db } from "../../db/client.ts";
import { telegramUpdates } from "../../db/schema/queues.ts";
import { type Mode, type ModeChange, runMode, type Webhook } from "../bot/modes/run-mode.ts";
import type { Job } from "../jobs/job.ts";
import { keepTimetable } from "../jobs/timetable.ts";
import { type Clock, minutes, seconds } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";
import { systemWait, type Wait } from "../lib/wait.ts";
import type { TellOwner } from "./tell-owner.ts";

export type LeadDeps = {
  readonly db: Db;
  readonly api: Api;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: TellOwner;
  readonly takeIn: (updates: readonly Update[]) => Promise<void>;
  readonly jobs: readonly Job[];
  readonly timezone: string;
  readonly mode: Mode;
  readonly webhook: Webhook | undefined;
  /** Each time this process comes to lead, until it succeeds. */
  readonly onLead: (signal: AbortSignal) => Promise<void>;
  readonly onModeChange: (change: ModeChange) => void;
  readonly wait?: Wait;
};

export type Lead = {
  onChange(isLeader: boolean): void;
  /** No new round of anything; what runs is finished. */
  stop(): Promise<void>;
};

/** What belongs to the one process that leads: bringing updates in, and the timetable. */
export function lead(deps: LeadDeps): Lead {
  const { db, api, clock, log, owner, wait = systemWait } = deps;
  let isLeading = false;
  let term = new AbortController();
  let ended: Promise<unknown> = Promise.resolve();

  const timetable = keepTimetable(deps.jobs, {
    timezone: deps.timezone,
    isLeader: () => isLeading,
    onFailure(job, error) {
      // Aside: the owner hears of it in his own words.
      log.aside.error(`The job ${job.name} failed`, error);
      owner.jobFailed(job.name);
    },
  });

  async function lastUpdateAt(): Promise<Date | undefined> {
    const [row] = await db
      .select({ at: telegramUpdates.receivedAt })
      .from(telegramUpdates)
      .orderBy(desc(telegramUpdates.updateId))
      .limit(1);
    return row?.at;
  }

  async function begin(signal: AbortSignal): Promise<void> {
    const bring = runMode(
      {
        ...{ api, clock, mode: deps.mode, webhook: deps.webhook },
        store: deps.takeIn,
        wait,
        lastWebhookUpdateAt: lastUpdateAt,
        onModeChange(change) {
          deps.onModeChange(change);
          owner.modeChanged(change);
        },
        onTrouble(trouble) {
          log.warning("Bringing updates in", trouble ?? "is well again");
          owner.trouble(trouble);
        },
      },
      signal,
    );
    await Promise.all([bring, prepare(signal)]);
  }

  async function prepare(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        return await deps.onLead(signal);
      } catch (error) {
        const message = "Telegram could not be told of the shop's commands; trying again";
        if (failures === 0 && !signal.aborted) log.warning(message, error);
        await wait(Math.min(seconds(5) * 2 ** failures, minutes(5)), signal);
      }
    }
  }

  return {
    onChange(isLeader) {
      isLeading = isLeader;
      term.abort();
      if (!isLeader) return;
      const mine = new AbortController();
      term = mine;
      ended = ended
        .then(() => (mine.signal.aborted ? undefined : begin(mine.signal)))
        .catch((error) => log.error("Leading met a fault", error));
    },
    async stop() {
      isLeading = false;
      term.abort();
      await Promise.all([timetable.stop(), ended]);
    },
  };
}
