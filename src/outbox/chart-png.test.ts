import { expect, test } from "bun:test";
import { chartFont, chartPng } from "./chart-png.ts";

const square = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><rect width="64" height="32" fill="#fff"/>${inside}</svg>`;
const word = (text: string) =>
  square(`<text x="4" y="24" font-size="20" font-family="${chartFont}">${text}</text>`);

test("a chart is a PNG of the size that its SVG says", async () => {
  const png = Buffer.from(await chartPng(square("")));
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([64, 32]);
});

test("letters are drawn, so that the font is on board", async () => {
  const empty = await chartPng(square(""));
  const paid = await chartPng(word("LUNAS"));
  const expired = await chartPng(word("HABIS"));
  expect(Buffer.compare(paid, empty)).not.toBe(0);
  expect(Buffer.compare(paid, expired)).not.toBe(0);
});

test("the same picture is drawn once", async () => {
  expect(await chartPng(word("A"))).toBe(await chartPng(word("A")));
});

test("a broken SVG is an error and not a crash", async () => {
  expect(chartPng("<svg")).rejects.toThrow();
});
