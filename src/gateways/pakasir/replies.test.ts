import { describe, expect, test } from "bun:test";
import { chargeReply, errorReply, feeReply, statusReply } from "./replies.ts";

const created = {
  txn_id: "vwiqpcriq",
  project: "toko",
  order_id: "INV123123",
  amount: 99_000,
  fee: 1_003,
  total_payment: 100_003,
  payment_method: "qris",
  qr_string: "000201",
  expired_at: "2025-09-19T01:18:49.678622564Z",
  is_sandbox: true,
};

const status = {
  txn_id: "vwiqpcriq",
  order_id: "INV123123",
  amount: 99_000,
  is_sandbox: false,
  status: "completed",
  completed_at: "2025-09-19T01:18:49.678622564Z",
};

describe("what the gateway answers", () => {
  test.each(["data", "payment", "transaction"])("is read wrapped in %p as well as flat", (name) => {
    expect(chargeReply.parse({ [name]: created })).toEqual(chargeReply.parse(created));
    expect(statusReply.parse({ status: true, [name]: status })).toEqual(statusReply.parse(status));
  });

  test("may have fields that nobody knows", () => {
    const more = { ...status, settlement: { bank: "x" }, note: null };
    expect(statusReply.parse(more)).toEqual(statusReply.parse(status));
  });

  test.each([
    ["2025-09-19T01:18:49.678622564Z", "2025-09-19T01:18:49.678Z"],
    ["2025-09-19T01:18:49.6Z", "2025-09-19T01:18:49.600Z"],
    ["2025-09-19T01:18:49Z", "2025-09-19T01:18:49.000Z"],
    ["2025-09-19T08:18:49.678+07:00", "2025-09-19T01:18:49.678Z"],
    ["2025-09-19T08:18:49.678622564+07:00", "2025-09-19T01:18:49.678Z"],
  ])("tells the time as %s", (written, meant) => {
    const read = statusReply.parse({ ...status, completed_at: written });
    expect(read.completed_at?.toISOString()).toBe(meant);
    expect(chargeReply.parse({ ...created, expired_at: written }).expired_at).toEqual(
      new Date(meant),
    );
  });

  test.each(["", "soon", null, 5, undefined])("a time such as %p is left out", (written) => {
    expect(statusReply.parse({ ...status, completed_at: written }).completed_at).toBeUndefined();
  });

  test.each([
    ["pending", "pending"],
    ["completed", "completed"],
    ["canceled", "cancelled"],
    ["cancelled", "cancelled"],
    ["expired", "expired"],
  ])("the state %s means %s", (written, meant) => {
    expect(statusReply.parse({ ...status, status: written }).status).toBe(meant as never);
  });

  test.each(["paid", "COMPLETED", "success", "", null, undefined, true])(
    "the state %p is not believed",
    (state) => {
      expect(statusReply.safeParse({ ...status, status: state }).success).toBe(false);
    },
  );

  test.each([99_000, "99000", "99000.00"])("an amount may be written %p", (amount) => {
    expect(statusReply.parse({ ...status, amount }).amount as number).toBe(99_000);
  });

  test.each([-1, 99_000.5, "99.000", "99000.50", "1e5", "", null, undefined, 1e300, Number.NaN])(
    "an amount such as %p is refused",
    (amount) => {
      expect(statusReply.safeParse({ ...status, amount }).success).toBe(false);
    },
  );

  test("fees come flat or wrapped, and what is no number is left out", () => {
    const fees = { qris: 394, bri_va: 3_500, note: "x", gopay: null };
    expect(feeReply.parse(fees) as unknown).toEqual({ qris: 394, bri_va: 3_500 });
    expect(feeReply.parse({ status: true, data: fees }) as unknown).toEqual({
      qris: 394,
      bri_va: 3_500,
    });
  });

  test("an error has one of two shapes", () => {
    expect(errorReply.parse({ message: "a" })).toBe("a");
    expect(errorReply.parse({ error: "b" })).toBe("b");
    expect(errorReply.safeParse("<html>").success).toBe(false);
  });
});
