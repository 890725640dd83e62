import type { LoadedConfig } from "../app/config/load-config.ts";
import { systemClock } from "../lib/clock.ts";
import { createLog, type LogOptions, type OpenLog } from "../lib/log/log.ts";
import { timeZone } from "../lib/time-zone.ts";
import type { Terminal } from "./terminal.ts";

/** What a subcommand does is kept in the log; the terminal sees warnings and worse. */
export function commandLog(
  { config, redact }: Pick<LoadedConfig, "config" | "redact">,
  terminal: Terminal,
  service: LogOptions["service"] = "maintenance",
): OpenLog {
  const log = createLog({
    dir: config.log.dir,
    service,
    level: config.log.level,
    retentionDays: config.log.retentionDays,
    clock: systemClock,
    zone: timeZone(config.store.timeZone),
    redact,
  });
  log.listen(({ level, message }) => {
    if (level !== "DEBUG" && level !== "INFO") {
      terminal.err(terminal.errStyle.yellow(`${level.toLowerCase()}: ${message}`));
    }
  });
  return log;
}
