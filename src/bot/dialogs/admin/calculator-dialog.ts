import { z } from "zod";
import { formatRupiah, parseRupiah, rupiah } from "../../../lib/money.ts";
import {
  type Calculation,
  calculate,
  calculationKinds,
  type Fee,
  readPercent,
} from "../../../shop/reports/calculate.ts";
import { keepCalculation } from "../../../shop/reports/calculations.queries.ts";
import { calculateButton, calculatorButton } from "../../buttons/admin-office-buttons.ts";
import type { Screen } from "../../screen.ts";
import { inRows } from "../../screens/paging.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Next } from "../dialog.ts";

const draft = z.object({
  kind: z.enum(calculationKinds),
  price: z.number(),
  soldDays: z.number(),
  usedDays: z.number(),
});
type Draft = z.infer<typeof draft>;

/** Price → days sold → days used → fee; every question has buttons, and may be answered by typing. */
export const calculatorDialog: Dialog<Draft> = {
  name: "calculator",
  allow: "staff",
  draft,
  steps: {
    price: {
      ask: (turn, { kind }) => {
        const { askPrice, askAmount } = wordsOf(turn);
        const labels = prices.map((price) => [formatRupiah(rupiah(price)), String(price)] as const);
        return question("price", kind === "refund" ? askPrice : askAmount, labels);
      },
      answer: (turn, draft) => takePrice(turn, draft, turn.text ?? ""),
      choose: takePrice,
    },
    sold: {
      ask: (turn) => {
        const { askSold, days } = wordsOf(turn);
        return question(
          "sold",
          askSold,
          periods.map((each) => [days(each), String(each)] as const),
        );
      },
      answer: (turn, draft) => takeSold(turn, draft, turn.text ?? ""),
      choose: takeSold,
    },
    used: {
      ask: (turn, { soldDays }) => {
        const { askUsed, days } = wordsOf(turn);
        const parts = [0, 1, 2, 3, 4].map((part) => Math.round((soldDays * part) / 4));
        const labels = [...new Set(parts)].map((each) => [days(each), String(each)] as const);
        return question("used", askUsed(soldDays), labels);
      },
      answer: (turn, draft) => takeUsed(turn, draft, turn.text ?? ""),
      choose: takeUsed,
    },
    fee: {
      ask: (turn) => {
        const { askFee, noFee } = wordsOf(turn);
        const percents = [5, 10, 15, 20, 25].map((each) => [`${each}%`, String(each)] as const);
        return question("fee", askFee, [[noFee, "0"], ...percents]);
      },
      answer: (turn, draft) => finish(turn, draft, readFee(turn.text ?? "")),
      choose: (turn, draft, value) => finish(turn, draft, readPercent(`${value}%`)),
    },
  },
};

// --- internal ---

const prices = [10_000, 25_000, 50_000, 75_000, 100_000, 150_000];
const periods = [7, 14, 30, 90, 180, 365];
const longestPeriod = 3_650;

const wordsOf = ({ texts }: Turn) => texts.adminReports.calculator;

function question(
  step: string,
  text: string,
  labels: readonly (readonly [label: string, value: string])[],
): Screen {
  const buttons = labels.map(([label, value]) => choice(calculatorDialog, step, label, value));
  return { text, keyboard: inRows(buttons, 3) };
}

function takePrice(turn: Turn, draft: Draft, typed: string): Next<Draft> {
  const price = parseRupiah(typed);
  if (!price || price <= 0) return { again: wordsOf(turn).wrongAmount };
  return { to: draft.kind === "refund" ? "sold" : "fee", draft: { ...draft, price } };
}

function takeSold(turn: Turn, draft: Draft, typed: string): Next<Draft> {
  const soldDays = readDays(typed);
  if (soldDays === undefined || soldDays < 1 || soldDays > longestPeriod) {
    return { again: wordsOf(turn).wrongDays };
  }
  return { to: "used", draft: { ...draft, soldDays } };
}

function takeUsed(turn: Turn, draft: Draft, typed: string): Next<Draft> {
  const usedDays = readDays(typed);
  if (usedDays === undefined || usedDays > draft.soldDays) {
    return { again: wordsOf(turn).wrongUsed(draft.soldDays) };
  }
  return { to: "fee", draft: { ...draft, usedDays } };
}

function readDays(typed: string): number | undefined {
  const match = /^(\d{1,4})(?:\s*(?:hari|days?))?$/i.exec(typed.trim());
  return match ? Number(match[1]) : undefined;
}

function readFee(typed: string): Fee | undefined {
  const amount = parseRupiah(typed);
  return readPercent(typed) ?? (amount === undefined ? undefined : { kind: "flat", amount });
}

async function finish(turn: Turn, draft: Draft, fee: Fee | undefined): Promise<Next<Draft>> {
  const says = wordsOf(turn);
  if (!fee) return { again: says.wrongFee };
  const asked: Calculation = { ...draft, price: rupiah(draft.price), fee };
  const done = calculate(asked);
  const { tx, user, now: at } = turn;
  await keepCalculation(tx, { ...asked, result: done.result, actorId: user.id, at });
  const feePercent =
    fee.kind === "percent" && fee.hundredths > 0
      ? `${String(fee.hundredths / 100).replace(".", ",")}%`
      : undefined;
  turn.edit({
    text: says.result({ ...asked, ...done, feePercent }),
    keyboard: [
      [calculateButton.button(says.again, { kind: draft.kind })],
      [calculatorButton.button(says.back, {})],
    ],
  });
  return "end";
}
