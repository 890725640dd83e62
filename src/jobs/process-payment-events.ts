import type { CheckDeps } from "../shop/orders/check-payment.ts";
import { processEvents } from "../shop/orders/process-events.ts";
import type { Job } from "./job.ts";

/** What the webhook's own wake has missed, and what has to be asked again. */
export function processPaymentEventsJob(deps: CheckDeps): Job {
  return {
    name: "payments.events",
    pattern: "* * * * * *",
    async run(signal) {
      const batch = 20;
      while (!signal.aborted && (await processEvents(deps, { limit: batch })) === batch);
    },
  };
}
