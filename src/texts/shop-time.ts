import type { TimeZone } from "../lib/time-zone.ts";

/** 20/11/2026 22:47 WIB: a moment on the shop's own clock, the same in both languages. */
export function shopTime(zone: TimeZone, at: Date): string {
  const stamp = zone.stamp(at);
  const [year, month, day] = stamp.slice(0, 10).split("-");
  return `${day}/${month}/${year} ${stamp.slice(11, 16)} ${zoneName(stamp.slice(23))}`;
}

// --- internal ---

const names: Readonly<Record<string, string>> = {
  "+07:00": "WIB",
  "+08:00": "WITA",
  "+09:00": "WIT",
};

function zoneName(offset: string): string {
  return names[offset] ?? `UTC${offset}`;
}
