import { describe, expect, test } from "bun:test";
import { type PakasirOptions, startPakasir } from "../../demo/pakasir/start-pakasir.ts";
import { systemClock } from "../../lib/clock.ts";
import { rupiah } from "../../lib/money.ts";
import { parseQris } from "../../lib/qris.ts";
import type { Charge, ChargeQuery, ChargeRequest } from "../../shop/payments/gateway.ts";
import { makePakasir, type PakasirSettings } from "./pakasir.ts";

const versions = [2, 1] as const;

describe.each(versions)("version %d", (version) => {
  test("a QRIS charge shows the gateway's own fee and total, and its QR carries that total", async () => {
    await using shop = await open({ version });
    const charge = await shop.charges({ amount: rupiah(99_000) });
    expect(charge).toMatchObject({ amount: 99_000, fee: 1_003, total: 100_003, method: "qris" });
    expect(qrAmount(charge)).toBe("100003.00");
    expect(charge.accountNumber).toBeUndefined();
    expect(charge.expiresAt?.getTime()).toBeGreaterThan(Date.now());
  });

  test("above 105,000 the fee has another formula, and the shop need not know", async () => {
    await using shop = await open({ version });
    const below = await shop.charges({ reference: "INV-1", amount: rupiah(105_000) });
    const above = await shop.charges({ reference: "INV-2", amount: rupiah(200_000) });
    expect([below.fee, above.fee]).toEqual([rupiah(1_045), rupiah(2_000)]);
  });

  test("a virtual account has a number in place of a QR", async () => {
    await using shop = await open({ version });
    const charge = await shop.charges({ method: "artha_graha_va", amount: rupiah(50_000) });
    expect(charge).toMatchObject({ fee: 2_000, total: 52_000, method: "artha_graha_va" });
    expect(charge.accountNumber).toMatch(/^\d{16}$/);
    expect(charge.qr).toBeUndefined();
  });

  test("its pay page is there", async () => {
    await using shop = await open({ version });
    const charge = await shop.charges({});
    const page = await fetch(charge.payUrl ?? "");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("INV-1");
  });

  test("the status compares with the base amount, never with base and fee", async () => {
    await using shop = await open({ version });
    const charge = await shop.charges({ amount: rupiah(99_000) });
    expect(await shop.status(charge)).toMatchObject({ value: { state: "pending" } });
    shop.pakasir.pay(charge.reference);
    expect(await shop.status(charge)).toMatchObject({
      ok: true,
      value: { state: "completed", amount: 99_000, completedAt: expect.any(Date) },
    });
  });

  test("the same reference with the same values is the same charge", async () => {
    await using shop = await open({ version });
    const first = await shop.charges({});
    const second = await shop.charges({});
    expect(second).toEqual(first);
    expect(shop.pakasir.charges).toHaveLength(1);
  });

  test("the same reference with another amount is rejected", async () => {
    await using shop = await open({ version });
    await shop.charges({ amount: rupiah(10_000) });
    const second = await shop.gateway.create(request({ amount: rupiah(20_000) }));
    expect(second).toMatchObject({ ok: false, reason: "rejected" });
  });

  test("an answer lost on its way is got by asking again, and there is one charge", async () => {
    await using shop = await open({ version });
    shop.pakasir.fault("create", "drop after");
    expect(await shop.gateway.create(request({}))).toMatchObject({ reason: "unavailable" });
    expect(shop.pakasir.charges).toHaveLength(1);
    const charge = await shop.charges({});
    expect(shop.pakasir.charges).toHaveLength(1);
    expect(shop.pakasir.find(charge.reference)?.amount).toBe(charge.amount);
  });

  test("a charge is cancelled once; a second time it is already over", async () => {
    await using shop = await open({ version });
    const charge = await shop.charges({});
    expect(await shop.gateway.cancel(charge)).toEqual({ ok: true, value: "cancelled" });
    expect(await shop.status(charge)).toMatchObject({ value: { state: "cancelled" } });
    expect(await shop.gateway.cancel(charge)).toMatchObject({ reason: "rejected" });
  });

  test("a charge that was paid cannot be cancelled", async () => {
    await using shop = await open({ version });
    const charge = await shop.charges({});
    shop.pakasir.pay(charge.reference);
    expect(await shop.gateway.cancel(charge)).toMatchObject({ reason: "rejected" });
    expect(await shop.status(charge)).toMatchObject({ value: { state: "completed" } });
  });

  test("what the gateway does not know is unknown", async () => {
    await using shop = await open({ version });
    const stranger = { reference: "INV-9", transactionId: "nobody", amount: rupiah(1_000) };
    expect(await shop.status(stranger)).toMatchObject({ reason: "unknown" });
    expect(await shop.gateway.cancel(stranger)).toMatchObject({ reason: "unknown" });
  });

  test("an amount that came instead of another is told, for it has to end somewhere", async () => {
    await using shop = await open({ version });
    const charge = await shop.charges({ amount: rupiah(50_000) });
    shop.pakasir.pay(charge.reference, { amount: 40_000 });
    expect(await shop.status(charge)).toMatchObject({
      value: { state: "completed", amount: 40_000 },
    });
  });

  test("money that comes after the expiry is told", async () => {
    await using shop = await open({ version });
    const charge = await shop.charges({});
    shop.pakasir.expire(charge.reference);
    expect(await shop.status(charge)).toMatchObject({ value: { state: "cancelled" } });
    shop.pakasir.pay(charge.reference, { late: true });
    expect(await shop.status(charge)).toMatchObject({ value: { state: "completed" } });
  });

  test("a wrong key is the owner's business", async () => {
    await using shop = await open({ version }, { apiKey: "another-key" });
    expect(await shop.gateway.create(request({}))).toMatchObject({ reason: "misconfigured" });
  });

  test("a wrong project is the owner's business", async () => {
    await using shop = await open({ version }, { slug: "lain" });
    expect(await shop.gateway.create(request({}))).toMatchObject({ reason: "misconfigured" });
  });

  test.each([
    ["rate limited", "busy"],
    ["unauthorized", "misconfigured"],
    ["forbidden", "misconfigured"],
    ["server error", "unavailable"],
    ["no answer", "unavailable"],
    ["drop before", "unavailable"],
    ["drop after", "unavailable"],
    ["malformed", "unavailable"],
    ["wrong order", "rejected"],
  ] as const)("%p is %p in every call, and tells no key", async (fault, reason) => {
    await using shop = await open(
      { version },
      { timeoutMs: fault === "no answer" ? 1_000 : 10_000 },
    );
    const charge = await shop.charges({});
    // Twice, for fetch itself asks again when a connection that it kept is cut.
    shop.pakasir.fault("create", fault, 2);
    shop.pakasir.fault("status", fault, 2);
    const answers = await Promise.all([shop.gateway.create(request({})), shop.status(charge)]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ ok: false, reason });
      expect(JSON.stringify(answer)).not.toContain(apiKey);
      expect(JSON.stringify(answer)).not.toContain("127.0.0.1");
    }
  });

  test("a slow answer is still an answer", async () => {
    await using shop = await open({ version, slowMs: 30 });
    shop.pakasir.fault("any", "slow", 2);
    const charge = await shop.charges({});
    expect(await shop.status(charge)).toMatchObject({ ok: true });
  });

  test("a charge over another amount than asked for is rejected", async () => {
    await using shop = await open({ version });
    shop.pakasir.fault("create", "wrong amount");
    expect(await shop.gateway.create(request({}))).toMatchObject({ reason: "rejected" });
  });

  test("while it is down nothing answers; afterwards everything does", async () => {
    await using shop = await open({ version });
    shop.pakasir.setDown(true);
    expect(await shop.gateway.create(request({}))).toMatchObject({ reason: "unavailable" });
    shop.pakasir.setDown(false);
    await shop.charges({});
  });

  test("an address where nobody listens is unavailable, and tells no key", async () => {
    const shop = await open({ version });
    await shop[Symbol.asyncDispose]();
    const query = { reference: "INV-1", transactionId: "a", amount: rupiah(1_000) };
    const answer = await shop.gateway.status(query);
    expect(answer).toMatchObject({ ok: false, reason: "unavailable" });
    expect(JSON.stringify(answer)).not.toContain(apiKey);
  });
});

describe("version 2 alone", () => {
  test("a status of the other world is rejected", async () => {
    await using shop = await open({ sandbox: true });
    const charge = await shop.charges({});
    expect(charge.isSandbox).toBe(true);
    shop.pakasir.fault("status", "sandbox mismatch");
    expect(await shop.status(charge)).toMatchObject({ reason: "rejected" });
    expect(await shop.status(charge)).toMatchObject({ value: { isSandbox: true } });
  });

  test("the fees are told beforehand, by method", async () => {
    await using shop = await open({});
    expect(await shop.gateway.fees(rupiah(12_000))).toMatchObject({
      ok: true,
      value: { qris: 394, bri_va: 3_500, sampoerna_va: 2_000 },
    });
  });

  test("a forged webhook is refused, and one signed for money that never came is unmasked by the status", async () => {
    await using shop = await open({});
    const charge = await shop.charges({});
    const body = JSON.stringify({ order_id: "INV-1", amount: 25_000, status: "completed" });
    const { gateway } = shop;
    expect(gateway.readCallback({ headers: { "x-secret": "guess" }, body }).ok).toBe(false);
    expect(gateway.readCallback({ headers: { "x-secret": "hook-secret" }, body }).ok).toBe(true);
    expect(await shop.status(charge)).toMatchObject({ value: { state: "pending" } });
  });
});

describe("limits", () => {
  test.each([
    ["qris", 499, false],
    ["qris", 500, true],
    ["qris", 10_000_000, true],
    ["qris", 10_000_001, false],
    ["bri_va", 9_999, false],
    ["bri_va", 10_000, true],
    ["bri_va", 50_000_000, true],
    ["bri_va", 50_000_001, false],
    ["payment_link", 1_000, false],
    ["dana", 1_000, false],
  ])("%s over %d is taken: %p", async (method, amount, isTaken) => {
    await using shop = await open({});
    const answer = await shop.gateway.create(request({ method, amount: rupiah(amount) }));
    expect(answer.ok).toBe(isTaken);
    if (!answer.ok) expect(answer.reason).toBe("rejected");
    expect(shop.pakasir.calls).toHaveLength(isTaken ? 1 : 0);
  });

  test.each(["", "../other", "a b", "a?b", "x".repeat(65)])(
    "the reference %p never goes out",
    async (reference) => {
      await using shop = await open({});
      expect(await shop.gateway.create(request({ reference }))).toMatchObject({
        reason: "rejected",
      });
      expect(shop.pakasir.calls).toHaveLength(0);
    },
  );
});

describe("the gateway's rate limits", () => {
  test("a burst of creates is spread, so that none of them meets a 429", async () => {
    const { ticks, ...road } = virtualRoad();
    await using shop = await open({ rateLimits: { ticks } }, { ...road, pace: {} });
    const references = Array.from({ length: 8 }, (_, n) => `INV-${n}`);
    const answers = await Promise.all(
      references.map((reference) => shop.gateway.create(request({ reference }))),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    // Two that go at once may overtake each other on the road.
    expect(shop.pakasir.calls.map(({ orderId }) => orderId).sort()).toEqual(references);
    expect(shop.pakasir.calls.every(({ status }) => status === 200)).toBe(true);
  });

  test("who comes when too many wait is told to come back, and nothing goes out for him", async () => {
    const { ticks, ...road } = virtualRoad();
    const pace = { create: { max: 1, windowMs: 1_100, queue: 2 } };
    await using shop = await open({ rateLimits: { ticks } }, { ...road, pace });
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => shop.gateway.create(request({ reference: `INV-${n}` }))),
    );
    expect(answers.map((answer) => (answer.ok ? "ok" : answer.reason))).toEqual([
      "ok",
      "ok",
      "ok",
      "busy",
      "busy",
    ]);
    expect(shop.pakasir.calls).toHaveLength(3);
  });

  test("a status asked again too soon is busy and stays in the house", async () => {
    await using shop = await open({}, { pace: {} });
    const charge = await shop.charges({});
    expect(await shop.status(charge)).toMatchObject({ ok: true });
    expect(await shop.status(charge)).toMatchObject({
      reason: "busy",
      detail: expect.stringMatching(/again in \d+ ms/),
    });
    expect(shop.pakasir.calls.filter(({ name }) => name === "status")).toHaveLength(1);
  });

  test("after a 429 the next create keeps quiet for as long as it was told", async () => {
    let now = 0;
    const pulse = {
      ticks: () => now,
      sleep: async (ms: number) => {
        now += ms;
      },
    };
    const answers = [
      new Response('{"message":"slow down"}', { status: 429, headers: { "Retry-After": "7" } }),
      new Response("{}", { status: 500 }),
    ];
    const sentAt: number[] = [];
    const gateway = makePakasir({
      ...settings,
      pulse,
      fetch: async () => {
        sentAt.push(now);
        return answers.shift() ?? Response.error();
      },
    });
    expect(await gateway.create(request({}))).toMatchObject({
      reason: "busy",
      detail: "429: slow down; again in 7000 ms",
    });
    await gateway.create(request({}));
    expect(sentAt).toEqual([0, 7_000]);
  });
});

const apiKey = "pk_live_0123456789";

const settings: PakasirSettings = {
  slug: "toko",
  apiKey,
  webhookSecret: "hook-secret",
  baseUrl: "http://gateway.invalid",
  version: 2,
  clock: systemClock,
};

const noPace = { max: 1_000, windowMs: 0, queue: 1_000 };

/** Time that gateway and simulator share, and that moves only while nothing is on the road. */
function virtualRoad() {
  let now = 0;
  const underWay = new Set<Promise<Response>>();
  return {
    ticks: () => now,
    pulse: {
      ticks: () => now,
      async sleep(ms: number) {
        await new Promise(setImmediate);
        while (underWay.size > 0) await Promise.allSettled(underWay);
        now += ms;
      },
    },
    fetch(url: string, init: RequestInit) {
      const trip = fetch(url, init).finally(() => underWay.delete(trip));
      underWay.add(trip);
      return trip;
    },
  };
}

async function open(
  { version = 2, ...sim }: Partial<PakasirOptions> & { version?: 1 | 2 },
  own: Partial<PakasirSettings> = {},
) {
  const pakasir = await startPakasir({
    slug: "toko",
    apiKey,
    webhookSecret: "hook-secret",
    rateLimits: "off",
    ...sim,
  });
  const pace = { create: noPace, cancel: noPace, statusEveryMs: 0 };
  const gateway = makePakasir({ ...settings, baseUrl: pakasir.url, version, pace, ...own });
  return {
    pakasir,
    gateway,
    async charges(asked: Partial<ChargeRequest>): Promise<Charge> {
      const charge = await gateway.create(request(asked));
      if (!charge.ok) throw new Error(`${charge.reason}: ${charge.detail}`);
      return charge.value;
    },
    status: (query: ChargeQuery) => gateway.status(query),
    [Symbol.asyncDispose]: () => pakasir[Symbol.asyncDispose](),
  };
}

function request(asked: Partial<ChargeRequest>): ChargeRequest {
  return { reference: "INV-1", amount: rupiah(25_000), method: "qris", ...asked };
}

function qrAmount({ qr = "" }: Charge): string | undefined {
  const read = parseQris(qr);
  return read.ok ? read.value.find(({ tag }) => tag === "54")?.value : read.reason;
}
