import { chartFont } from "../../outbox/chart-png.ts";

/** Light, with one colour that speaks. */
export const chartColours = {
  paper: "#ffffff",
  text: "#111827",
  soft: "#6b7280",
  axis: "#9ca3af",
  grid: "#e5e7eb",
  dark: "#2563eb",
  pale: "#bfdbfe",
  loss: "#dc2626",
} as const;

export const chartWidth = 1_080;

/** Paper, title and subtitle; the body is SVG already. */
export function chartFrame(chart: {
  readonly title: string;
  readonly subtitle: string;
  readonly height: number;
  readonly body: string;
}): string {
  const { title, subtitle, height, body } = chart;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${chartWidth}" height="${height}"`,
    ` viewBox="0 0 ${chartWidth} ${height}" font-family="${chartFont}">`,
    `<rect width="${chartWidth}" height="${height}" fill="${chartColours.paper}"/>`,
    textAt(44, 74, title, { size: 42, colour: chartColours.text, bold: true }),
    textAt(44, 122, subtitle, { size: 30, colour: chartColours.soft }),
    body,
    "</svg>",
  ].join("");
}

export function textAt(
  x: number,
  y: number,
  text: string,
  style: {
    readonly size: number;
    readonly colour: string;
    readonly bold?: boolean;
    readonly middle?: boolean;
    readonly end?: boolean;
  },
): string {
  const anchor = style.middle ? "middle" : style.end ? "end" : "start";
  const weight = style.bold ? ' font-weight="bold"' : "";
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" font-size="${style.size}" fill="${style.colour}" text-anchor="${anchor}"${weight}>${drawable(text)}</text>`;
}

// --- internal ---

/** The font has no emoji, which would be empty boxes, and some signs no XML may hold. */
function drawable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, " ")
    .replace(
      /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\uFE0F|\u200D/gu,
      "",
    )
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
