import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";
import type { Redact } from "../lib/redact/redact.ts";
import { timeZone } from "../lib/time-zone.ts";
import { type AlertOptions, type Alerts, createAlerts } from "../ops/alerts/alerts.ts";
import { texts } from "../texts/texts.ts";
import type { Config } from "./config/config.ts";

/** The road to this store's owner, as configured. */
export function openAlerts(
  { config, clock, log, redact }: { config: Config; clock: Clock; log: Log; redact: Redact },
  more: Pick<AlertOptions, "sender" | "tickMs">,
): Alerts {
  return createAlerts({
    isEnabled: config.alerts.isEnabled,
    store: config.store.name,
    token: config.alerts.botToken,
    apiRoot: config.telegram.apiRoot,
    ownerIds: config.telegram.ownerIds,
    dataDir: config.dataDir,
    threshold: config.alerts.threshold,
    zone: timeZone(config.store.timeZone),
    texts: texts[config.store.language].alerts,
    clock,
    log,
    redact,
    ...more,
  });
}
