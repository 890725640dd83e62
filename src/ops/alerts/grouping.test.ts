import { expect, test } from "bun:test";
import { hours, minutes, seconds } from "../../lib/clock.ts";
import { keyOf, noGroups, note, summaries } from "./grouping.ts";

const trouble = (key: string, level: "ERROR" | "CRITICAL" = "ERROR") => ({ key, level, text: key });

test("a storm of an hour is a handful of messages, and none of it is uncounted", () => {
  const groups = noGroups();
  let told = 0;
  let counted = 0;
  for (let now = 0; now < hours(1); now += 100) {
    if (note(groups, trouble("the gateway is down"), now)) told++;
    if (now % seconds(5) !== 0) continue;
    for (const { times } of summaries(groups, now)) {
      told++;
      counted += times;
    }
  }
  expect(told).toBe(4);
  const rest = summaries(groups, hours(3)).reduce((sum, { times }) => sum + times, 0);
  expect(1 + counted + rest).toBe(36_000);
});

test("what stays quiet for a whole window is news when it comes again", () => {
  const groups = noGroups();
  expect(note(groups, trouble("disk"), 0)).toBe(true);
  expect(note(groups, trouble("disk"), seconds(59))).toBe(false);
  expect(summaries(groups, minutes(1))).toMatchObject([{ times: 1, minutes: 1 }]);
  expect(summaries(groups, minutes(6))).toEqual([]);
  expect(note(groups, trouble("disk"), minutes(7))).toBe(true);
});

test("a storm of a hundred different troubles is a dozen messages and a summary", () => {
  const groups = noGroups();
  const told = Array.from({ length: 100 }, (_, i) => note(groups, trouble(`trouble ${i}`), i));
  expect(told.filter(Boolean)).toHaveLength(12);
  expect(summaries(groups, minutes(2)).filter(({ isMixed }) => isMixed)).toMatchObject([
    { times: 88, text: "trouble 99" },
  ]);
  expect(note(groups, trouble("next"), minutes(11))).toBe(true);
});

test("the end of the shop is told even within a storm", () => {
  const groups = noGroups();
  for (let i = 0; i < 50; i++) note(groups, trouble(`trouble ${i}`), i);
  expect(note(groups, trouble("fatal", "CRITICAL"), 60)).toBe(true);
});

test("the same trouble with other numbers, codes and ids is the same trouble", () => {
  expect(keyOf("order INV-7K3QX9RT of 123456789 failed after 3 attempts")).toBe(
    keyOf("order INV-AB2QX9RT of 987654 failed after 12 attempts"),
  );
  expect(keyOf("backup failed")).not.toBe(keyOf("payment failed"));
});
