import { afterEach, describe, expect, test } from "bun:test";
import { Api } from "grammy";
import type { Update, WebhookInfo } from "grammy/types";
import type { Fault } from "../../demo/telegram/faults.ts";
import { type SimulatedTelegram, startTelegram } from "../../demo/telegram/start-telegram.ts";
import { minutes, seconds } from "../../lib/clock.ts";
import { manualTime } from "../../testing/manual-time.ts";
import { telegramCalls } from "../../testing/telegram-calls.ts";
import { type ModeChange, type ModeDeps, runMode } from "./run-mode.ts";
import type { Trouble } from "./trouble.ts";

const token = "123456:AAE-modes_test_token_of_the_shop_00000";
const clean: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of clean.splice(0).reverse()) await undo();
});

describe("polling", () => {
  test("updates come in, and Telegram forgets them only when they are stored", async () => {
    const shop = await aShop({ mode: "polling" });
    shop.databaseIsUp = false;
    shop.buyer.sends("halo");
    await shop.until(() => shop.troubles.at(-1)?.kind === "database");
    expect(shop.telegram.pendingUpdates()).toBe(1);
    shop.databaseIsUp = true;
    await shop.passUntil(() => shop.stored.length === 1);
    await shop.until(() => shop.telegram.pendingUpdates() === 0);
    await shop.passUntil(() => shop.troubles.at(-1) === undefined);
    expect(shop.changes).toEqual([{ mode: "polling", why: "start", says: "" }]);
  });

  test("another poller is survived, and the owner hears of it once", async () => {
    const shop = await aShop({ mode: "polling" });
    const other = telegramCalls(shop.telegram, token);
    for (let n = 0; n < 3; n++) {
      const polls = shop.polls();
      await other("getUpdates", { timeout: 0 });
      await shop.passUntil(() => shop.polls() > polls + 1);
    }
    shop.buyer.sends("halo");
    await shop.passUntil(() => shop.stored.length === 1);
    expect(shop.troubles.filter((trouble) => trouble?.kind === "conflict")).toHaveLength(1);
  });

  test("a webhook that somebody has set is removed, without losing what waits", async () => {
    const shop = await aShop({ mode: "polling" });
    await shop.until(() => shop.polls() > 0);
    await telegramCalls(shop.telegram, token)("setWebhook", { url: "http://127.0.0.1:9/x" });
    shop.buyer.sends("halo");
    await shop.passUntil(() => shop.stored.length === 1);
  });

  test("a revoked token is asked about once a minute, and works again by itself", async () => {
    const shop = await aShop({ mode: "polling" });
    shop.telegram.revoke(token);
    shop.buyer.sends("bangun");
    await shop.until(() => shop.troubles.at(-1)?.kind === "unauthorized");
    expect(shop.time.nextIn).toBe(minutes(1));
    shop.telegram.revoke(token, false);
    await shop.passUntil(() => shop.stored.length === 1 && shop.troubles.length === 2);
    expect(shop.troubles).toMatchObject([{ kind: "unauthorized" }, undefined]);
  });

  test("a network that is gone for an hour costs one message to the owner", async () => {
    const shop = await aShop({ mode: "polling" });
    await shop.until(() => shop.polls() > 0);
    shop.telegram.faults.add({ kind: "drop-before", method: "getUpdates" });
    shop.buyer.sends("halo");
    const start = shop.time.clock.now().getTime();
    await shop.passUntil(() => shop.time.clock.now().getTime() - start > minutes(60));
    expect(shop.troubles).toMatchObject([{ kind: "network" }]);
    expect(shop.time.nextIn ?? 0).toBeLessThanOrEqual(seconds(30));
    shop.telegram.faults.clear();
    await shop.passUntil(() => shop.stored.length === 1 && shop.troubles.length === 2);
    expect(shop.troubles.at(-1)).toBeUndefined();
  });
});

describe("the webhook", () => {
  test("is set with its secret and the kinds of updates, and brings them", async () => {
    const shop = await aShop({ mode: "auto", webhook: "up" });
    await shop.until(async () => (await shop.hookInfo()).url !== "");
    shop.buyer.sends("halo");
    await shop.until(() => shop.stored.length === 1);
    expect(shop.secrets).toEqual(["geheim"]);
    expect(shop.polls()).toBe(0);
    await shop.time.pass(seconds(20));
    expect(shop.changes).toMatchObject([{ mode: "webhook", why: "start" }]);
  });

  test("that does not work gives way to polling, and comes back when it works", async () => {
    const shop = await aShop({ mode: "auto", webhook: "down" });
    await shop.until(async () => (await shop.hookInfo()).url !== "");
    shop.buyer.sends("halo");
    await shop.until(async () => (await shop.hookInfo()).last_error_date !== undefined);
    await shop.passUntil(() => shop.stored.length === 1);
    expect(shop.changes.map(({ mode, why }) => `${mode} ${why}`)).toEqual([
      "webhook start",
      "polling fallback",
    ]);
    shop.hook = "up";
    await shop.passUntil(async () => (await shop.hookInfo()).url !== "");
    shop.buyer.sends("lagi");
    await shop.until(() => shop.stored.length === 2);
    expect(shop.secrets).toEqual(["geheim"]);
    await shop.passUntil(() => shop.changes.length === 3);
    expect(shop.changes[2]).toMatchObject({ mode: "webhook", why: "return" });
  });

  test("that stays broken is tried again and again, and is no news", async () => {
    const shop = await aShop({ mode: "auto", webhook: "down" });
    await shop.until(async () => (await shop.hookInfo()).url !== "");
    for (let sent = 1; sent <= 4; sent++) {
      // Each time it is set again, somebody writes, so that it can be seen to fail.
      await shop.passUntil(async () => (await shop.hookInfo()).url !== "");
      shop.buyer.sends(`pesan ${sent}`);
      await shop.until(async () => (await shop.hookInfo()).last_error_date !== undefined);
      await shop.passUntil(() => shop.stored.length === sent);
    }
    expect(shop.changes).toHaveLength(2);
  });

  test("that Telegram refuses to set gives way to polling at once, and is tried again", async () => {
    const shop = await aShop({ mode: "auto", webhook: "up", faults: [noSuchHost] });
    shop.buyer.sends("halo");
    await shop.until(() => shop.stored.length === 1);
    expect(shop.changes).toMatchObject([{ mode: "polling", why: "fallback" }]);
    expect(shop.changes[0]?.says).toContain("Failed to resolve host");
    shop.telegram.faults.clear();
    await shop.passUntil(async () => (await shop.hookInfo()).url === shop.url);
    shop.buyer.sends("lagi");
    await shop.passUntil(() => shop.changes.length === 2);
    expect(shop.changes[1]).toMatchObject({ mode: "webhook", why: "return" });
  });

  test("that Telegram refuses to set is tried on where nothing else is allowed", async () => {
    const shop = await aShop({ mode: "webhook", webhook: "up", faults: [noSuchHost] });
    await shop.until(() => shop.troubles.length === 1);
    expect(shop.troubles).toMatchObject([{ kind: "webhook" }]);
    shop.telegram.faults.clear();
    await shop.passUntil(async () => (await shop.hookInfo()).url === shop.url);
    expect(shop.polls()).toBe(0);
  });

  test("that somebody else has set is set again, and the owner hears of it", async () => {
    const shop = await aShop({ mode: "webhook", webhook: "up" });
    await shop.until(async () => (await shop.hookInfo()).url !== "");
    await shop.time.pass(seconds(2));
    const foreign = { url: "http://127.0.0.1:9/foreign" };
    const calls = telegramCalls(shop.telegram, token);
    // Two within a second are refused.
    await shop.until(async () => (await calls("setWebhook", foreign)).ok);
    await shop.passUntil(async () => (await shop.hookInfo()).url === shop.url);
    expect(shop.troubles).toMatchObject([{ kind: "webhook" }]);
  });
});

// --- the shop and its surroundings ---

type Behaviour = {
  readonly mode: ModeDeps["mode"];
  readonly webhook?: "up" | "down";
  readonly faults?: readonly Fault[];
};

const noSuchHost: Fault = {
  kind: "400",
  method: "setWebhook",
  says: "bad webhook: Failed to resolve host: Name or service not known",
};

async function aShop({ mode, webhook, faults = [] }: Behaviour) {
  const time = manualTime("2026-05-01T05:00:00Z");
  const telegram: SimulatedTelegram = await startTelegram({
    tokens: { [token]: { id: 123456, username: "toko_bot", first_name: "Toko" } },
    clock: time.clock,
    webhookRetryMs: 5,
  });
  for (const fault of faults) telegram.faults.add(fault);
  const stored: Update[] = [];
  const secrets: (string | null)[] = [];
  const changes: ModeChange[] = [];
  const troubles: (Trouble | undefined)[] = [];
  let lastUpdateAt: Date | undefined;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      if (shop.hook === "down") return new Response("", { status: 502 });
      secrets.push(request.headers.get("x-telegram-bot-api-secret-token"));
      lastUpdateAt = time.clock.now();
      await shop.store([(await request.json()) as Update]);
      return new Response("");
    },
  });
  const url = `http://127.0.0.1:${server.port}/webhooks/telegram`;
  const stop = new AbortController();
  const shop = {
    ...{ time, telegram, stored, secrets, changes, troubles, url },
    buyer: telegram.user({ id: 1001, first_name: "Budi" }),
    hook: webhook ?? "up",
    databaseIsUp: true,
    async store(updates: readonly Update[]) {
      if (!shop.databaseIsUp) throw new Error("the database is away");
      const known = new Set(stored.map(({ update_id: id }) => id));
      stored.push(...updates.filter(({ update_id: id }) => !known.has(id)));
    },
    polls: () => telegram.calls.entries.filter(({ method }) => method === "getUpdates").length,
    async hookInfo(): Promise<WebhookInfo> {
      const { result } = await telegramCalls(telegram, token)("getWebhookInfo");
      return result as WebhookInfo;
    },
    async until(condition: () => boolean | Promise<boolean>) {
      while (!(await condition())) await Bun.sleep(1);
    },
    /** Lets time pass until the condition holds. */
    async passUntil(condition: () => boolean | Promise<boolean>) {
      while (!(await condition())) {
        await time.pass(Math.min(time.nextIn ?? 1_000, seconds(5)));
        await Bun.sleep(2);
      }
    },
  };
  const running = runMode(
    {
      api: new Api(token, { apiRoot: telegram.url }),
      ...{ clock: time.clock, wait: time.wait, mode, holdSeconds: 1 },
      store: shop.store,
      webhook: webhook && { url, secret: "geheim", maxConnections: 40 },
      lastWebhookUpdateAt: () => lastUpdateAt,
      onModeChange: (change) => void changes.push(change),
      onTrouble: (trouble) => void troubles.push(trouble),
    },
    stop.signal,
  );
  clean.push(async () => {
    stop.abort();
    await running;
    await server.stop(true);
    await telegram.stop();
  });
  return shop;
}
