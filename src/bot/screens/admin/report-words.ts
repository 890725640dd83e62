import type { Texts } from "../../../texts/id.ts";
import type { NumberWords } from "../../charts/chart-numbers.ts";

/** 20 Nov 2026, or 1–20 Nov 2026, or 28 Okt – 3 Nov 2026. */
export function rangeWords(first: string, last: string, { adminReports }: Texts): string {
  const [a, b] = [partsOf(first), partsOf(last)];
  const month = (of: Day) => adminReports.months[of.month - 1] ?? String(of.month);
  const full = `${b.day} ${month(b)} ${b.year}`;
  if (first === last) return full;
  if (a.year !== b.year) return `${a.day} ${month(a)} ${a.year} – ${full}`;
  return a.month === b.month ? `${a.day}–${full}` : `${a.day} ${month(a)} – ${full}`;
}

/** 20 Nov, as it stands under a bar. */
export function dayWords(day: string, { adminReports }: Texts): string {
  const { day: date, month } = partsOf(day);
  return `${date} ${adminReports.months[month - 1] ?? month}`;
}

/** Nov 26, for a month as a whole. */
export function monthWords(day: string, { adminReports }: Texts): string {
  const { year, month } = partsOf(day);
  return `${adminReports.months[month - 1] ?? month} ${String(year).slice(2)}`;
}

export function numberWords(texts: Texts): NumberWords {
  const { thousand, million, billion } = texts.adminReports.chart;
  // Money is written the Indonesian way in both languages, and so are its short forms.
  return { thousand, million, billion, decimal: "," };
}

// --- internal ---

type Day = { readonly year: number; readonly month: number; readonly day: number };

function partsOf(day: string): Day {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return { year, month, day: date };
}
