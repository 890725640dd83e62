import { join } from "node:path";
import type { Environment } from "../app/config/environment.ts";
import { loadConfig } from "../app/config/load-config.ts";
import { systemClock } from "../lib/clock.ts";
import { createLog } from "../lib/log/log.ts";
import { makeRedact } from "../lib/redact/redact.ts";
import { timeZone } from "../lib/time-zone.ts";

/** Keeps what the user is spared, and says where. */
export async function logFault(env: Environment, command: string, fault: unknown): Promise<string> {
  const loaded = loadConfig(env, { for: "none" });
  const { log: settings, store } = loaded.ok
    ? loaded.value.config
    : { log: { dir: "logs", retentionDays: 90 }, store: { timeZone: "UTC" } };
  const zone = timeZone(store.timeZone);
  await using log = createLog({
    dir: settings.dir,
    service: "maintenance",
    level: "ERROR",
    retentionDays: settings.retentionDays,
    clock: systemClock,
    zone,
    redact: loaded.ok ? loaded.value.redact : makeRedact(),
  });
  log.error(`${command} met an unexpected fault`, fault);
  await log.flush();
  return join(settings.dir, "maintenance", `${zone.day(systemClock.now())}.log`);
}
