import { expect, test } from "bun:test";
import { readLines, typedLines } from "./read-lines.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array, name = "stok.txt") => [
  ...readLines(typeof text === "string" ? bytes(text) : text, name),
];

test("a text gives a unit a line, the last one without an end too", () => {
  expect(read("a|1\nb,2\n\nc")).toEqual(["a|1", "b,2", "", "c"]);
});

test("a table's heading is not sold, and its lines stand as they are, commas and all", () => {
  expect(read("\uFEFFcontent\r\nuser@x.id,sandi\r\nzwei;drei\r\n", "stok.csv")).toEqual([
    "",
    "user@x.id,sandi",
    "zwei;drei",
  ]);
});

test("a quoted cell of a table may hold quotes and line breaks", () => {
  expect(read('"email: a\nsandi: ""b"""\nlain', "stok.CSV")).toEqual([
    'email: a\nsandi: "b"',
    "lain",
  ]);
});

test("a forgotten quotation mark does not swallow the rest of the file", () => {
  const lines = Array.from({ length: 2_000 }, (_, n) => `unit ${n}`);
  expect(read(`"open\n${lines.join("\n")}`, "stok.csv").length).toBeGreaterThan(1_000);
});

test("a line that is no text does not spoil the others", () => {
  const broken = new Uint8Array([...bytes("a\n"), 0xff, 0xc3, 0x28, 0x0a, ...bytes("b")]);
  expect(read(broken)).toEqual(["a", "\u0000", "b"]);
});

test("Notepad's Unicode is read too", () => {
  const utf16 = new Uint8Array([0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x62, 0]);
  expect(read(utf16)).toEqual(["a", "b"]);
});

test("what is pasted loses its blank lines", () => {
  expect(typedLines(" a \r\n\r\n b\n")).toEqual(["a", "b"]);
});
