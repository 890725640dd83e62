import { z } from "zod";
import { type ReportDays, readDays } from "../../../shop/reports/report-days.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { showReport } from "../../menus/admin/show-report.ts";
import type { Dialog } from "../dialog.ts";

const draft = z.object({});

export function reportRangeDialog(deps: AdminOfficeDeps): Dialog<z.infer<typeof draft>> {
  return {
    name: "report",
    allow: "statistics",
    draft,
    steps: {
      range: {
        ask: ({ texts }) => texts.adminReports.askRange,
        async answer(turn) {
          const days = typedDays(turn.text ?? "");
          if (!days) return { again: turn.texts.adminReports.wrongRange };
          await showReport(deps, turn, { days, chart: "revenue" });
          return "end";
        },
      },
    },
  };
}

/** 20/11/2026, 20-11-2026 or 2026-11-20, one day or two. */
export function typedDays(text: string): ReportDays | undefined {
  const found = [...text.matchAll(/(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[/.-](\d\d?)[/.-](\d{4})/g)];
  const rest = text
    .replace(/\d[\d/.-]+\d/g, "")
    .replace(/s\/d|sampai|hingga|to|until|[-–—\s]/gi, "");
  if (rest !== "" || found.length < 1 || found.length > 2) return undefined;
  const days = found.map(([, y, m, d, day, month, year]) =>
    [y ?? year, (m ?? month)?.padStart(2, "0"), (d ?? day)?.padStart(2, "0")].join("-"),
  );
  const [first = "", last = first] = days;
  return readDays(first, last);
}
