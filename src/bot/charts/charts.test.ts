import { expect, test } from "bun:test";
import { chartPng } from "../../outbox/chart-png.ts";
import { barChart } from "./bar-chart.ts";
import { shortNumber, ticksFor } from "./chart-numbers.ts";
import { listChart } from "./list-chart.ts";

const words = { thousand: "rb", million: "jt", billion: "M", decimal: "," } as const;
const base = { title: "Judul", subtitle: "Hari ini", nothing: "Belum ada", words };

test.each([
  [0, "0"],
  [999, "999"],
  [1_000, "1 rb"],
  [12_345, "12,3 rb"],
  [1_250_000, "1,25 jt"],
  [-2_000_000, "−2 jt"],
  [41_000_000_000, "41 M"],
])("%p is %s", (value, shown) => {
  expect(shortNumber(value, words)).toBe(shown);
});

test.each([
  [0, 0, [0, 1]],
  [0, 1, [0, 1]],
  [0, 7, [0, 2, 4, 6, 8]],
  [0, 2_350_000, [0, 1_000_000, 2_000_000, 3_000_000]],
  [-500, 900, [-500, 0, 500, 1_000]],
])("an axis from %p to %p", (least, most, ticks) => {
  expect(ticksFor(least, most)).toEqual(ticks);
});

test("whatever a shop sells, its charts are drawn as wide as a phone reads", async () => {
  const names = ["<b>&\"'", "🎬🎬🎬", "x".repeat(300), "\u0007", "日本語"];
  const rows = names.map((name, n) => ({ name, value: n, says: `${n} item` }));
  const bars = [0, 1, -5, 1e12].map((value, n) => ({ label: names[n] ?? "", value }));
  for (const svg of [
    barChart({ ...base, bars }),
    barChart({ ...base, bars: [] }),
    barChart({ ...base, bars: [{ label: "a", value: 1, of: 2 }], legend: ["checkout", "lunas"] }),
    listChart({ ...base, rows }),
    listChart({ ...base, rows: [] }),
  ]) {
    expect(svg).not.toContain("NaN");
    const png = Buffer.from(await chartPng(svg));
    expect(png.readUInt32BE(16)).toBe(1_080);
    expect(png.length).toBeLessThan(200_000);
  }
});
