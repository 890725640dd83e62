import { csvLine } from "../../../lib/csv.ts";
import { outgoing } from "../../../outbox/outgoing-call.ts";
import { dayTable } from "../../../shop/reports/day-table.queries.ts";
import { daysOf, type ReportDays, readDays } from "../../../shop/reports/report-days.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  reportButton,
  reportFileButton,
  reportRangeButton,
  statisticsButton,
} from "../../buttons/admin-office-buttons.ts";
import { reportRangeDialog } from "../../dialogs/admin/report-range-dialog.ts";
import { packedDay, unpackedDay } from "../../screens/admin/report.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { showReport } from "./show-report.ts";

export const statisticsSection: AdminSection = {
  label: ({ adminReports }) => adminReports.section,
  allow: "statistics",
  open: statisticsButton,
};

/** What the shop took in, sold and won, in words, pictures and files. */
export function statisticsArea(deps: AdminOfficeDeps): Area {
  const rules = { allow: "statistics" } as const;
  const range = reportRangeDialog(deps);
  return [
    onButton(statisticsButton, rules, (turn) => {
      const days = daysOf("today", deps.zone.day(turn.now));
      return showReport(deps, turn, { days, chart: "revenue" });
    }),
    onButton(reportButton, rules, (turn, { chart, ...typed }) =>
      withDays(turn, typed, (days) => showReport(deps, turn, { days, chart })),
    ),
    onButton(reportRangeButton, rules, (turn) => turn.dialog.start(range, {})),
    onButton(reportFileButton, rules, (turn, typed) =>
      withDays(turn, typed, (days) => sendFile(deps, turn, days)),
    ),
    onDialog(range),
  ];
}

// --- internal ---

function withDays(
  turn: Turn,
  typed: { readonly first: string; readonly last: string },
  run: (days: ReportDays) => Promise<void>,
): Promise<void> | void {
  const days = readDays(unpackedDay(typed.first), unpackedDay(typed.last));
  if (days) return run(days);
  turn.answer(turn.texts.adminReports.wrongRange.replace(/<[^>]*>/g, ""), { alert: true });
}

async function sendFile(
  { zone }: AdminOfficeDeps,
  turn: Turn,
  { first, last }: ReportDays,
): Promise<void> {
  const says = turn.texts.adminReports;
  const rows = await dayTable(turn.tx, { first, last, zone: zone.name });
  const columns = Object.keys(says.csvNames) as (keyof typeof says.csvNames)[];
  const lines = [
    csvLine(columns.map((column) => says.csvNames[column])),
    ...rows.map((row) => csvLine(columns.map((column) => row[column]))),
  ];
  const document = {
    $file: "text",
    name: `${packedDay(first)}-${packedDay(last)}.csv`,
    // Excel takes a CSV for UTF-8 only when it begins like this.
    content: `\uFEFF${lines.join("\r\n")}\r\n`,
  } as const;
  turn.answer(says.csvFollows);
  turn.send(outgoing("sendDocument", { chat_id: turn.chatId, document }));
}
