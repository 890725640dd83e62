import { expect, test } from "bun:test";
import { rupiah } from "../../lib/money.ts";
import { calculate, type Fee, readPercent } from "./calculate.ts";

const none: Fee = { kind: "flat", amount: rupiah(0) };
const refund = (price: number, usedDays: number, soldDays: number, fee: Fee = none) =>
  calculate({ kind: "refund", price: rupiah(price), usedDays, soldDays, fee });

test.each([
  [30_000, 10, 30, 20_000],
  [30_000, 0, 30, 30_000],
  [30_000, 30, 30, 0],
  [30_000, 31, 30, 0],
  [10_000, 1, 3, 6_667],
  [10_000, 2, 3, 3_333],
  [25, 1, 2, 13],
  [1_000_000_000_000, 1, 3_650, 999_726_027_397],
])("of %p rupiah, %p of %p days used, %p are left", (price, used, sold, left) => {
  expect(refund(price, used, sold)).toEqual({
    left: rupiah(left),
    fee: rupiah(0),
    result: rupiah(left),
  });
});

test.each([
  ["10%", 20_000, 2_000],
  ["7,5%", 20_000, 1_500],
  ["0%", 20_000, 0],
  ["100%", 20_000, 20_000],
  ["50%", 25, 12],
])("a fee of %s of %p is %p: half a rupiah goes to the customer", (typed, price, fee) => {
  const done = refund(price, 0, 30, readPercent(typed));
  expect(done).toEqual({ left: rupiah(price), fee: rupiah(fee), result: rupiah(price - fee) });
});

test("no fee makes anybody owe the shop", () => {
  const fee = { kind: "flat", amount: rupiah(50_000) } as const;
  expect(refund(30_000, 10, 30, fee)).toMatchObject({ fee: 20_000, result: 0 });
});

test("what is shown adds up, whatever is asked", () => {
  for (let n = 1; n < 2_000; n++) {
    const sold = 1 + (n % 97);
    const { left, fee, result } = refund(n * 137, n % sold, sold, {
      kind: "percent",
      hundredths: (n * 31) % 10_001,
    });
    expect(left - fee).toBe(result);
    expect(result).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThanOrEqual(n * 137);
  }
});

test("of a deposit only the fee is taken", () => {
  const fee = { kind: "percent", hundredths: 70 } as const;
  const done = calculate({
    ...{ kind: "deposit", price: rupiah(100_000), usedDays: 0, soldDays: 1, fee },
  });
  expect(done).toEqual({ left: rupiah(100_000), fee: rupiah(700), result: rupiah(99_300) });
});

test.each(["101%", "-1%", "x%", "10", "1,234%"])("%p is no percentage", (typed) => {
  expect(readPercent(typed)).toBeUndefined();
});
