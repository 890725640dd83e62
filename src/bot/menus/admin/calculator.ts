import { listCalculations } from "../../../shop/reports/calculations.queries.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import {
  calculateButton,
  calculationsButton,
  calculatorButton,
} from "../../buttons/admin-office-buttons.ts";
import { calculatorDialog } from "../../dialogs/admin/calculator-dialog.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";

export const calculatorSection: AdminSection = {
  label: ({ adminReports }) => adminReports.calculator.section,
  allow: "staff",
  open: calculatorButton,
};

/** What is fair to give back, worked out by buttons; it moves no money. */
export function calculatorArea(deps: AdminOfficeDeps): Area {
  const rules = { allow: "staff" } as const;
  return [
    onButton(calculatorButton, rules, showCalculator),
    onButton(calculateButton, rules, (turn, { kind }) =>
      turn.dialog.start(calculatorDialog, { kind, price: 0, soldDays: 1, usedDays: 0 }),
    ),
    onButton(calculationsButton, rules, (turn) => showHistory(deps, turn)),
    onDialog(calculatorDialog),
  ];
}

// --- internal ---

function showCalculator(turn: Turn): void {
  const says = turn.texts.adminReports.calculator;
  turn.edit({
    text: says.title,
    keyboard: [
      [
        calculateButton.button(says.refund, { kind: "refund" }),
        calculateButton.button(says.deposit, { kind: "deposit" }),
      ],
      [calculationsButton.button(says.history, {})],
      [adminHomeButton.button(turn.texts.adminHome.back, {})],
    ],
  });
}

async function showHistory({ zone }: AdminOfficeDeps, turn: Turn): Promise<void> {
  const says = turn.texts.adminReports.calculator;
  const past = await listCalculations(turn.tx, turn.user.id);
  const lines = past.map(({ kind, price, result, at }) =>
    says.historyLine({ kind, when: shopTime(zone, at), of: price, result }),
  );
  const text = lines.length > 0 ? [says.historyTitle, "", ...lines].join("\n") : says.historyEmpty;
  turn.edit({ text, keyboard: [[calculatorButton.button(says.back, {})]] });
}
