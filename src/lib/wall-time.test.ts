import { expect, test } from "bun:test";
import { timeZone } from "./time-zone.ts";
import { dayAfter, momentOf, readWallTime } from "./wall-time.ts";

test("a day is read as people here write it", () => {
  expect(readWallTime("31/12/2026")).toEqual({ day: "2026-12-31", time: undefined });
  expect(readWallTime("1-2-2026 8.05")).toEqual({ day: "2026-02-01", time: "08:05" });
  expect(readWallTime("2026-12-31 18:30")).toEqual({ day: "2026-12-31", time: "18:30" });
});

test("what is no day is none", () => {
  for (const text of ["31/02/2026", "besok", "12/2026", "1/1/2026 25:00", "99/99/9999"]) {
    expect(readWallTime(text)).toBeUndefined();
  }
});

test("the shop's midnight is not Greenwich's", () => {
  expect(momentOf(timeZone("Asia/Jakarta"), "2026-05-01").toISOString()).toBe(
    "2026-04-30T17:00:00.000Z",
  );
  expect(momentOf(timeZone("Europe/Berlin"), "2026-03-29", "12:00").toISOString()).toBe(
    "2026-03-29T10:00:00.000Z",
  );
});

test("the day after the last of a month is the first of the next", () => {
  expect(dayAfter("2026-12-31")).toBe("2027-01-01");
});
