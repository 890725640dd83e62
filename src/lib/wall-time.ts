import type { TimeZone } from "./time-zone.ts";

/** What a person types as a day, with or without an hour: 31/12/2026, 31-12-2026 18.30, 2026-12-31. */
export type WallTime = { readonly day: string; readonly time: string | undefined };

export function readWallTime(text: string): WallTime | undefined {
  const match =
    /^(?:(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2}))(?:[ ,T]+(\d{1,2})[:.](\d{2}))?$/.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const [, d, m, y, isoYear, isoMonth, isoDay, hour, minute] = match;
  const two = (digits: string | undefined) => (digits ?? "").padStart(2, "0");
  const day = y ? `${y}-${two(m)}-${two(d)}` : `${isoYear}-${two(isoMonth)}-${two(isoDay)}`;
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return undefined;
  if (hour === undefined) return { day, time: undefined };
  return Number(hour) < 24 && Number(minute) < 60
    ? { day, time: `${two(hour)}:${two(minute)}` }
    : undefined;
}

/** The moment at which the shop's clock shows this: at midnight where no hour is named. */
export function momentOf(zone: TimeZone, day: string, time = "00:00"): Date {
  const shown = Date.parse(`${day}T${time}:00Z`);
  const offsetAt = (at: number) => Date.parse(`${zone.stamp(new Date(at)).slice(0, 23)}Z`) - at;
  // Asked twice, because the zone's offset at the moment itself is what counts.
  const near = shown - offsetAt(shown);
  return new Date(shown - offsetAt(near));
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
