import { join } from "node:path";
import { type Clock, seconds } from "../clock.ts";
import type { Redact } from "../redact/redact.ts";
import type { TimeZone } from "../time-zone.ts";
import { dayFiles } from "./day-files.ts";
import { isAtLeast, type LogLevel } from "./levels.ts";
import { type LineWriter, lineWriter } from "./line-writer.ts";
import { logLine } from "./log-line.ts";
import { tidyLogs } from "./tidy-logs.ts";

type Say = (message: string, detail?: unknown) => void;

/** What everybody gets who has something to say. */
export type Log = {
  readonly debug: Say;
  readonly info: Say;
  readonly warning: Say;
  readonly error: Say;
  readonly critical: Say;
  readonly at: (level: LogLevel, message: string, detail?: unknown) => void;
  /** The same log, each message behind a word that people grep for: `[snk]`. */
  withPrefix(prefix: string): Log;
  /** The same log behind the listeners' backs: for the listeners themselves. */
  readonly aside: Log;
};

export type LogEntry = {
  readonly at: Date;
  readonly level: LogLevel;
  /** Redacted already. */
  readonly message: string;
  /** Name and code of the error that came with it, never its text. */
  readonly fault?: string;
};

export type OpenLog = Log &
  AsyncDisposable & {
    listen(listener: (entry: LogEntry) => void): void;
    flush(): Promise<void>;
    /** The last words of a process that has no time to wait. */
    flushNow(): void;
    /** Compresses former days and removes those past their retention. */
    tidy(): Promise<void>;
  };

export type LogOptions = {
  /** LOG_DIR; without one nothing is kept. */
  readonly dir?: string | undefined;
  readonly service: "telegram-bot" | "health-check" | "maintenance" | "audit";
  readonly level: LogLevel;
  readonly retentionDays: number;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly redact: Redact;
  /** Each line also here: `journal` leaves the time to journald and tells it the priority. */
  readonly console?: { readonly style: "journal" | "plain"; write(text: string): void } | undefined;
  /** `json`: one object a line, for machines. */
  readonly format?: "text" | "json";
};

/** Never throws and never waits: a log that cannot be written must not stop the shop. */
export function createLog(options: LogOptions): OpenLog {
  const { clock, zone, redact, console: shown } = options;
  const folder = options.dir === undefined ? undefined : join(options.dir, options.service);
  const writer = folder === undefined ? undefined : lineWriter(dayFiles(folder), lastResort(shown));
  const listeners: ((entry: LogEntry) => void)[] = [];
  const tidy = async () => {
    if (folder === undefined) return;
    // A minute after midnight the last line of the old day has long been written.
    const today = zone.day(new Date(clock.now().getTime() - seconds(60)));
    await tidyLogs({ folder, today, retentionDays: options.retentionDays }).catch((error) =>
      log.aside.warning("Old logs could not be compressed or removed", error),
    );
  };
  const tidyOnNewDay = onNewDay(tidy);

  const say = (level: LogLevel, prefix: string, message: string, detail: unknown) => {
    const at = clock.now();
    const text = logLine(prefix + message, detail, redact);
    const stamp = zone.stamp(at);
    const line =
      options.format === "json"
        ? jsonLine(stamp, level, message, detail, redact)
        : `[${stamp}] [${level}] ${text}`;
    shown?.write(
      shown.style === "journal" ? `${journalPriority[level]}[${level}] ${text}\n` : `${line}\n`,
    );
    if (writer) keep(writer, zone.day(at), line, level);
    tidyOnNewDay(zone.day(at));
    const fault = faultName(detail);
    return { at, level, message: redact.text(prefix + message), ...(fault ? { fault } : {}) };
  };

  const make = (prefix: string, isAside: boolean): Log => {
    const at = (level: LogLevel, message: string, detail?: unknown) => {
      if (!isAtLeast(level, options.level)) return;
      try {
        const entry = say(level, prefix, message, detail);
        if (!isAside) for (const listener of listeners) listener(entry);
      } catch {
        // A getter that throws, a listener that fails: the shop goes on.
        lastResort(undefined)(`[${level}] an entry could not be logged\n`, false);
      }
    };
    const quiet = () => (isAside ? self : make(prefix, true));
    const self: Log = {
      debug: (message, detail) => at("DEBUG", message, detail),
      info: (message, detail) => at("INFO", message, detail),
      warning: (message, detail) => at("WARNING", message, detail),
      error: (message, detail) => at("ERROR", message, detail),
      critical: (message, detail) => at("CRITICAL", message, detail),
      at,
      withPrefix: (more) => make(`${prefix}${more} `, isAside),
      get aside() {
        return quiet();
      },
    };
    return self;
  };

  const log = make("", false);
  const flush = async () => writer?.flush();
  return Object.assign(Object.create(null, Object.getOwnPropertyDescriptors(log)) as Log, {
    listen: (listener: (entry: LogEntry) => void) => void listeners.push(listener),
    flush,
    flushNow: () => writer?.flushNow(),
    tidy,
    [Symbol.asyncDispose]: async () => writer?.close(),
  });
}

// --- internal ---

const journalPriority: Record<LogLevel, string> = {
  DEBUG: "<7>",
  INFO: "<6>",
  WARNING: "<4>",
  ERROR: "<3>",
  CRITICAL: "<2>",
};

function faultName(detail: unknown): string | undefined {
  if (!(detail instanceof Error)) return undefined;
  const code = "code" in detail && typeof detail.code === "string" ? detail.code : undefined;
  const inner = detail.cause instanceof Error ? faultName(detail.cause) : undefined;
  return [detail.name, code, inner].filter(Boolean).join(" ");
}

function keep(writer: LineWriter, day: string, line: string, level: LogLevel): void {
  writer.write(day, `${line}\n`, isAtLeast(level, "ERROR"));
}

/** Where lines go that the disk refuses: to the console, unless they are there already. */
function lastResort(shown: LogOptions["console"]): (text: string, isNotice: boolean) => void {
  if (!shown) return (text) => void process.stderr.write(text);
  return (text, isNotice) => {
    if (isNotice) shown.write(shown.style === "journal" ? `<3>${text}` : text);
  };
}

function onNewDay(act: () => Promise<void>): (day: string) => void {
  let current: string | undefined;
  return (day) => {
    if (current !== undefined && current !== day) setTimeout(() => void act(), seconds(90)).unref();
    current = day;
  };
}

function jsonLine(
  at: string,
  level: LogLevel,
  message: string,
  detail: unknown,
  redact: Redact,
): string {
  const more = redact.value(detail);
  const fields = typeof more === "object" && !Array.isArray(more) ? more : { detail: more };
  return JSON.stringify({ at, level, event: redact.text(message), ...fields });
}
