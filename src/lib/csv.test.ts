import { describe, expect, test } from "bun:test";
import { asText, type CsvRow, csvLine, fromExport, NotText, parseCsv } from "./csv.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function rowsOf(text: string | Uint8Array, chunk = 1_000): Promise<CsvRow[]> {
  const all = typeof text === "string" ? bytes(text) : text;
  const chunks = [];
  for (let from = 0; from < all.length; from += chunk) chunks.push(all.slice(from, from + chunk));
  return Array.fromAsync(parseCsv(chunks, { longestCell: 50 }));
}

const cellsOf = async (text: string | Uint8Array, chunk?: number) =>
  (await rowsOf(text, chunk)).map((row) => ("cells" in row ? row.cells : row.problem));

describe("reading", () => {
  test.each([
    [
      "commas",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "semicolons",
      "a;b\n1,5;2",
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    [
      "tabs",
      "a\tb\n1\t2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "CRLF",
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a BOM",
      "\uFEFFa,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "quotes",
      'a,b\n"x, ""y""",2',
      [
        ["a", "b"],
        ['x, "y"', "2"],
      ],
    ],
    [
      "several lines in a cell",
      'a,b\r\n"one\r\ntwo",2',
      [
        ["a", "b"],
        ["one\r\ntwo", "2"],
      ],
    ],
    [
      "empty cells",
      "a,b\n,\n",
      [
        ["a", "b"],
        ["", ""],
      ],
    ],
    [
      "blank lines",
      "a,b\n\n\n1,2\n\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a delimiter in a quoted heading",
      '"a,b,c";d\n1;2',
      [
        ["a,b,c", "d"],
        ["1", "2"],
      ],
    ],
  ])("%s", async (_what, text, cells) => {
    expect(await cellsOf(text)).toEqual(cells);
    for (const chunk of [1, 2, 3]) expect(await cellsOf(text, chunk)).toEqual(cells);
  });

  test("every record knows the line on which it begins", async () => {
    const rows = await rowsOf('a\r\n\r\n"x\r\ny\r\nz"\r\nb\nc\n', 2);
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 6, 7]);
  });

  test("a quote in the wrong place spoils its own record and no other", async () => {
    expect(await rowsOf('a,b\n1"2,3\n"x"y,4\n5,6')).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, problem: "stray_quote" },
      { line: 3, problem: "stray_quote" },
      { line: 4, cells: ["5", "6"] },
    ]);
  });

  test("a quote that never closes ends the reading, at the end or after a cell's length", async () => {
    expect((await rowsOf('a\n"x\ny')).at(-1)).toEqual({ line: 2, problem: "unclosed_quote" });
    const long = await rowsOf(`a\n"x\n${"y\n".repeat(100)}`);
    expect(long.at(-1)).toEqual({ line: 2, problem: "unclosed_quote" });
    expect(long).toHaveLength(2);
  });

  test("a cell that is too long spoils its own record", async () => {
    expect(await cellsOf(`a,b\n${"x".repeat(51)},1\n2,3`)).toEqual([
      ["a", "b"],
      "cell_too_long",
      ["2", "3"],
    ]);
  });

  test("what Excel calls Unicode text is read, and a picture is refused", async () => {
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from("a\tb\r\né\t2", "utf16le"),
    ]);
    expect(await cellsOf(utf16)).toEqual([
      ["a", "b"],
      ["é", "2"],
    ]);
    expect(rowsOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]))).rejects.toThrow(NotText);
    expect(rowsOf(new Uint8Array([0x61, 0x00, 0x62]))).rejects.toThrow(NotText);
  });
});

describe("writing", () => {
  test.each(["=1+1", "+62812", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1", "''+1"])(
    "%p is no formula in a spreadsheet, and comes back as it was",
    async (cell) => {
      const written = csvLine([cell, "b"]);
      const [row] = await rowsOf(`${written}\n`);
      const read = row && "cells" in row ? (row.cells[0] ?? "") : "";
      expect(read).toStartWith("'");
      expect(fromExport(read)).toBe(cell);
    },
  );

  test.each(["plain", "it's", "'quoted'", 'a "b"', "a,b;c", "x\ny", " padded ", ""])(
    "%p goes through unchanged",
    async (cell) => {
      expect(fromExport(asText(cell))).toBe(cell);
      const [row] = await rowsOf(`${csvLine([cell, "end"])}\r\n`);
      expect(row).toMatchObject({ cells: [cell, "end"] });
    },
  );

  test("numbers stay numbers, also below zero", () => {
    expect(csvLine([-5, 0, null])).toBe("-5,0,");
  });
});
