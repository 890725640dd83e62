import { describe, expect, test } from "bun:test";
import { buildQris, crc16, parseQris, type QrisField, withQrisField } from "./qris.ts";

const real =
  "00020101021226610016ID.CO.SHOPEE.WWW01189360091800216005230208216005230303UME51440014ID.CO.QRIS.WWW0215ID10243228429300303UME5204792953033605409100003.005802ID5907Pakasir6012KAB. KEBUMEN61055439262230519SP25RZRATEQI2HQ65Q46304A079";

describe("a QRIS text", () => {
  test("a real one is read field by field", () => {
    const fields = fieldsOf(real);
    const value = (tag: string) => fields.find((field) => field.tag === tag)?.value;
    expect(value("01")).toBe("12");
    expect(value("53")).toBe("360");
    expect(value("54")).toBe("100003.00");
    expect(value("59")).toBe("Pakasir");
    expect(value("63")).toBeUndefined();
  });

  test("a real one is written again as it was", () => {
    expect(buildQris(fieldsOf(real))).toBe(real);
  });

  test("the checksum is the published one of CRC-16/CCITT-FALSE", () => {
    expect(crc16("123456789")).toBe("29B1");
    expect(crc16(real.slice(0, -4))).toBe("A079");
  });

  test("no single changed character goes unnoticed", () => {
    for (let at = 0; at < real.length; at++) {
      const other = real[at] === "7" ? "8" : "7";
      const damaged = `${real.slice(0, at)}${other}${real.slice(at + 1)}`;
      expect(parseQris(damaged).ok).toBe(false);
    }
  });

  test("whatever is written can be read again", () => {
    for (let round = 0; round < 200; round++) {
      const fields = someFields(round);
      const read = parseQris(buildQris(fields));
      expect(read).toEqual({ ok: true, value: fields });
    }
  });

  test("a text that is cut off or no QRIS at all is malformed", () => {
    for (const text of ["", "hello", "0002", "000201", real.slice(0, -1), `${real}0`]) {
      expect(parseQris(text)).toMatchObject({ ok: false, reason: "malformed" });
    }
  });

  test("an amount is replaced where it stands, or put where it belongs", () => {
    const fields = fieldsOf(real);
    const priced = withQrisField(fields, { tag: "54", value: "500" });
    expect(priced.map(({ tag }) => tag)).toEqual(fields.map(({ tag }) => tag));
    const without = fields.filter(({ tag }) => tag !== "54");
    expect(withQrisField(without, { tag: "54", value: "500" })).toEqual(priced);
    expect(withQrisField(fields, { tag: "99", value: "x" }).at(-1)?.tag).toBe("99");
  });

  test("a field that does not fit is refused", () => {
    expect(() => buildQris([{ tag: "54", value: "1".repeat(100) }])).toThrow(RangeError);
    expect(() => buildQris([{ tag: "5", value: "1" }])).toThrow(RangeError);
  });
});

function fieldsOf(text: string): readonly QrisField[] {
  const read = parseQris(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

/** Different lengths and characters in every round, the same ones in every run. */
function someFields(round: number): QrisField[] {
  return Array.from({ length: 1 + (round % 7) }, (_, place) => ({
    tag: `${(round * 13 + place * 17) % 63}`.padStart(2, "0"),
    value: "0Az .:6304-".repeat(9).slice(place, place + ((round * 31 + place * 7) % 99)),
  }));
}
