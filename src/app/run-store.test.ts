import { expect, test } from "bun:test";
import { startTelegram } from "../demo/telegram/start-telegram.ts";
import { systemClock } from "../lib/clock.ts";
import { createLog } from "../lib/log/log.ts";
import { makeRedact } from "../lib/redact/redact.ts";
import { timeZone } from "../lib/time-zone.ts";
import { testDatabase } from "../testing/test-database.ts";
import { loadConfig } from "./config/load-config.ts";
import { runStore } from "./run-store.ts";

const token = "123456:AAE-store_test_token_of_the_shop_000000";

test("a Telegram that never answers does not keep the shop from closing, and the answer is kept", async () => {
  await using database = await testDatabase();
  await using telegram = await startTelegram({
    tokens: { [token]: { id: 123456, username: "toko_bot", first_name: "Toko" } },
  });
  telegram.faults.add({ kind: "timeout", method: "sendMessage" });
  const resources = new AsyncDisposableStack();
  await runStore(
    {
      ...{ config: configFor(telegram.url, database.url), log: aLog(), auditLog: aLog() },
      alerts: noAlerts,
      patienceMs: 50,
    },
    { resources },
  );
  telegram.user({ id: 1001, first_name: "Budi" }).sends("/start");
  await telegram.until((calls) => calls.entries.some(({ method }) => method === "sendMessage"));
  await resources.disposeAsync();
  const [kept] = await database.raw`
    select (select count(*) from outbox where done_at is null)
         + (select count(*) from telegram_updates where state <> 'done') as waiting`;
  expect(kept?.["waiting"]).toBeGreaterThan(0);
});

// --- the shop's surroundings ---

function configFor(apiRoot: string, databaseUrl: string) {
  const loaded = loadConfig(
    {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_API_ROOT: apiRoot,
      DATABASE_URL: databaseUrl,
      DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
      HTTP_PORT: "0",
    },
    { for: "serve" },
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.detail));
  return loaded.value.config;
}

function aLog() {
  const zone = timeZone("UTC");
  return createLog({
    ...{ service: "telegram-bot", level: "INFO", retentionDays: 1, clock: systemClock, zone },
    redact: makeRedact(),
  });
}

const noAlerts = {
  send: () => "counted" as const,
  listenTo() {},
  async deliver() {},
  waiting: () => 0,
  async [Symbol.asyncDispose]() {},
};
