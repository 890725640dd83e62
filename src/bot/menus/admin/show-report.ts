import { bestSellers, shopFigures } from "../../../shop/reports/figures.queries.ts";
import type { ReportDays } from "../../../shop/reports/report-days.ts";
import { reportSeries } from "../../../shop/reports/report-series.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import type { ReportChart } from "../../buttons/admin-office-buttons.ts";
import { reportScreen } from "../../screens/admin/report.ts";
import type { Turn } from "../../turn.ts";

/** Ten lines of long names would not fit under a picture. */
const mostSellers = 8;

export async function showReport(
  { zone }: Pick<AdminOfficeDeps, "zone">,
  turn: Turn,
  { days, chart }: { readonly days: ReportDays; readonly chart: ReportChart },
): Promise<void> {
  const range = { ...days, zone: zone.name };
  const isAboutSellers = chart === "sellers";
  const figures = await shopFigures(turn.tx, range);
  const sellers = isAboutSellers ? await bestSellers(turn.tx, range, mostSellers) : [];
  const series = isAboutSellers
    ? ({ unit: "day", points: [] } as const)
    : await reportSeries(turn.tx, range);
  const view = { days, chart, figures, sellers, series, today: zone.day(turn.now) };
  turn.edit(reportScreen(view, { texts: turn.texts, language: turn.user.language }));
}
