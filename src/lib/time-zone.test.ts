import { expect, test } from "bun:test";
import { timeZone } from "./time-zone.ts";

test("midnight in Jakarta comes seven hours before Greenwich's", () => {
  const jakarta = timeZone("Asia/Jakarta");
  expect(jakarta.day(new Date("2026-11-20T16:59:59.999Z"))).toBe("2026-11-20");
  expect(jakarta.day(new Date("2026-11-20T17:00:00.000Z"))).toBe("2026-11-21");
  expect(jakarta.stamp(new Date("2026-11-20T17:00:00.005Z"))).toBe("2026-11-21T00:00:00.005+07:00");
});

test.each([
  ["UTC", "2026-01-01T00:00:00.000+00:00"],
  ["Asia/Kathmandu", "2026-01-01T05:45:00.000+05:45"],
  ["America/St_Johns", "2025-12-31T20:30:00.000-03:30"],
])("%s", (name, stamp) => {
  expect(timeZone(name).stamp(new Date("2026-01-01T00:00:00Z"))).toBe(stamp);
});

test("the hour that summer time skips is skipped", () => {
  const berlin = timeZone("Europe/Berlin");
  expect(berlin.stamp(new Date("2026-03-29T00:59:59.999Z"))).toBe("2026-03-29T01:59:59.999+01:00");
  expect(berlin.stamp(new Date("2026-03-29T01:00:00.000Z"))).toBe("2026-03-29T03:00:00.000+02:00");
});
