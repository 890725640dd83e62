import { chartFrame, chartColours as ink, textAt } from "./chart-frame.ts";
import { type NumberWords, shortNumber, ticksFor } from "./chart-numbers.ts";

export type BarChart = {
  readonly title: string;
  readonly subtitle: string;
  readonly bars: readonly {
    readonly label: string;
    readonly value: number;
    /** The whole that the value is a part of: a pale bar behind it. */
    readonly of?: number;
  }[];
  /** What the pale and the dark bars are, where there are both. */
  readonly legend?: readonly [pale: string, dark: string];
  /** Said in place of bars that are all zero. */
  readonly nothing: string;
  readonly words: NumberWords;
};

/** Upright bars over time, as an SVG that reads well on a phone. */
export function barChart({ title, subtitle, bars, legend, nothing, words }: BarChart): string {
  const values = bars.flatMap(({ value, of = value }) => [value, of]);
  const isEmpty = values.every((value) => value === 0);
  const ticks = isEmpty ? [0, 1] : ticksFor(Math.min(...values), Math.max(...values));
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const y = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const slot = (right - left) / Math.max(1, bars.length);
  const wide = Math.min(slot * 0.72, 90);
  const x = (place: number) => left + slot * (place + 0.5);

  const grid = ticks.map((tick) => {
    const colour = tick === 0 ? ink.axis : ink.grid;
    const line = `<line x1="${left}" x2="${right}" y1="${at(y(tick))}" y2="${at(y(tick))}" stroke="${colour}" stroke-width="2"/>`;
    if (isEmpty) return tick === 0 ? line : "";
    const label = shortNumber(tick, words);
    return line + textAt(left - 16, y(tick) + 10, label, { size: 28, colour: ink.soft, end: true });
  });
  const shapes = bars.map(({ value, of }, place) => {
    const behind = of === undefined ? "" : bar(x(place), wide, y(0), y(of), ink.pale);
    return behind + bar(x(place), wide, y(0), y(value), value < 0 ? ink.loss : ink.dark);
  });
  const step = Math.max(1, Math.ceil(bars.length / mostLabels(bars)));
  const labels = bars.map(({ label }, place) =>
    place % step === 0
      ? textAt(x(place), bottom + 46, label, { size: 28, colour: ink.soft, middle: true })
      : "",
  );
  const peak = isEmpty || legend ? "" : peakLabel(bars, x, y, words);
  const empty = isEmpty
    ? textAt((left + right) / 2, (top + bottom) / 2, nothing, {
        ...{ size: 36, colour: ink.soft, middle: true },
      })
    : "";
  const body = [...grid, ...shapes, ...labels, peak, empty, legendOf(legend)].join("");
  return chartFrame({ title, subtitle, height, body });
}

// --- internal ---

const height = 780;
const left = 150;
const right = 1_040;
const top = 190;
const bottom = 650;

const at = (value: number): string => String(Math.round(value * 10) / 10);

function bar(middle: number, wide: number, base: number, end: number, colour: string): string {
  const tall = Math.abs(base - end);
  if (tall < 0.5) return "";
  const round = Math.min(6, wide / 2, tall);
  return `<path d="${rounded(middle - wide / 2, wide, base, end, round)}" fill="${colour}"/>`;
}

/** Square at the axis, round at the end. */
function rounded(x: number, wide: number, base: number, end: number, round: number): string {
  const towards = end < base ? round : -round;
  return [
    `M${at(x)} ${at(base)}`,
    `V${at(end + towards)}`,
    `Q${at(x)} ${at(end)} ${at(x + round)} ${at(end)}`,
    `H${at(x + wide - round)}`,
    `Q${at(x + wide)} ${at(end)} ${at(x + wide)} ${at(end + towards)}`,
    `V${at(base)}Z`,
  ].join("");
}

/** As many as stand side by side without touching. */
function mostLabels(bars: BarChart["bars"]): number {
  const longest = Math.max(1, ...bars.map(({ label }) => label.length));
  return Math.max(2, Math.floor((right - left) / (longest * 17 + 24)));
}

function peakLabel(
  bars: BarChart["bars"],
  x: (place: number) => number,
  y: (value: number) => number,
  words: NumberWords,
): string {
  const most = Math.max(...bars.map(({ value }) => value));
  const place = bars.findIndex(({ value }) => value === most);
  if (most <= 0) return "";
  const label = shortNumber(most, words);
  const half = label.length * 9;
  const middle = Math.min(Math.max(x(place), left + half), right - half);
  return textAt(middle, y(most) - 14, label, {
    size: 28,
    colour: ink.text,
    middle: true,
    bold: true,
  });
}

function legendOf(legend: BarChart["legend"]): string {
  if (!legend) return "";
  const colours = [ink.pale, ink.dark];
  let x = left;
  return legend
    .map((word, place) => {
      const from = x;
      x += 60 + word.length * 18;
      const square = `<rect x="${from}" y="${height - 58}" width="26" height="26" rx="5" fill="${colours[place]}"/>`;
      return square + textAt(from + 38, height - 35, word, { size: 28, colour: ink.text });
    })
    .join("");
}
