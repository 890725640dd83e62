import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Clock, minutes, seconds } from "../../lib/clock.ts";
import { isAtLeast, type LogLevel } from "../../lib/log/levels.ts";
import type { Log, OpenLog } from "../../lib/log/log.ts";
import type { Redact } from "../../lib/redact/redact.ts";
import type { TimeZone } from "../../lib/time-zone.ts";
import { escapeHtml } from "../../texts/html.ts";
import type { Texts } from "../../texts/id.ts";
import { makeDelivery } from "./delivery.ts";
import {
  type Groups,
  keyOf,
  noGroups,
  note,
  type Summary,
  summaries,
  type Trouble,
} from "./grouping.ts";
import { type Fetch, sendLetter } from "./send-letter.ts";
import { openSpool } from "./spool.ts";

export type Alerts = AsyncDisposable & {
  /** Never throws and never waits. The same key again and again becomes a handful of messages. */
  send(trouble: Trouble): "told" | "counted";
  /** Entries of the log at or above the threshold become alerts. */
  listenTo(log: Pick<OpenLog, "listen">): void;
  /** Sends what is due now; resolves when the round is over. */
  deliver(): Promise<void>;
  /** How many messages wait to be sent. */
  waiting(): number;
};

export type AlertOptions = {
  readonly isEnabled: boolean;
  readonly store: string;
  readonly token: string | undefined;
  readonly apiRoot: string;
  readonly ownerIds: readonly number[];
  /** DATA_DIR: the spool is `alerts` in it. */
  readonly dataDir: string;
  /** Whose storms are counted together; the bot and the subcommands count apart. */
  readonly sender: "bot" | "command";
  readonly threshold: LogLevel;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly log: Log;
  readonly redact: Redact;
  readonly texts: Texts["alerts"];
  readonly fetch?: Fetch;
  /** How often it looks for what is due; 0 leaves that to `deliver`. */
  readonly tickMs?: number;
};

/** The road to the owner: needs no database, and keeps what cannot be sent. */
export function createAlerts(options: AlertOptions): Alerts {
  const { clock, redact, texts, zone, ownerIds, token } = options;
  // Behind the listeners' backs: an alert about alerts would never end.
  const log = options.log.aside;
  if (!options.isEnabled || token === undefined || ownerIds.length === 0) return silent;

  const folder = join(options.dataDir, "alerts");
  const spool = openSpool(folder, (what, error) => log.warning(`[alerts] ${what}`, error));
  const memory = groupMemory(join(folder, `groups-${options.sender}.json`));
  const road = { fetch: options.fetch ?? fetch, apiRoot: options.apiRoot, token };
  const delivery = makeDelivery({
    spool,
    clock,
    log,
    send: (to, { at, text }) => {
      const isLate = clock.now().getTime() - at > minutes(5);
      const note = isLate
        ? `\n${texts.delayed({ at: zone.stamp(new Date(at)).slice(0, 16) })}`
        : "";
      return sendLetter(road, { to, html: escapeHtml(text + note) });
    },
  });

  const post = (level: LogLevel, text: string) => {
    const clean = redact.text(text);
    const short = clean.length > longest ? `${clean.slice(0, longest)}\n${texts.shortened}` : clean;
    const whole = `[${options.store}] ${signs[level]} ${short}`;
    spool.put({ at: clock.now().getTime(), text: whole, to: ownerIds });
  };
  const summarise = () => {
    const now = clock.now().getTime();
    const due = summaries(memory.groups, now);
    for (const summary of due) post(summary.level, summaryText(texts, summary));
    memory.save(now, due.length > 0);
  };
  const deliver = async () => {
    try {
      summarise();
      await delivery.round();
    } catch (error) {
      log.warning("[alerts] A round failed", error);
    }
  };
  const isTicking = options.tickMs !== 0;
  const timer = isTicking ? setInterval(deliver, options.tickMs ?? seconds(5)) : undefined;
  timer?.unref();

  const send: Alerts["send"] = (trouble) => {
    try {
      const now = clock.now().getTime();
      const isNews = note(memory.groups, trouble, now);
      if (isNews) post(trouble.level, trouble.text);
      memory.save(now, isNews);
      if (isNews && isTicking) void deliver();
      return isNews ? "told" : "counted";
    } catch (error) {
      log.warning("[alerts] An alert was lost", error);
      return "counted";
    }
  };
  return {
    send,
    listenTo: (source) =>
      source.listen(({ level, message, fault }) => {
        if (!isAtLeast(level, options.threshold)) return;
        const text = fault ? `${message} (${fault})` : message;
        send({ level, key: `log:${level}:${keyOf(text)}`, text });
      }),
    deliver,
    waiting: () => spool.names(clock.now().getTime()).length,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await Promise.race([deliver(), Bun.sleep(seconds(3))]);
      memory.save(clock.now().getTime(), true);
    },
  };
}

// --- internal ---

const longest = 3_000;

const signs: Record<LogLevel, string> = {
  DEBUG: "ℹ️",
  INFO: "ℹ️",
  WARNING: "⚠️",
  ERROR: "🔴",
  CRITICAL: "🆘",
};

const silent: Alerts = {
  send: () => "counted",
  listenTo() {},
  async deliver() {},
  waiting: () => 0,
  async [Symbol.asyncDispose]() {},
};

function summaryText(texts: Texts["alerts"], summary: Summary): string {
  const { times, minutes } = summary;
  const text = summary.isMixed ? texts.many({ last: summary.text }) : summary.text;
  return texts.repeated({ text, times, minutes });
}

/** What was told lately outlives the process; counting alone is written once a second at most. */
function groupMemory(path: string): { groups: Groups; save(now: number, isNews: boolean): void } {
  let groups = noGroups();
  try {
    groups = { ...groups, ...JSON.parse(readFileSync(path, "utf8")) };
  } catch {
    // None yet, or unreadable: then everything is told anew.
  }
  let savedAt = 0;
  let saved = JSON.stringify(groups);
  return {
    groups,
    save(now, isNews) {
      if (!isNews && now - savedAt < seconds(1)) return;
      savedAt = now;
      const text = JSON.stringify(groups);
      if (text === saved) return;
      try {
        mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
        writeFileSync(`${path}.tmp`, text, { mode: 0o600 });
        renameSync(`${path}.tmp`, path);
        saved = text;
      } catch {
        // A full disk: the memory of this process has to do.
      }
    },
  };
}
