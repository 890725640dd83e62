import type { CheckDeps } from "../shop/orders/check-payment.ts";
import { checkDuePayments } from "../shop/orders/check-payments.ts";
import type { Job } from "./job.ts";

/** A lost webhook costs seconds; the batch bounds how much the gateway is asked. */
export function checkPaymentsJob(deps: CheckDeps): Job {
  return {
    name: "payments.check",
    pattern: "*/2 * * * * *",
    async run() {
      await checkDuePayments(deps);
    },
  };
}
