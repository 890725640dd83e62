import type { ChargeDeps } from "../shop/payments/request-charge.ts";
import { requestMissingCharges } from "../shop/payments/request-missing-charges.ts";
import type { Job } from "./job.ts";

/** Whoever died between the order and the gateway's answer is stood in for. */
export function requestMissingChargesJob(deps: ChargeDeps): Job {
  return {
    name: "payments.missing_charges",
    pattern: "*/3 * * * * *",
    async run() {
      const asked = await requestMissingCharges(deps);
      if (asked > 0) deps.log.info(`[payments] Asked again for ${asked} missing charges`);
    },
  };
}
