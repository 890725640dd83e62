import { expect, test } from "bun:test";
import type { Update } from "grammy/types";
import { clockAt } from "../../lib/clock.ts";
import { floodGate } from "./flood-gate.ts";

const from = (id: number) => ({ update_id: 1, message: { from: { id }, chat: { id } } }) as Update;

test("who sends more than any person can is turned away, and nobody else", () => {
  const clock = clockAt("2026-05-01T05:00:00Z");
  const admits = floodGate({ clock }, { most: 3, perMs: 1_000 });
  const verdicts = Array.from({ length: 5 }, () => admits(from(7)));
  expect(verdicts).toEqual([true, true, true, false, false]);
  expect(admits(from(8))).toBe(true);
  clock.advance(1_000);
  expect(admits(from(7))).toBe(true);
});
