import { fstatSync } from "node:fs";
import type { Clock } from "../lib/clock.ts";
import { createLog, type LogOptions, type OpenLog } from "../lib/log/log.ts";
import type { Redact } from "../lib/redact/redact.ts";
import { timeZone } from "../lib/time-zone.ts";
import type { Config } from "./config/config.ts";
import type { Environment } from "./config/environment.ts";

/** The log of a service: in LOG_DIR, and on stderr for journald or whoever watches. */
export function openLog(
  { config, clock, redact }: { config: Config; clock: Clock; redact: Redact },
  options: Pick<LogOptions, "service" | "format"> & { readonly env: Environment },
): OpenLog {
  const { env, ...kind } = options;
  return createLog({
    ...kind,
    dir: config.log.dir,
    level: config.log.level,
    retentionDays: config.log.retentionDays,
    clock,
    zone: timeZone(config.store.timeZone),
    redact,
    console: {
      style: isJournal(env) ? "journal" : "plain",
      write: (text) => void process.stderr.write(text),
    },
  });
}

/** The audit log is a file alone: nobody is to look for it in the journal. */
export function openAuditLog(it: { config: Config; clock: Clock; redact: Redact }): OpenLog {
  const { config, clock, redact } = it;
  return createLog({
    service: "audit",
    format: "json",
    dir: config.log.dir,
    level: "INFO",
    retentionDays: config.log.retentionDays,
    clock,
    zone: timeZone(config.store.timeZone),
    redact,
  });
}

/** JOURNAL_STREAM names the journal's socket; children inherit it even when stderr is another. */
export function isJournal(env: Environment): boolean {
  const stream = env["JOURNAL_STREAM"];
  if (!stream) return false;
  try {
    const { dev, ino } = fstatSync(2);
    return stream === `${dev}:${ino}`;
  } catch {
    return false;
  }
}
