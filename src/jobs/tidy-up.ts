import type { Db } from "../../db/client.ts";
import { type Clock, days } from "../lib/clock.ts";
import type { OpenLog } from "../lib/log/log.ts";
import { forgetDone } from "../outbox/outbox.queries.ts";
import type { Job } from "./job.ts";

export type TidyUpDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Pick<OpenLog, "tidy">;
  readonly forgetUpdates: () => Promise<number>;
  readonly forgetDialogs: () => Promise<number>;
};

/** Queues keep what is done for as long as a repetition could come, and not for ever. */
export function tidyUpJob({ db, clock, log, forgetUpdates, forgetDialogs }: TidyUpDeps): Job {
  return {
    name: "tidy_up",
    pattern: "0 7 * * * *",
    async run() {
      await forgetUpdates();
      await forgetDialogs();
      await forgetDone(db, new Date(clock.now().getTime() - days(30)));
      await log.tidy();
    },
  };
}
