import { describe, expect, test } from "bun:test";
import { clockAt, minutes, seconds } from "../../lib/clock.ts";
import { parseQris } from "../../lib/qris.ts";
import { type PakasirOptions, startPakasir } from "./start-pakasir.ts";

describe("version 2", () => {
  test("creates as the documents show", async () => {
    await using toko = await open();
    const { status, body } = await toko.create("INV123123", { method: "qris", amount: 99_000 });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      "txn_id",
      "project",
      "order_id",
      "amount",
      "fee",
      "total_payment",
      "payment_method",
      "qr_string",
      "expired_at",
      "is_sandbox",
    ]);
    expect(body).toMatchObject({ amount: 99_000, fee: 1_003, total_payment: 100_003 });
    expect(body["expired_at"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    const qr = parseQris(String(body["qr_string"]));
    expect(qr.ok && qr.value).toContainEqual({ tag: "54", value: "100003.00" });
  });

  test.each([
    [6_000, 352],
    [7_805, 365],
    [12_000, 394],
    [99_000, 1_003],
    [105_001, 1_050],
  ])("asks for %d the fee %d, as observed", async (amount, fee) => {
    await using toko = await open();
    expect((await toko.create("INV-1", { method: "qris", amount })).body["fee"]).toBe(fee);
    expect((await toko.get(`/api/v2/payment-fee/${amount}`)).body["qris"]).toBe(fee);
  });

  test("a virtual account has va_number, a payment link only its address", async () => {
    await using toko = await open();
    const va = await toko.create("INV-1", { method: "bri_va", amount: 20_000 });
    expect(va.body).toMatchObject({ fee: 3_500, va_number: expect.any(String) });
    expect(va.body).not.toHaveProperty("qr_string");
    const link = await toko.create("INV-2", { method: "payment_link", amount: 20_000 });
    expect(Object.keys(link.body)).toEqual(["txn_id", "payment_link"]);
  });

  test.each([
    { method: "qris", amount: 499 },
    { method: "qris", amount: 10_000_001 },
    { method: "qris", amount: "99000" },
    { method: "qris", amount: 99_000.5 },
    { method: "bri_va", amount: 9_999 },
    { method: "toString", amount: 99_000 },
    { amount: 99_000 },
    {},
  ])("refuses %p", async (order) => {
    await using toko = await open();
    const { status, body } = await toko.create("INV-1", order);
    expect(status).toBe(400);
    expect(body).toEqual({ message: expect.any(String) });
    expect(toko.sim.charges).toHaveLength(0);
  });

  test("knows its key and its project", async () => {
    await using toko = await open();
    const path = "/api/v2/transaction-status/toko/none";
    expect((await toko.get(path, {})).status).toBe(401);
    expect((await toko.get(path, { "X-Api-Key": "guess" })).status).toBe(403);
    expect((await toko.get("/api/v2/transaction-status/lain/none")).status).toBe(404);
    expect((await toko.get(path)).status).toBe(404);
  });

  test("without payment a charge is canceled once its time is over", async () => {
    const clock = clockAt("2026-01-01T00:00:00Z");
    await using toko = await open({ clock, defaultExpiryMinutes: 15 });
    await toko.create("INV-1", { method: "qris", amount: 10_000 });
    clock.advance(minutes(15) - 1);
    expect((await toko.status("INV-1")).body["status"]).toBe("pending");
    clock.advance(1);
    expect((await toko.status("INV-1")).body["status"]).toBe("canceled");
    expect(toko.sim.pay("INV-1")).toMatchObject({ ok: false, reason: "over" });
  });

  test("keeps its rate limits: two creates a second, one status in four", async () => {
    let now = 0;
    await using toko = await open({ rateLimits: { ticks: () => now } });
    const create = async (order: string) =>
      (await toko.create(order, { method: "qris", amount: 10_000 })).status;
    expect([await create("a"), await create("b"), await create("c")]).toEqual([200, 200, 429]);
    now += seconds(1);
    expect(await create("c")).toBe(200);

    const status = async (order: string) => (await toko.status(order)).status;
    expect([await status("a"), await status("b"), await status("a")]).toEqual([200, 200, 429]);
    now += seconds(4) - 1;
    expect(await status("a")).toBe(429);
    now += 1;
    expect(await status("a")).toBe(200);
  });

  test("a scale shortens the limits", async () => {
    let now = 0;
    await using toko = await open({ rateLimits: { scale: 0.01, ticks: () => now } });
    await toko.create("a", { method: "qris", amount: 10_000 });
    expect((await toko.status("a")).status).toBe(200);
    now += 39;
    expect((await toko.status("a")).status).toBe(429);
    now += 1;
    expect((await toko.status("a")).status).toBe(200);
  });
});

describe("version 1", () => {
  test("writes errors in the other shape and its answers in a wrapper", async () => {
    await using toko = await open();
    const asked = { project: "toko", order_id: "INV-1", amount: 22_000, api_key: "key" };
    const created = await toko.post("/api/transactioncreate/qris", asked);
    expect(created.body).toMatchObject({ payment: { fee: 464, total_payment: 22_464 } });
    const query = new URLSearchParams({ ...asked, amount: "22000" });
    const detail = await toko.get(`/api/transactiondetail?${query}`);
    expect(detail.body).toMatchObject({ transaction: { status: "pending", amount: 22_000 } });
    query.set("amount", "22464");
    expect(await toko.get(`/api/transactiondetail?${query}`)).toEqual({
      status: 404,
      body: { error: expect.any(String) },
    });
  });

  test("simulates a payment in the sandbox alone", async () => {
    const asked = { project: "toko", order_id: "INV-1", amount: 22_000, api_key: "key" };
    for (const sandbox of [true, false]) {
      await using toko = await open({ sandbox });
      await toko.post("/api/transactioncreate/qris", asked);
      const { status } = await toko.post("/api/paymentsimulation", asked);
      expect(status).toBe(sandbox ? 200 : 403);
      expect(toko.sim.ledger).toHaveLength(sandbox ? 1 : 0);
    }
  });
});

describe("webhooks", () => {
  test("carry the shared secret and the status, and are repeated until a 2xx", async () => {
    await using shop = receiver([500, 401, 200]);
    await using toko = await open({ webhookUrl: shop.url });
    await toko.create("INV-1", { method: "qris", amount: 99_000 });
    toko.sim.pay("INV-1");
    await toko.sim.webhooksSettled();
    expect(shop.got).toHaveLength(3);
    expect(shop.got[0]).toEqual({
      secret: "hook-secret",
      body: (await toko.status("INV-1")).body,
    });
    expect(toko.sim.webhooks).toMatchObject([{ answers: [500, 401, 200], state: "delivered" }]);
  });

  test("of version 1 are unsigned", async () => {
    await using shop = receiver([]);
    await using toko = await open({ webhookUrl: shop.url });
    const asked = { project: "toko", order_id: "INV-1", amount: 22_000, api_key: "key" };
    await toko.post("/api/transactioncreate/qris", asked);
    toko.sim.pay("INV-1");
    await toko.sim.webhooksSettled();
    expect(shop.got).toMatchObject([{ secret: null, body: { order_id: "INV-1" } }]);
  });

  test("can be lost, doubled, held back and let go in the other order", async () => {
    await using shop = receiver([]);
    await using toko = await open({ webhookUrl: shop.url });
    for (const order of ["lost", "doubled", "first", "second"]) {
      await toko.create(order, { method: "qris", amount: 10_000 });
    }
    toko.sim.pay("lost", { webhook: "lose" });
    toko.sim.pay("doubled", { webhook: "duplicate" });
    toko.sim.pay("first", { webhook: "delay" });
    toko.sim.pay("second", { webhook: "delay" });
    await toko.sim.webhooksSettled();
    expect(shop.orders()).toEqual(["doubled", "doubled"]);
    toko.sim.releaseWebhooks({ reversed: true });
    await toko.sim.webhooksSettled();
    expect(shop.orders().slice(2)).toEqual(["second", "first"]);
  });

  test("can be forged, with a guessed secret or none", async () => {
    await using shop = receiver([401, 401]);
    await using toko = await open({ webhookUrl: shop.url });
    expect(await toko.sim.forgeWebhook({ order_id: "INV-1", status: "completed" })).toBe(401);
    expect(await toko.sim.forgeWebhook({ order_id: "INV-1" }, "guess")).toBe(401);
    expect(shop.got.map(({ secret }) => secret)).toEqual([null, "guess"]);
  });

  test("to a shop that is gone are given up in the end", async () => {
    await using toko = await open({ webhookAttempts: 3 });
    toko.sim.sendWebhooksTo("http://127.0.0.1:1/");
    await toko.create("INV-1", { method: "qris", amount: 10_000 });
    toko.sim.pay("INV-1");
    await toko.sim.webhooksSettled();
    expect(toko.sim.webhooks).toMatchObject([{ answers: [0, 0, 0], state: "given up" }]);
  });
});

describe("the ledger", () => {
  test("holds what came, at its base amount, once per charge", async () => {
    await using toko = await open();
    for (const order of ["a", "b", "c", "d"]) {
      await toko.create(order, { method: "qris", amount: 10_000 });
    }
    toko.sim.pay("a", { twice: true });
    toko.sim.pay("b", { amount: 9_000 });
    toko.sim.expire("c");
    toko.sim.pay("c", { late: true });
    toko.sim.cancel("d");
    expect(toko.sim.pay("d").ok).toBe(false);
    const told = toko.sim.ledger.map((entry) => [entry.orderId, entry.amount, entry.isCredited]);
    expect(told as unknown).toEqual([
      ["a", 10_000, true],
      ["a", 10_000, false],
      ["b", 9_000, true],
      ["c", 10_000, true],
    ]);
    expect((await toko.status("b")).body).toMatchObject({ status: "completed", amount: 9_000 });
  });
});

describe("faults", () => {
  test("come in the order that was planned, for their call alone", async () => {
    await using toko = await open();
    const order = { method: "qris", amount: 10_000 };
    toko.sim.fault("create", "rate limited");
    toko.sim.fault("status", "server error");
    toko.sim.fault("create", "forbidden");
    expect((await toko.create("a", order)).status).toBe(429);
    expect((await toko.create("a", order)).status).toBe(403);
    expect((await toko.create("a", order)).status).toBe(200);
    expect((await toko.status("a")).status).toBe(503);
  });

  test("drop before leaves nothing behind, drop after leaves the charge", async () => {
    await using toko = await open();
    const order = { method: "qris", amount: 10_000 };
    toko.sim.fault("create", "drop before");
    await expect(toko.create("a", order)).rejects.toThrow();
    expect(toko.sim.charges).toHaveLength(0);
    toko.sim.fault("create", "drop after");
    await expect(toko.create("a", order)).rejects.toThrow();
    expect(toko.sim.charges).toHaveLength(1);
  });

  test("by chance are the same for the same seed", async () => {
    const run = async (seed: number) => {
      await using toko = await open({ slowMs: 1 });
      toko.sim.randomFaults({ seed, chance: 0.5, kinds: ["rate limited", "slow", "malformed"] });
      for (let n = 0; n < 20; n++) {
        await toko.create(`o${n}`, { method: "qris", amount: 10_000 }).catch(() => undefined);
      }
      return toko.sim.calls.map(({ fault }) => fault);
    };
    const first = await run(7);
    expect(new Set(first).size).toBe(4);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test("a listener hears of each call before and after its effect", async () => {
    await using toko = await open();
    const heard: string[] = [];
    const leave = toko.sim.onCall(({ name, phase, orderId }) => {
      heard.push(`${phase} ${name} ${orderId}: ${toko.sim.charges.length}`);
    });
    await toko.create("a", { method: "qris", amount: 10_000 });
    leave();
    await toko.create("b", { method: "qris", amount: 10_000 });
    expect(heard).toEqual(["before create a: 0", "after create a: 1"]);
  });

  test("closing does not wait for those who get no answer", async () => {
    const toko = await open();
    toko.sim.fault("create", "no answer");
    const asked = toko.create("a", { method: "qris", amount: 10_000 }).catch(() => "cut");
    await toko[Symbol.asyncDispose]();
    expect(await asked).toBe("cut");
  });
});

async function open(options: Partial<PakasirOptions> = {}) {
  const sim = await startPakasir({
    slug: "toko",
    apiKey: "key",
    webhookSecret: "hook-secret",
    rateLimits: "off",
    webhookPauseMs: () => 1,
    ...options,
  });
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(`${sim.url}${path}`, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const withKey = { "X-Api-Key": "key" };
  const post = (path: string, body: unknown) =>
    ask(path, { method: "POST", headers: withKey, body: JSON.stringify(body) });
  return {
    sim,
    post,
    get: (path: string, headers: Record<string, string> = withKey) => ask(path, { headers }),
    create: (order: string, body: unknown) =>
      post(`/api/v2/create-transaction/toko/${order}`, body),
    status: (order: string) =>
      ask(`/api/v2/transaction-status/toko/${sim.find(order)?.txnId}`, { headers: withKey }),
    [Symbol.asyncDispose]: () => sim[Symbol.asyncDispose](),
  };
}

/** A shop that answers as told, then 200 for ever. */
function receiver(answers: number[]) {
  const got: { secret: string | null; body: Record<string, unknown> }[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const body = (await request.json()) as Record<string, unknown>;
      got.push({ secret: request.headers.get("X-Secret"), body });
      return new Response(null, { status: answers.shift() ?? 200 });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}/`,
    got,
    orders: () => got.map(({ body }) => String(body["order_id"])),
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}
