import { expect, test } from "bun:test";
import { rupiah } from "../../lib/money.ts";
import {
  checkValues,
  isCounted,
  type ProductField,
  type ProductValues,
  unitPriceFor,
} from "./product.ts";

const tiers = [
  { minQuantity: 10, unitPrice: rupiah(8_000) },
  { minQuantity: 3, unitPrice: rupiah(9_000) },
];

test.each([
  [1, 10_000],
  [2, 10_000],
  [3, 9_000],
  [9, 9_000],
  [10, 8_000],
  [500, 8_000],
])("%i of them cost %i each", (quantity, price) => {
  expect(unitPriceFor({ price: rupiah(10_000), tiers }, quantity)).toBe(rupiah(price));
});

test("a price that falls below a forgotten tier is the price for everybody", () => {
  expect(unitPriceFor({ price: rupiah(7_000), tiers }, 20)).toBe(rupiah(7_000));
});

test("a link may be sold for ever; an account only once, and a capped link so many times", () => {
  expect(isCounted({ kind: "unique", isCapped: false })).toBe(true);
  expect(isCounted({ kind: "shared", isCapped: true })).toBe(true);
  expect(isCounted({ kind: "shared", isCapped: false })).toBe(false);
  expect(isCounted({ kind: "file", isCapped: false })).toBe(false);
});

const wrongValues: [ProductField, ProductValues][] = [
  ["code", { code: "NET FLIX" }],
  ["code", { code: "a".repeat(33) }],
  ["name", { name: "   " }],
  ["price", { price: 0 }],
  ["price", { price: 10.5 }],
  ["price", { price: 1_000_000_001 }],
  ["maxPerOrder", { maxPerOrder: 0 }],
  ["tiers", { tiers: [{ minQuantity: 1, unitPrice: 500 }] }],
  [
    "tiers",
    {
      tiers: [
        { minQuantity: 2, unitPrice: 500 },
        { minQuantity: 2, unitPrice: 400 },
      ],
    },
  ],
];

test.each(wrongValues)("a wrong %s is named", (field, values) => {
  expect(checkValues(values)).toEqual({ wrong: field });
});

test("what was typed is trimmed, and what was not mentioned stays unmentioned", () => {
  expect(checkValues({ code: " NET1 ", name: " Netflix " })).toEqual({
    values: { code: "NET1", name: "Netflix" },
  });
});
