import { Cron } from "croner";
import type { Job } from "./job.ts";

export type Timetable = {
  /** Lets running jobs finish and starts no more. */
  stop(): Promise<void>;
};

export type TimetableOptions = {
  readonly timezone: string;
  /** The timetable belongs to the leader; the others stay quiet. */
  readonly isLeader: () => boolean;
  readonly onFailure: (job: Job, error: unknown) => void;
};

/** Each job has its own beat and never overlaps itself; one that fails does not stop the others. */
export function keepTimetable(jobs: readonly Job[], options: TimetableOptions): Timetable {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const crons = jobs.map(
    (job) =>
      new Cron(
        job.pattern,
        { timezone: options.timezone, protect: true, catch: false },
        async () => {
          if (!options.isLeader() || stopping.signal.aborted) return;
          const round = runOnce(job);
          running.add(round);
          await round.finally(() => running.delete(round));
        },
      ),
  );

  async function runOnce(job: Job): Promise<void> {
    try {
      await job.run(stopping.signal);
    } catch (error) {
      options.onFailure(job, error);
    }
  }

  return {
    async stop() {
      stopping.abort();
      for (const cron of crons) cron.stop();
      await Promise.all(running);
    },
  };
}
