import { expect, test } from "bun:test";
import { clockAt, seconds } from "../lib/clock.ts";
import { rupiah } from "../lib/money.ts";
import { refuse } from "../lib/result.ts";
import type { GatewayRefusal, PaymentGateway } from "../shop/payments/gateway.ts";
import { makeGatewayHealth, watchGateway } from "./health.ts";

test("the owner hears of the third failure in a row, once, and of the recovery, once", async () => {
  const { fails, works, told } = shop();
  await fails("unavailable", "unavailable");
  expect(told).toEqual([]);
  await fails("unavailable", "unavailable", "misconfigured");
  expect(told).toEqual(["down: create unavailable (no answer)"]);
  await works();
  await works();
  expect(told).toEqual(["down: create unavailable (no answer)", "up"]);
});

test("failures with a success between them are nobody's business", async () => {
  const { fails, works, told } = shop();
  await fails("unavailable", "unavailable");
  await works();
  await fails("unavailable", "unavailable");
  expect(told).toEqual([]);
});

test("a gateway that says no to a charge is there", async () => {
  const { fails, told } = shop();
  await fails("unavailable", "unavailable", "rejected", "unavailable", "unavailable", "unknown");
  expect(told).toEqual([]);
});

test("a rate limit proves neither health nor illness", async () => {
  const { fails, told } = shop();
  await fails("busy", "busy", "busy", "busy");
  expect(told).toEqual([]);
  await fails("unavailable", "busy", "unavailable", "busy", "unavailable");
  expect(told).toHaveLength(1);
});

test("a working status does not hide that nothing can be created", async () => {
  const { fails, asksStatus, told } = shop();
  for (let round = 0; round < 3; round++) {
    await fails("unavailable");
    await asksStatus();
  }
  expect(told).toHaveLength(1);
});

test("while it is down it is offered again only now and then", async () => {
  const { fails, works, health, clock } = shop();
  expect(health.isWorthTrying()).toBe(true);
  await fails("unavailable", "unavailable", "unavailable");
  expect(health.isDown()).toBe(true);
  expect(health.isWorthTrying()).toBe(false);
  clock.advance(seconds(30));
  expect(health.isWorthTrying()).toBe(true);
  await fails("unavailable");
  expect(health.isWorthTrying()).toBe(false);
  await works();
  expect(health.isWorthTrying()).toBe(true);
  expect(health.isDown()).toBe(false);
});

/** A gateway that answers what the test says. */
function shop() {
  const told: string[] = [];
  const clock = clockAt("2026-01-01T00:00:00Z");
  const health = makeGatewayHealth(
    { clock },
    {
      onDown: ({ call, refusal, detail }) => told.push(`down: ${call} ${refusal} (${detail})`),
      onUp: () => told.push("up"),
    },
  );
  let answer: GatewayRefusal | undefined;
  const request = { reference: "INV-1", amount: rupiah(1_000), method: "qris" };
  const query = { reference: "INV-1", amount: rupiah(1_000), transactionId: "a" };
  const isSandbox = false;
  const { transactionId, reference, amount } = query;
  const status = { transactionId, reference, amount, state: "pending", isSandbox } as const;
  const charge = { ...query, fee: rupiah(0), total: amount, method: "qris", isSandbox };
  const gateway: PaymentGateway = {
    name: "stub",
    methods: [],
    create: async () => (answer ? refuse(answer, "no answer") : { ok: true, value: charge }),
    status: async () => ({ ok: true, value: status }),
    cancel: async () => refuse("unavailable", "no answer"),
    fees: async () => refuse("unavailable", "no answer"),
    readCallback: () => refuse("forged", ""),
  };
  const watched = watchGateway(gateway, health);
  return {
    told,
    health,
    clock,
    asksStatus: () => watched.status(query),
    async works() {
      answer = undefined;
      await watched.create(request);
    },
    async fails(...refusals: GatewayRefusal[]) {
      for (const refusal of refusals) {
        answer = refusal;
        await watched.create(request);
      }
    },
  };
}
