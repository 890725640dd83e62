/** Days of the shop's calendar, both included, as in 2026-11-20. */
export type ReportDays = { readonly first: string; readonly last: string };

export const reportPeriods = ["today", "yesterday", "week", "month", "last_month"] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** A week begins on Monday. `today` is the shop's, not Greenwich's. */
export function daysOf(period: ReportPeriod, today: string): ReportDays {
  const day = new Date(`${today}T00:00:00Z`);
  const shifted = (days: number) => isoDay(new Date(day.getTime() + days * 86_400_000));
  const ofMonth = (month: number, date: number) =>
    isoDay(new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + month, date)));
  switch (period) {
    case "today":
      return { first: today, last: today };
    case "yesterday":
      return { first: shifted(-1), last: shifted(-1) };
    case "week":
      return { first: shifted(-((day.getUTCDay() + 6) % 7)), last: today };
    case "month":
      return { first: ofMonth(0, 1), last: today };
    case "last_month":
      return { first: ofMonth(-1, 1), last: ofMonth(0, 0) };
  }
}

const longestRange = 366;

/** What a person typed as a range, or nothing where that is none: 2026-11-01 and 2026-11-20. */
export function readDays(first: string, last: string): ReportDays | undefined {
  if (!isDay(first) || !isDay(last) || first > last) return undefined;
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  return days <= longestRange ? { first, last } : undefined;
}

// --- internal ---

const isoDay = (at: Date): string => at.toISOString().slice(0, 10);

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && isoDay(at) === text;
}
