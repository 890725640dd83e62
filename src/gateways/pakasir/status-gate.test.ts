import { expect, test } from "bun:test";
import { makeStatusGate } from "./status-gate.ts";

test("a transaction may be asked for once in the window, and others do not wait for it", () => {
  let now = 0;
  const gate = makeStatusGate(4_000, () => now);
  expect(gate.waitFor("a")).toBe(0);
  now = 1_000;
  expect(gate.waitFor("a")).toBe(3_000);
  expect(gate.waitFor("b")).toBe(0);
  now = 4_000;
  expect(gate.waitFor("a")).toBe(0);
  expect(gate.waitFor("b")).toBe(1_000);
});

test("being refused does not push the time away", () => {
  let now = 0;
  const gate = makeStatusGate(4_000, () => now);
  gate.waitFor("a");
  for (now = 100; now < 4_000; now += 100) expect(gate.waitFor("a")).toBe(4_000 - now);
  expect(gate.waitFor("a")).toBe(0);
});
