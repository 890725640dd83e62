import { formatRupiah, rupiah } from "../../../lib/money.ts";
import {
  type BestSeller,
  conversionOf,
  type Figures,
} from "../../../shop/reports/figures.queries.ts";
import { daysOf, type ReportDays, reportPeriods } from "../../../shop/reports/report-days.ts";
import type { Series, SeriesPoint, SeriesUnit } from "../../../shop/reports/report-series.ts";
import { count } from "../../../texts/count.ts";
import type { Texts } from "../../../texts/id.ts";
import type { Language } from "../../../texts/language.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import {
  type ReportChart,
  reportButton,
  reportCharts,
  reportFileButton,
  reportRangeButton,
} from "../../buttons/admin-office-buttons.ts";
import { barChart } from "../../charts/bar-chart.ts";
import { listChart } from "../../charts/list-chart.ts";
import type { Keyboard, Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";
import { dayWords, monthWords, numberWords, rangeWords } from "./report-words.ts";

export type ReportView = {
  readonly days: ReportDays;
  readonly today: string;
  readonly chart: ReportChart;
  readonly figures: Figures;
  readonly series: Series;
  readonly sellers: readonly BestSeller[];
};

type Words = { readonly texts: Texts; readonly language: Language };

/** The figures in words, one picture of them, and the way to every other. */
export function reportScreen(view: ReportView, words: Words): Screen {
  const svg = chartOf(view, words);
  return {
    text: captionOf(view, words),
    photo: { $file: "chart", svg },
    keyboard: keyboardOf(view, words),
  };
}

/** A day in a button, where a hyphen would cost a byte. */
export const packedDay = (day: string): string => day.replaceAll("-", "");

export function unpackedDay(text: string): string {
  return text.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}

// --- internal ---

const perUnit = {
  hour: "perHour",
  day: "perDay",
  week: "perWeek",
  month: "perMonth",
} as const satisfies Record<SeriesUnit, string>;

function captionOf({ days, chart, figures, sellers }: ReportView, { texts }: Words): string {
  const says = texts.adminReports;
  const title = rangeWords(days.first, days.last, texts);
  if (chart === "sellers") {
    const lines = sellers.map((seller, place) => says.seller({ ...seller, place: place + 1 }));
    const shown = lines.length > 0 ? lines : [says.noSales];
    return [`${says.sellers} · ${title}`, "", ...shown].join("\n");
  }
  const { gross, paidOrders } = figures;
  const average = paidOrders === 0 ? null : rupiah(Math.round(gross / paidOrders));
  return says.figures({ ...figures, title, average, conversion: conversionOf(figures) });
}

function chartOf(view: ReportView, { texts, language }: Words): string {
  const says = texts.adminReports.chart;
  const { days, chart, figures, series, sellers } = view;
  const range = rangeWords(days.first, days.last, texts);
  const base = { nothing: says.nothing, words: numberWords(texts) };
  if (chart === "sellers") {
    const rows = sellers.map(({ name, units, amount }) => ({
      ...{ name, value: units },
      says: `${count(units, language)} ${says.items} · ${formatRupiah(amount)}`,
    }));
    return listChart({ ...base, title: says.sellers, subtitle: range, rows });
  }
  const per = says[perUnit[series.unit]];
  const label = (point: SeriesPoint) => labelOf(series.unit, point, texts);
  if (chart === "revenue") {
    return barChart({
      ...base,
      title: `${says.revenue} ${per}`,
      subtitle: `${range} · ${says.total} ${formatRupiah(figures.revenue)}`,
      bars: series.points.map((point) => ({ label: label(point), value: point.revenue })),
    });
  }
  const { orders, paidOrders } = figures;
  const total = `${count(orders, language)} ${says.placed}, ${count(paidOrders, language)} ${says.paid}`;
  return barChart({
    ...base,
    title: `${says.orders} ${per}`,
    subtitle: `${range} · ${total}`,
    legend: [says.placed, says.paid],
    bars: series.points.map((point) => ({
      ...{ label: label(point), value: point.paidOrders, of: point.orders },
    })),
  });
}

function labelOf(unit: SeriesUnit, { start }: SeriesPoint, texts: Texts): string {
  if (unit === "hour") return start;
  return unit === "month" ? monthWords(start, texts) : dayWords(start, texts);
}

function keyboardOf({ days, today, chart }: ReportView, { texts }: Words): Keyboard {
  const says = texts.adminReports;
  const at = (of: ReportDays, kind: ReportChart) => ({
    ...{ first: packedDay(of.first), last: packedDay(of.last), chart: kind },
  });
  const charts = reportCharts
    .filter((kind) => kind !== chart)
    .map((kind) => reportButton.button(says.charts[kind], at(days, kind)));
  const periods = reportPeriods.map((period) => {
    const of = daysOf(period, today);
    const isShown = of.first === days.first && of.last === days.last;
    return reportButton.button(`${isShown ? "• " : ""}${says.periods[period]}`, at(of, chart));
  });
  const { first, last } = at(days, chart);
  return [
    charts,
    ...inRows(periods, 3),
    [reportRangeButton.button(says.range, {}), reportFileButton.button(says.csv, { first, last })],
    [adminHomeButton.button(texts.adminHome.back, {})],
  ];
}
