import { expect, test } from "bun:test";
import { systemClock } from "../lib/clock.ts";
import { createLog } from "../lib/log/log.ts";
import { makeRedact } from "../lib/redact/redact.ts";
import { timeZone } from "../lib/time-zone.ts";
import { type HealthReport, healthRoute } from "./health-route.ts";

const log = createLog({
  service: "telegram-bot",
  level: "CRITICAL",
  retentionDays: 1,
  clock: systemClock,
  zone: timeZone("UTC"),
  redact: makeRedact(),
});

test("many who ask at once make the shop look once, and the next one again", async () => {
  let looks = 0;
  const health = async (): Promise<HealthReport> => ({ status: "ok", looks: ++looks });
  const route = healthRoute({ health, log });
  await Promise.all([route(), route(), route()]);
  expect(looks).toBe(1);
  expect(await (await route()).json()).toEqual({ status: "ok", looks: 2 });
});
