import { expect, test } from "bun:test";
import type { ProductId, VoucherId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { randomFrom } from "../../testing/random.ts";
import { discountOf, eligibleTotal, reasonAgainst, type Voucher } from "./voucher.ts";

const at = new Date("2026-11-20T10:00:00Z");
const product = (id: number) => id as ProductId;
const line = (id: number, amount: number) => ({ productId: product(id), amount: rupiah(amount) });

function aVoucher(values: Partial<Voucher> = {}): Voucher {
  return {
    id: 1 as VoucherId,
    code: "HEMAT",
    kind: "percent",
    value: 10,
    maxDiscount: null,
    minTotal: rupiah(0),
    totalLimit: null,
    perCustomerLimit: null,
    taken: 0,
    validFrom: null,
    validUntil: null,
    isActive: true,
    productIds: [],
    ...values,
  };
}

test("a percentage is rounded down and stays within its maximum", () => {
  expect(discountOf(aVoucher(), [line(1, 9_999)])).toBe(rupiah(999));
  const capped = aVoucher({ value: 50, maxDiscount: rupiah(3_000) });
  expect(discountOf(capped, [line(1, 10_000)])).toBe(rupiah(3_000));
  expect(discountOf(capped, [line(1, 4_000)])).toBe(rupiah(2_000));
});

test("a flat amount never takes off more than there is", () => {
  const flat = aVoucher({ kind: "flat", value: 25_000 });
  expect(discountOf(flat, [line(1, 10_000)])).toBe(rupiah(10_000));
  expect(discountOf(flat, [line(1, 30_000)])).toBe(rupiah(25_000));
});

test("only the products it is for count", () => {
  const some = aVoucher({ kind: "flat", value: 8_000, productIds: [product(2)] });
  const lines = [line(1, 50_000), line(2, 5_000)];
  expect(eligibleTotal(some, lines)).toBe(rupiah(5_000));
  expect(discountOf(some, lines)).toBe(rupiah(5_000));
  expect(discountOf(some, [line(1, 50_000)])).toBe(rupiah(0));
});

const hour = 3_600_000;
test.each([
  ["inactive", { isActive: false }],
  ["not_yet", { validFrom: new Date(at.getTime() + hour) }],
  ["over", { validUntil: at }],
  ["products", { productIds: [product(9)] }],
  ["min_total", { minTotal: rupiah(10_001) }],
  ["limit_reached", { totalLimit: 3, taken: 3 }],
  ["customer_limit", { perCustomerLimit: 2 }],
] as const)("it says why not: %s", (reason, values) => {
  const wish = { lines: [line(1, 10_000)], at, takenByCustomer: 2 };
  expect(reasonAgainst(aVoucher(values), wish)?.reason).toBe(reason);
});

test("at its limits it still helps", () => {
  const voucher = aVoucher({
    ...{ validFrom: at, validUntil: new Date(at.getTime() + 1), minTotal: rupiah(10_000) },
    ...{ totalLimit: 3, taken: 2, perCustomerLimit: 2 },
  });
  const wish = { lines: [line(1, 10_000)], at, takenByCustomer: 1 };
  expect(reasonAgainst(voucher, wish)).toBeUndefined();
});

test("whatever the voucher and the cart, the discount lies between nothing and the eligible total", () => {
  const chance = randomFrom(7);
  for (let n = 0; n < 2_000; n++) {
    const kind = chance.oneOf(["percent", "flat"] as const);
    const voucher = aVoucher({
      kind,
      value: 1 + chance.below(kind === "percent" ? 100 : 60_000),
      maxDiscount: chance.oneOf([null, rupiah(1 + chance.below(20_000))]),
      productIds: chance.oneOf([[], [product(1)], [product(2), product(3)]]),
    });
    const lines = [1, 2, 3].map((id) => line(id, 1 + chance.below(40_000)));
    const discount = discountOf(voucher, lines);
    expect(discount).toBeGreaterThanOrEqual(0);
    expect(discount).toBeLessThanOrEqual(eligibleTotal(voucher, lines));
    expect(discount).toBeLessThanOrEqual(voucher.maxDiscount ?? discount);
  }
});
