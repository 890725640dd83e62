import { describe, expect, test } from "bun:test";
import { Bot, webhookCallback } from "grammy";
import { telegramCalls } from "../../testing/telegram-calls.ts";
import { startTelegram, type TelegramOptions } from "./start-telegram.ts";

const token = "100:shop";
const tokens = { [token]: { id: 100, username: "toko_bot", first_name: "Toko" } };

const aTelegram = (options: Partial<TelegramOptions> = {}) =>
  startTelegram({ tokens, webhookRetryMs: 1, ...options });

/** A shop's door: notes what is brought and answers as it is told. */
function aDoor(
  answer: (update: Delivered, delivered: Delivered[]) => Response | Promise<Response>,
) {
  const delivered: Delivered[] = [];
  let wanted = Number.POSITIVE_INFINITY;
  let done = () => {};
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (request) => {
      const update: Delivered = JSON.parse(await request.text());
      update.secret = request.headers.get("x-telegram-bot-api-secret-token");
      delivered.push(update);
      const response = await answer(update, delivered);
      if (delivered.length >= wanted) done();
      return response;
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/hook`,
    delivered,
    has: (count: number): Promise<void> => {
      if (delivered.length >= count) return Promise.resolve();
      wanted = count;
      const next = Promise.withResolvers<void>();
      done = next.resolve;
      return next.promise;
    },
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

type Delivered = {
  update_id: number;
  secret?: string | null;
  message?: { text: string; from: { id: number } };
  callback_query?: { data: string };
};

const ok = () => new Response("ok");
const textOf = (update: Delivered) => update.message?.text ?? update.callback_query?.data ?? "";

describe("setWebhook", () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ url: "not a url" }, "invalid webhook URL specified"],
    [{ url: "http://toko.id/hook" }, "bad webhook: An HTTPS URL must be provided for webhook"],
    [
      { url: "https://toko.id:9000/" },
      "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ],
    [
      { url: "https://toko.id/", secret_token: "a b" },
      "secret token contains unallowed characters",
    ],
    [{ url: "https://toko.id/", secret_token: "a".repeat(257) }, "secret token is too long"],
  ];
  test.each(cases)("%j is refused", async (payload, words) => {
    await using telegram = await aTelegram();
    const reply = await telegramCalls(telegram, token)("setWebhook", payload);
    expect(reply.description).toBe(`Bad Request: ${words}`);
  });

  test("http on loopback is for tests alone", async () => {
    await using telegram = await aTelegram({ allowHttpWebhooks: false });
    const reply = await telegramCalls(telegram, token)("setWebhook", {
      url: "http://127.0.0.1:1/",
    });
    expect(reply.error_code).toBe(400);
  });

  test("a second one within a second is too many, while deleting is always allowed", async () => {
    await using telegram = await aTelegram();
    const call = telegramCalls(telegram, token);
    const payload = { url: "https://toko.id/hook" };
    expect(await call("setWebhook", payload)).toMatchObject({ description: "Webhook was set" });
    expect(await call("setWebhook", payload)).toMatchObject({
      error_code: 429,
      parameters: { retry_after: 1 },
    });
    expect(await call("getUpdates")).toMatchObject({ error_code: 409 });
    expect(await call("deleteWebhook")).toMatchObject({ description: "Webhook was deleted" });
    expect(await call("deleteWebhook")).toMatchObject({
      description: "Webhook is already deleted",
    });
    expect(await call("getUpdates")).toMatchObject({ ok: true });
  });

  test("a poller is sent away by it", async () => {
    await using telegram = await aTelegram();
    const call = telegramCalls(telegram, token);
    const poll = call("getUpdates", { timeout: 50 });
    await telegram.until((calls) => calls.of("getUpdates").length === 1);
    await call("setWebhook", { url: "https://toko.id/hook" });
    expect((await poll).description).toBe("Conflict: terminated by setWebhook request");
  });
});

describe("delivery", () => {
  test("updates carry the secret, and those that waited come first", async () => {
    await using telegram = await aTelegram();
    await using door = aDoor(ok);
    const buyer = telegram.user({ id: 55, first_name: "Budi" });
    buyer.sends("waited");
    await telegramCalls(telegram, token)("setWebhook", {
      url: door.url,
      secret_token: "rahasia-1",
    });
    buyer.sends("now");
    await door.has(2);
    expect(door.delivered.map(textOf)).toEqual(["waited", "now"]);
    expect(door.delivered[0]?.secret).toBe("rahasia-1");
    await telegram.until(() => telegram.pendingUpdates() === 0);
  });

  test("a refused update is repeated before the next of the same person, others go on", async () => {
    await using telegram = await aTelegram();
    await using door = aDoor((update, delivered) => {
      const times = delivered.filter((each) => each.update_id === update.update_id).length;
      return textOf(update) === "a1" && times < 3 ? new Response("", { status: 500 }) : ok();
    });
    const call = telegramCalls(telegram, token);
    await call("setWebhook", { url: door.url });
    const a = telegram.user({ id: 1, first_name: "A" });
    const b = telegram.user({ id: 2, first_name: "B" });
    a.sends("a1");
    a.sends("a2");
    b.sends("b1");
    await door.has(5);
    const order = door.delivered.map(textOf);
    expect(order.filter((text) => text.startsWith("a"))).toEqual(["a1", "a1", "a1", "a2"]);
    expect(order.indexOf("b1")).toBeLessThan(order.indexOf("a2"));
    const { result } = await call("getWebhookInfo");
    expect(result).toMatchObject({
      last_error_message: "Wrong response from the webhook: 500 Internal Server Error",
    });
  });

  test("one person's taps and messages do not wait for each other", async () => {
    await using telegram = await aTelegram();
    const tapped = Promise.withResolvers<void>();
    await using door = aDoor(async (update) => {
      if (textOf(update) === "tap") tapped.resolve();
      // The message is answered only once the tap has come: in one queue this would hang.
      else await tapped.promise;
      return ok();
    });
    await telegramCalls(telegram, token)("setWebhook", { url: door.url });
    const buyer = telegram.user({ id: 1, first_name: "A" });
    buyer.sends("message");
    buyer.tapsData("tap");
    await telegram.until(() => telegram.pendingUpdates() === 0);
    expect(door.delivered).toHaveLength(2);
  });

  test("no more connections than allowed", async () => {
    await using telegram = await aTelegram();
    let open = 0;
    let most = 0;
    await using door = aDoor(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return ok();
    });
    const payload = { url: door.url, max_connections: 2 };
    await telegramCalls(telegram, token)("setWebhook", payload);
    for (let id = 1; id <= 10; id += 1) telegram.user({ id, first_name: "A" }).sends("x");
    await telegram.until(() => telegram.pendingUpdates() === 0);
    expect(door.delivered).toHaveLength(10);
    expect(most).toBeLessThanOrEqual(2);
  });

  test("a door that is shut is noted, and the update waits", async () => {
    await using telegram = await aTelegram();
    const call = telegramCalls(telegram, token);
    await call("setWebhook", { url: "http://127.0.0.1:1/hook" });
    telegram.user({ id: 1, first_name: "A" }).sends("x");
    await telegram.until(() => telegram.webhookError() !== undefined);
    expect(telegram.webhookError()).toBe("Connection refused");
    expect((await call("getWebhookInfo")).result).toMatchObject({ pending_update_count: 1 });
    await call("deleteWebhook");
    expect((await call("getUpdates")).result).toHaveLength(1);
  });

  test("on request an update comes twice, with the same number", async () => {
    await using telegram = await aTelegram();
    await using door = aDoor(ok);
    await telegramCalls(telegram, token)("setWebhook", { url: door.url });
    telegram.faults.duplicateUpdates = 1;
    telegram.user({ id: 1, first_name: "A" }).sends("x");
    await door.has(2);
    expect(door.delivered[0]?.update_id).toBe(door.delivered[1]?.update_id ?? 0);
  });

  test("on request one person's messages come in the wrong order", async () => {
    await using telegram = await aTelegram();
    await using door = aDoor(ok);
    const buyer = telegram.user({ id: 1, first_name: "A" });
    telegram.faults.reorderUpdates = true;
    await telegramCalls(telegram, token)("setWebhook", { url: door.url });
    for (const text of ["1", "2", "3"]) buyer.sends(text);
    await telegram.until(() => telegram.pendingUpdates() === 0);
    expect(door.delivered.map(textOf)).toEqual(["1", "3", "2"]);
  });

  test("a real grammY bot answers by webhook, also within the webhook's answer", async () => {
    await using telegram = await aTelegram();
    const bot = new Bot(token, {
      client: { apiRoot: telegram.url, canUseWebhookReply: (method) => method === "sendMessage" },
    });
    bot.command("start", (context) => context.reply("Halo lewat webhook"));
    await using server = Object.assign(
      Bun.serve({
        hostname: "127.0.0.1",
        port: 0,
        fetch: webhookCallback(bot, "bun", { secretToken: "rahasia" }),
      }),
      { [Symbol.asyncDispose]: () => server.stop(true) },
    );
    await bot.api.setWebhook(`http://127.0.0.1:${server.port}/`, { secret_token: "rahasia" });
    const buyer = telegram.user({ id: 55, first_name: "Budi" });
    buyer.sends("/start");
    expect((await buyer.reads("webhook")).text).toBe("Halo lewat webhook");
  });
});
