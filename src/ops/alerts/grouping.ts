import { minutes } from "../../lib/clock.ts";
import type { LogLevel } from "../../lib/log/levels.ts";

/**
 * One trouble told a thousand times is a handful of messages: the first at once, then what came
 * after it in windows that grow. Plain data, so that it survives a restart: a crash loop is a storm
 * too.
 */
export type Groups = {
  readonly byKey: Record<string, Group>;
  /** When first messages were let through lately, for storms of many different troubles. */
  recent: number[];
};

type Group = {
  level: LogLevel;
  /** As it was told last. */
  text: string;
  /** Since the last message. */
  count: number;
  since: number;
  step: number;
};

export type Trouble = { readonly level: LogLevel; readonly key: string; readonly text: string };

export type Summary = {
  readonly level: LogLevel;
  readonly text: string;
  readonly times: number;
  readonly minutes: number;
  /** Many different troubles, of which this is the last. */
  readonly isMixed: boolean;
};

export const noGroups = (): Groups => ({ byKey: {}, recent: [] });

/** True when it is to be told now, false when it was counted. */
export function note(groups: Groups, trouble: Trouble, now: number): boolean {
  const known = groups.byKey[trouble.key];
  if (known) {
    known.count++;
    known.text = trouble.text;
    return false;
  }
  groups.recent = groups.recent.filter((at) => now - at < minutes(10));
  if (groups.recent.length >= mostAtOnce[trouble.level === "CRITICAL" ? "critical" : "other"]) {
    const mixed = groups.byKey[mixedKey] ?? { ...trouble, count: 0, since: now, step: 0 };
    groups.byKey[mixedKey] = { ...mixed, text: trouble.text, count: mixed.count + 1 };
    return false;
  }
  groups.recent.push(now);
  groups.byKey[trouble.key] = {
    level: trouble.level,
    text: trouble.text,
    count: 0,
    since: now,
    step: 0,
  };
  return true;
}

/** The windows that have ended: with a summary where something came after; else forgotten. */
export function summaries(groups: Groups, now: number): Summary[] {
  return Object.entries(groups.byKey).flatMap(([key, group]) => {
    if (now - group.since < windowOf(group)) return [];
    if (group.count === 0) {
      delete groups.byKey[key];
      return [];
    }
    const { level, text, count: times } = group;
    const summary = { level, text, times, minutes: minutesOf(now - group.since) };
    Object.assign(group, { count: 0, since: now, step: group.step + 1 });
    return [{ ...summary, isMixed: key === mixedKey }];
  });
}

/** The same trouble with other numbers, codes and ids is the same trouble. */
export function keyOf(message: string): string {
  return message
    .slice(0, 160)
    .replace(/\b[A-Z]{2,5}-[A-Z0-9]{6,}\b/g, "#")
    .replace(/\b[0-9a-f]{8,}(?:-[0-9a-f]{4,})*\b/gi, "#")
    .replace(/\d+/g, "#");
}

// --- internal ---

const mixedKey = "(many)";
// The end of the shop is told even within a storm.
const mostAtOnce = { critical: 36, other: 12 };
const windows = [1, 5, 15, 60, 240].map(minutes);

const windowOf = ({ step }: Group): number => windows[Math.min(step, windows.length - 1)] ?? 0;
const minutesOf = (ms: number): number => Math.max(1, Math.round(ms / minutes(1)));
