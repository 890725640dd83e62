import { afterEach, expect, test } from "bun:test";
import { clockAt, minutes } from "../lib/clock.ts";
import { createLog } from "../lib/log/log.ts";
import { makeRedact } from "../lib/redact/redact.ts";
import { timeZone } from "../lib/time-zone.ts";
import { type HttpOptions, startHttp } from "./http-server.ts";

const secret = "a-secret-of-the-webhook";
const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

function aServer(more: Partial<HttpOptions> = {}) {
  const clock = clockAt("2026-11-20T00:00:00Z");
  const logged: string[] = [];
  const log = createLog({
    service: "telegram-bot",
    level: "INFO",
    retentionDays: 1,
    clock,
    zone: timeZone("UTC"),
    redact: makeRedact(),
    console: { style: "plain", write: (text) => void logged.push(text) },
  });
  const received: unknown[] = [];
  const server = startHttp({
    host: "127.0.0.1",
    port: 0,
    clock,
    log,
    health: async () => ({ status: "ok", store: "Toko" }),
    metrics: () => "shop_orders 3\n",
    telegram: { secret, receive: (update) => void received.push(update) },
    payments: {
      pakasir: async (callback) => {
        received.push(callback);
        if (callback.headers["x-secret"] !== "s3cret") return "forged";
        return callback.body.startsWith("{") ? "accepted" : "malformed";
      },
    },
    ...more,
  });
  open.push(server);
  const call = (path: string, init?: RequestInit) => fetch(server.url + path, init);
  const update = (body: string, token: string | undefined = secret) =>
    call("/webhooks/telegram", {
      method: "POST",
      body,
      headers: token === undefined ? {} : { "X-Telegram-Bot-Api-Secret-Token": token },
    });
  return { server, clock, logged, received, call, update };
}

test("a genuine update is received and answered with 200", async () => {
  const { update, received } = aServer();
  const response = await update('{"update_id":7,"message":{"text":"hai"}}');
  expect([response.status, await response.text()]).toEqual([200, ""]);
  expect(received).toEqual([{ update_id: 7, message: { text: "hai" } }]);
});

test("200 is answered only once the update is kept", async () => {
  const arrived = Promise.withResolvers<void>();
  const kept = Promise.withResolvers<void>();
  const receive = () => {
    arrived.resolve();
    return kept.promise;
  };
  const { update } = aServer({ telegram: { secret, receive } });
  let status = 0;
  const answered = update('{"update_id":1}').then((response) => {
    status = response.status;
  });
  await arrived.promise;
  expect(status).toBe(0);
  kept.resolve();
  await answered;
  expect(status).toBe(200);
});

test("an update that could not be kept is answered with 500, so that Telegram repeats it", async () => {
  const fault = () => Promise.reject(new Error("the database at db.internal is gone"));
  const { update, logged } = aServer({ telegram: { secret, receive: fault } });
  const response = await update('{"update_id":1}');
  expect(response.status).toBe(500);
  expect(await response.text()).toBe('{"error":"internal error"}');
  expect(logged.join()).toContain("db.internal");
});

test.each([
  ["no secret", undefined, '{"update_id":1}', 401],
  ["a wrong secret", "a-secret-of-the-webhooK", '{"update_id":1}', 401],
  ["a prefix of the secret", "a-secret", '{"update_id":1}', 401],
  ["no JSON", secret, "hai", 400],
  ["nothing", secret, "", 400],
  ["no update_id", secret, '{"message":{}}', 400],
  ["a list", secret, "[1]", 400],
  ["null", secret, "null", 400],
  ["an update_id in words", secret, '{"update_id":"1"}', 400],
  ["a fraction as update_id", secret, '{"update_id":1.5}', 400],
])("%s is refused", async (_, token, body, status) => {
  const { server, received } = aServer();
  const response = await fetch(`${server.url}/webhooks/telegram`, {
    method: "POST",
    body,
    headers: token ? { "X-Telegram-Bot-Api-Secret-Token": token } : {},
  });
  expect(response.status).toBe(status);
  expect(received).toEqual([]);
});

test("whoever keeps guessing gets 429, and Telegram at the same address is not disturbed", async () => {
  const { update, clock } = aServer();
  const statuses: number[] = [];
  for (let guess = 0; guess < 40; guess++) statuses.push((await update("{}", `g${guess}`)).status);
  expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
  expect(statuses.slice(30).every((status) => status === 429)).toBe(true);
  expect((await update('{"update_id":1}')).status).toBe(200);
  clock.advance(minutes(1));
  expect((await update("{}", "again")).status).toBe(401);
});

test("a body over 1 MB is refused with 413, announced or in pieces", async () => {
  const { server, update, received } = aServer();
  const large = `{"update_id":1,"x":"${"x".repeat(1024 * 1024)}"}`;
  expect((await update(large)).status).toBe(413);
  const pieces = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let i = 0; i < large.length; i += 65_536) {
        controller.enqueue(Buffer.from(large.slice(i, i + 65_536)));
      }
      controller.close();
    },
  });
  const response = await fetch(`${server.url}/webhooks/telegram`, {
    method: "POST",
    body: pieces,
    headers: { "X-Telegram-Bot-Api-Secret-Token": secret },
  });
  expect(response.status).toBe(413);
  expect(received).toEqual([]);
  const nearly = `{"update_id":1,"x":"${"x".repeat(1_000_000)}"}`;
  expect((await update(nearly)).status).toBe(200);
});

test("a payment callback is passed on as it came", async () => {
  const { call, received } = aServer();
  const body = '{"amount": 99000,\n "txn_id":"a"}';
  const headers = { "X-Secret": "s3cret", "Content-Type": "application/json" };
  const response = await call("/webhooks/pakasir", { method: "POST", body, headers });
  expect(response.status).toBe(200);
  expect(received).toMatchObject([{ body, headers: { "x-secret": "s3cret" } }]);
});

test.each([
  ["wrong", "{}", 401],
  ["s3cret", "hai", 400],
])("a callback with the secret %s and the body %s is refused", async (given, body, status) => {
  const { call } = aServer();
  const headers = { "X-Secret": given };
  expect((await call("/webhooks/pakasir", { method: "POST", body, headers })).status).toBe(status);
});

test.each([
  ["GET", "/"],
  ["GET", "/webhooks/telegram"],
  ["POST", "/health"],
  ["POST", "/webhooks/other"],
  ["GET", "/.env"],
  ["GET", "/%ff%zz"],
  ["DELETE", "/metrics"],
])("%s %s is no page of ours", async (method, path) => {
  const { call } = aServer();
  const response = await call(path, { method });
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('{"error":"not found"}');
  expect(response.headers.get("server")).toBeNull();
  expect(response.headers.get("x-powered-by")).toBeNull();
});

test("without its webhook configured, the path does not exist", async () => {
  const { call } = aServer({ telegram: undefined, payments: {} });
  expect((await call("/webhooks/telegram", { method: "POST", body: "{}" })).status).toBe(404);
  expect((await call("/webhooks/pakasir", { method: "POST", body: "{}" })).status).toBe(404);
});

test("a healthy shop answers 200, an ill one 503 with the failing part", async () => {
  const { call } = aServer();
  expect(await (await call("/health")).json()).toEqual({ status: "ok", store: "Toko" });
  const ill = aServer({ health: async () => ({ status: "failing", failing: ["database"] }) });
  const response = await ill.call("/health");
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "failing", failing: ["database"] });
});

test("a health that cannot be told is 503 without its inside", async () => {
  const { call } = aServer({ health: () => Promise.reject(new Error("password wrong")) });
  const response = await call("/health");
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain("password");
});

test("metrics are for this machine, and not for the world behind a proxy on it", async () => {
  const { call } = aServer();
  const response = await call("/metrics");
  expect(await response.text()).toBe("shop_orders 3\n");
  expect(response.headers.get("content-type")).toStartWith("text/plain; version=0.0.4");
  const ofProxies = ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"];
  for (const name of [...ofProxies, "CF-Connecting-IP", "True-Client-IP"]) {
    expect((await call("/metrics", { headers: { [name]: "127.0.0.1" } })).status).toBe(404);
  }
  // Some pass on nothing but the name that the world calls.
  expect((await call("/metrics", { headers: { Host: "shop.example.com" } })).status).toBe(404);
  expect((await call("/metrics", { headers: { Host: "localhost:9000" } })).status).toBe(200);
});

test("a metrics token opens them to whoever shows it, and to nobody else", async () => {
  const { call } = aServer({ metricsToken: "metrics-0123456789" });
  const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}`, Via: "x" } });
  expect((await call("/metrics", bearer("metrics-0123456789"))).status).toBe(200);
  expect((await call("/metrics", bearer("other"))).status).toBe(401);
  expect((await call("/metrics")).status).toBe(401);
});

test("what is in flight when the shop stops is answered, what comes later is not taken", async () => {
  const kept = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const { server, update } = aServer({
    telegram: {
      secret,
      receive: () => {
        arrived.resolve();
        return kept.promise;
      },
    },
  });
  const inFlight = update('{"update_id":1}');
  await arrived.promise;
  const stopped = server.stop();
  expect(
    await update('{"update_id":2}').then(
      () => "taken",
      () => "refused",
    ),
  ).toBe("refused");
  kept.resolve();
  expect((await inFlight).status).toBe(200);
  await stopped;
});

test("half a request does not keep the shop from closing", async () => {
  const { server } = aServer({ patienceMs: 50 });
  const closed = Promise.withResolvers<void>();
  const head = "POST /webhooks/pakasir HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{";
  const caller = await Bun.connect({
    hostname: "127.0.0.1",
    port: server.port,
    socket: { data() {}, close: () => closed.resolve() },
  });
  caller.write(head);
  caller.flush();
  // Answered over another connection: the half one has been seen by then.
  await fetch(`${server.url}/health`);
  await server.stop();
  await closed.promise;
});
