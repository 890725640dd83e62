import { expect, test } from "bun:test";
import { rupiah } from "../../lib/money.ts";
import { randomFrom } from "../../testing/random.ts";
import { orderStates } from "./order.ts";
import { resolveMoney, splitMoney } from "./resolve-money.ts";

const due = rupiah(10_000);
const resolved = (state: (typeof orderStates)[number], amount: number) => {
  const { circumstance, fulfils } = resolveMoney({ state, due, amount: rupiah(amount) });
  return [circumstance, fulfils];
};

test("money for an order that waits is exact, too little or too much", () => {
  expect(resolved("awaiting_payment", 10_000)).toEqual(["exact", true]);
  expect(resolved("awaiting_payment", 9_999)).toEqual(["too_low", false]);
  expect(resolved("awaiting_payment", 10_001)).toEqual(["too_high", true]);
});

test("money for an order that has ended still buys it, if it is enough", () => {
  expect(resolved("expired", 10_000)).toEqual(["late", true]);
  expect(resolved("cancelled", 12_000)).toEqual(["cancelled", true]);
  expect(resolved("expired", 9_999)).toEqual(["too_low", false]);
});

test("money for an order that has its money is double, whatever its amount", () => {
  for (const state of ["paid", "delivered", "refunded"] as const) {
    for (const amount of [1, 10_000, 20_000]) {
      expect(resolved(state, amount)).toEqual(["double", false]);
    }
  }
});

test("for any money and any order every rupiah ends in one place, and nothing is sold below its price", () => {
  const random = randomFrom(20_260_105);
  for (let round = 0; round < 5_000; round++) {
    const state = random.oneOf(orderStates);
    const [price, amount] = [rupiah(random.below(50_000)), rupiah(1 + random.below(50_000))];
    const { fulfils } = resolveMoney({ state, due: price, amount });
    if (fulfils) expect(amount).toBeGreaterThanOrEqual(price);
    const split = splitMoney({ amount, due: price, isFulfilled: fulfils && random.below(2) === 0 });
    const { toOrder, toWallet, unclaimed } = split;
    expect(toOrder + toWallet + unclaimed).toBe(amount);
    expect(Math.min(toOrder, toWallet, unclaimed)).toBeGreaterThanOrEqual(0);
  }
});
