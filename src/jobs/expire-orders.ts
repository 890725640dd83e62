import type { Db } from "../../db/client.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";
import { expireOrders } from "../shop/orders/expire-orders.ts";
import type { Job } from "./job.ts";

export type ExpireOrdersDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly wake?: (() => void) | undefined;
};

/** A round takes what there is, in small transactions; what is left is for the next minute. */
export function expireOrdersJob(deps: ExpireOrdersDeps): Job {
  return {
    name: "expired_payments",
    pattern: "0 * * * * *",
    async run(signal) {
      const { expired } = await expireOrders(deps, { limit: 20_000, signal });
      if (expired === 0) return;
      deps.log.info(`[expired_payments] ${expired} orders were not paid in time`);
      deps.wake?.();
    },
  };
}
