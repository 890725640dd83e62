import { expect, test } from "bun:test";
import type { ProductId } from "../lib/ids.ts";
import {
  between,
  defineButton,
  flag,
  id,
  int,
  oneOf,
  parseCallbackData,
  word,
} from "./callback-data.ts";

const button = defineButton("buy", {
  product: id<ProductId>(),
  page: int,
  code: word,
  isGift: flag,
  by: oneOf(["wallet", "qris"]),
});
const args = {
  product: 12 as ProductId,
  page: -3,
  code: "HEMAT-10",
  isGift: true,
  by: "qris",
} as const;

test("a button carries its arguments there and back", () => {
  const data = button.data(args);
  expect(data).toBe("v1:buy:c:-3:HEMAT-10:1:1");
  const parsed = parseCallbackData(data);
  expect(parsed?.name).toBe("buy");
  expect(button.read(parsed!.parts)).toEqual(args);
  expect(button.button("Beli", args)).toEqual({ text: "Beli", callback_data: data });
});

test("nothing but what a button writes is read", () => {
  const good = ["c", "-3", "HEMAT-10", "1", "1"];
  expect(button.read(good)).toBeDefined();
  const forged = [
    good.slice(1),
    [...good, "1"],
    ["0", "-3", "x", "1", "1"],
    ["-c", "-3", "x", "1", "1"],
    ["c", "3.5", "x", "1", "1"],
    ["c", "03", "x", "1", "1"],
    ["c", " 3", "x", "1", "1"],
    ["c", "zzzzzzzzzzzzzz", "x", "1", "1"],
    ["c", "3", "x y", "1", "1"],
    ["c", "3", "x", "yes", "1"],
    ["c", "3", "x", "1", "2"],
    ["c", "3", "x", "1", "-1"],
  ];
  for (const parts of forged) expect(button.read(parts)).toBeUndefined();
});

test("a number that is forged beyond its bounds is no button of ours", () => {
  const bounded = defineButton("many", { quantity: between(-1, 40) });
  expect(bounded.read(["14"])).toEqual({ quantity: 40 });
  for (const text of ["15", "-2", (5e9).toString(36)]) expect(bounded.read([text])).toBeUndefined();
  expect(() => bounded.data({ quantity: 41 })).toThrow(RangeError);
});

test("data of another version or of nobody is not ours", () => {
  for (const data of ["", "v0:buy:c", "buy:c", "v1", "v1:", `v1:buy:${"x".repeat(64)}`]) {
    expect(parseCallbackData(data)).toBeUndefined();
  }
});

test("a button that Telegram would refuse is refused at home", () => {
  expect(() => button.data({ ...args, code: "x".repeat(60) })).toThrow(RangeError);
  expect(() => button.data({ ...args, code: "a:b" })).toThrow(RangeError);
  expect(() => button.data({ ...args, page: 0.5 })).toThrow(RangeError);
  expect(() => defineButton("Has Spaces", {})).toThrow("no name");
});

test("the largest ids of Telegram fit", () => {
  const user = defineButton("user", { id: int });
  const largest = 2 ** 52 - 1;
  expect(user.read(parseCallbackData(user.data({ id: largest }))!.parts)).toEqual({ id: largest });
});
