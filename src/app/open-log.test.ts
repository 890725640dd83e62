import { expect, test } from "bun:test";
import { fstatSync } from "node:fs";
import { isJournal } from "./open-log.ts";

test("only a stderr that is the journal itself is spoken to as the journal", () => {
  const { dev, ino } = fstatSync(2);
  expect(isJournal({ JOURNAL_STREAM: `${dev}:${ino}` })).toBe(true);
  expect(isJournal({ JOURNAL_STREAM: `${dev}:${ino + 1}` })).toBe(false);
  expect(isJournal({})).toBe(false);
});
