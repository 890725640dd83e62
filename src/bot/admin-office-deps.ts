import type { Clock } from "../lib/clock.ts";
import type { TimeZone } from "../lib/time-zone.ts";
import type { Gateways } from "../shop/payments/gateway.ts";

/** What the office behind the counter is built with: texts, settings, figures, the calculator. */
export type AdminOfficeDeps = {
  readonly clock: Clock;
  readonly zone: TimeZone;
  /** Whose methods can be offered or not. */
  readonly gateways: Gateways;
};
