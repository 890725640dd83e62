import type { RawSql } from "../../db/client.ts";

export type Leadership = {
  isLeader(): boolean;
  /** Gives the lock back at once, so that a standby need not wait for a time-out. */
  stop(): Promise<void>;
};

export type LeadershipOptions = {
  readonly raw: RawSql;
  readonly onChange: (isLeader: boolean) => void;
  readonly log: { info(message: string): void; warning(message: string, details?: unknown): void };
  readonly roundMs?: number;
};

/**
 * One of any number of processes on a database holds an advisory lock: it polls Telegram and runs
 * the timetable. The lock lives on a connection of its own, so that it goes with the process,
 * however that ends; a leader that loses the connection is none from that moment.
 */
export function seekLeadership({
  raw,
  onChange,
  log,
  roundMs = 2_000,
}: LeadershipOptions): Leadership {
  let isLeader = false;
  let isStopping = false;
  let held: Awaited<ReturnType<RawSql["reserve"]>> | undefined;
  let ring: () => void = () => {};

  const change = (now: boolean) => {
    if (now === isLeader) return;
    isLeader = now;
    log.info(now ? "This process leads: it polls and keeps the timetable." : "Leadership is lost.");
    onChange(now);
  };

  const loop = (async () => {
    while (!isStopping) {
      try {
        held ??= await raw.reserve();
        if (isLeader) await held`select 1`;
        else {
          const [row] = await held`select pg_try_advisory_lock(${lockKey}) as got`;
          if (row?.["got"]) change(true);
        }
      } catch (error) {
        if (isLeader) log.warning("The connection that holds the leadership is gone", error);
        change(false);
        giveBack();
      }
      if (!isStopping) await pause();
    }
    if (held && isLeader) await held`select pg_advisory_unlock(${lockKey})`.catch(() => undefined);
    change(false);
    giveBack();
  })();

  function giveBack(): void {
    try {
      held?.release();
    } catch {
      // A connection that is gone cannot be given back.
    }
    held = undefined;
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, roundMs);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    isLeader: () => isLeader,
    async stop() {
      isStopping = true;
      ring();
      await loop;
    },
  };
}

// --- internal ---

const lockKey = 7_306_086_967_002; // any number that nothing else in the database locks
