import { expect, test } from "bun:test";
import { crc32, inflateSync } from "node:zlib";
import { encode } from "uqr";
import { qrPng } from "./qr-png.ts";

const pay = "00020101021226610014COM.GO-JEK.WWW01189360091434506469550210G4506469550303UMI5204";

test("the picture shows every module of the code inside a white margin of four", () => {
  const { size, isDark } = decode(qrPng(pay, 8));
  const { data } = encode(pay, { ecc: "M", border: 0 });
  expect(size).toBe((data.length + 8) * 8);
  for (let row = -4; row < data.length + 4; row++) {
    for (let column = -4; column < data.length + 4; column++) {
      const expected = data[row]?.[column] ?? false;
      // The middle and the first corner of the module.
      expect(isDark((column + 4) * 8 + 4, (row + 4) * 8 + 4)).toBe(expected);
      expect(isDark((column + 4) * 8, (row + 4) * 8)).toBe(expected);
    }
  }
});

test("a picture is small enough to travel at once", () => {
  expect(qrPng(pay.repeat(3)).length).toBeLessThan(20_000);
});

function decode(bytes: Uint8Array) {
  const file = Buffer.from(bytes);
  expect(file.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  const chunks: { type: string; body: Buffer }[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const named = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.push({ type: named.toString("latin1", 0, 4), body: named.subarray(4) });
    at += length + 12;
  }
  expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "IDAT", "IEND"]);
  const [header, data] = chunks.map(({ body }) => body);
  const size = header!.readUInt32BE(0);
  expect([...header!.subarray(8)]).toEqual([1, 0, 0, 0, 0]);
  const pixels = inflateSync(data!);
  const rowBytes = 1 + Math.ceil(size / 8);
  expect(pixels.length).toBe(rowBytes * size);
  const isDark = (x: number, y: number) =>
    (pixels[y * rowBytes + 1 + (x >> 3)]! & (0x80 >> (x & 7))) === 0;
  return { size, isDark };
}
