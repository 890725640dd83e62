import type { Db } from "../../db/client.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";
import { expireDeposits } from "../shop/payments/expire-deposits.ts";
import type { Job } from "./job.ts";

export type ExpireDepositsDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly wake?: (() => void) | undefined;
};

export function expireDepositsJob(deps: ExpireDepositsDeps): Job {
  return {
    name: "expired_deposits",
    pattern: "30 * * * * *",
    async run(signal) {
      const expired = await expireDeposits(deps, { signal });
      if (expired === 0) return;
      deps.log.info(`[expired_deposits] ${expired} deposits were not paid in time`);
      deps.wake?.();
    },
  };
}
