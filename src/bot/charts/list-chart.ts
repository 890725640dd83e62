import { cut } from "../../texts/cut.ts";
import { chartFrame, chartColours as ink, textAt } from "./chart-frame.ts";

export type ListChart = {
  readonly title: string;
  readonly subtitle: string;
  /** The longest bar first. */
  readonly rows: readonly {
    readonly name: string;
    readonly value: number;
    readonly says: string;
  }[];
  readonly nothing: string;
};

/** Lying bars with their names above them: names are long and phones narrow. */
export function listChart({ title, subtitle, rows, nothing }: ListChart): string {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const height = rows.length === 0 ? 400 : top + rows.length * rowHeight + 30;
  const shapes = rows.map(({ name, value, says }, place) => {
    const y = top + place * rowHeight;
    const wide = Math.max(6, Math.round(((right - left) * value) / most));
    return [
      textAt(left, y + 30, cut(name, lettersBeside(says)), { size: 30, colour: ink.text }),
      textAt(right, y + 30, says, { size: 28, colour: ink.soft, end: true }),
      `<rect x="${left}" y="${y + 44}" width="${right - left}" height="18" rx="9" fill="${ink.grid}"/>`,
      `<rect x="${left}" y="${y + 44}" width="${wide}" height="18" rx="${Math.min(9, wide / 2)}" fill="${ink.dark}"/>`,
    ].join("");
  });
  const empty = textAt((left + right) / 2, 270, nothing, {
    ...{ size: 36, colour: ink.soft, middle: true },
  });
  const body = rows.length === 0 ? empty : shapes.join("");
  return chartFrame({ title, subtitle, height, body });
}

// --- internal ---

const left = 44;
const right = 1_036;
const top = 160;
const rowHeight = 88;

/** What is left of the line for the name, at the average width of a letter. */
function lettersBeside(says: string): number {
  return Math.max(12, Math.floor((right - left - says.length * 17 - 30) / 18.5));
}
