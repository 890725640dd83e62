import { describe, expect, test } from "bun:test";
import { callbackReader } from "./read-callback.ts";

const completed = JSON.stringify({
  txn_id: "vwiqpcriq",
  order_id: "INV123123",
  amount: 99_000,
  is_sandbox: false,
  status: "completed",
  completed_at: "2025-09-19T01:18:49.678622564Z",
});

describe("a webhook of version 2", () => {
  const read = callbackReader({ version: 2, slug: "toko", webhookSecret: "s3cret" });

  test("with the shared secret it is a hint to ask the gateway", () => {
    const hint = {
      reference: "INV123123",
      transactionId: "vwiqpcriq",
      amount: 99_000,
      state: "completed",
    };
    for (const header of ["X-Secret", "x-secret", "X-SECRET"]) {
      expect(read({ headers: { [header]: "s3cret" }, body: completed })).toEqual({
        ok: true,
        value: hint as never,
      });
    }
  });

  test.each([undefined, "", "S3cret", "s3cret ", "s3cre", "undefined"])(
    "with the secret %p it is forged",
    (secret) => {
      const headers = { "x-secret": secret };
      expect(read({ headers, body: completed })).toMatchObject({ ok: false, reason: "forged" });
    },
  );

  test("the API key or a signature is not the secret", () => {
    const headers = { "x-api-key": "s3cret", authorization: "s3cret", "x-signature": "s3cret" };
    expect(read({ headers, body: completed })).toMatchObject({ ok: false, reason: "forged" });
  });

  test.each([undefined, ""])("with %p configured as secret everything is forged", (nothing) => {
    const open = callbackReader({ version: 2, slug: "toko", webhookSecret: nothing });
    for (const secret of [undefined, "", "undefined", "anything"]) {
      const headers = { "x-secret": secret };
      expect(open({ headers, body: completed })).toMatchObject({ ok: false, reason: "forged" });
    }
  });

  test.each(["", "null", "[]", "{", '"INV123123"', "{}", '{"order_id":""}', '{"order_id":5}'])(
    "a signed body %p is malformed, and nothing throws",
    (body) => {
      const headers = { "x-secret": "s3cret" };
      expect(read({ headers, body })).toMatchObject({ ok: false, reason: "malformed" });
    },
  );

  test("an amount or state that cannot be read leaves the hint, for the gateway is asked anyway", () => {
    const body = '{"order_id":"INV1","amount":"a lot","status":"paid?"}';
    const read1 = read({ headers: { "x-secret": "s3cret" }, body });
    expect(read1).toEqual({ ok: true, value: { reference: "INV1" } });
  });

  test("a wrapped body is read as well", () => {
    const body = `{"data":${completed}}`;
    expect(read({ headers: { "x-secret": "s3cret" }, body })).toMatchObject({
      ok: true,
      value: { reference: "INV123123" },
    });
  });
});

describe("a webhook of version 1", () => {
  const read = callbackReader({ version: 1, slug: "toko", webhookSecret: undefined });

  test("is unsigned, so it is no more than a hint", () => {
    const body = '{"amount":22000,"order_id":"240910HDE7C9","project":"toko","status":"completed"}';
    expect(read({ headers: {}, body })).toEqual({
      ok: true,
      value: { reference: "240910HDE7C9", amount: 22_000, state: "completed" } as never,
    });
  });

  test("of another project is none of ours", () => {
    const body = '{"amount":22000,"order_id":"240910HDE7C9","project":"lain","status":"completed"}';
    expect(read({ headers: {}, body })).toMatchObject({ ok: false, reason: "malformed" });
  });
});
