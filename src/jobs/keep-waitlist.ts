import type { Db } from "../../db/client.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";
import { expireHolds } from "../shop/waitlist/expire-holds.ts";
import { offerStock } from "../shop/waitlist/offer-stock.ts";
import type { Job } from "./job.ts";

export type KeepWaitlistDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly wake?: (() => void) | undefined;
};

/** A hold that lapsed goes to the next in line, and so does stock that came back by itself. */
export function keepWaitlistJob(deps: KeepWaitlistDeps): Job {
  return {
    name: "waitlist",
    pattern: "15 * * * * *",
    async run() {
      const lapsed = await expireHolds(deps);
      const offered = await deps.db.transaction((tx) => offerStock({ db: tx, clock: deps.clock }));
      if (lapsed + offered === 0) return;
      deps.log.info(`[waitlist] ${lapsed} holds lapsed, ${offered} people had their turn`);
      deps.wake?.();
    },
  };
}
