import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { clockAt } from "../../lib/clock.ts";
import { type FetchLike, makeAsk } from "./ask.ts";

describe("one call to the gateway", () => {
  test.each([
    [400, "rejected"],
    [401, "misconfigured"],
    [403, "misconfigured"],
    [404, "unknown"],
    [408, "unavailable"],
    [409, "rejected"],
    [422, "rejected"],
    [429, "busy"],
    [500, "unavailable"],
    [502, "unavailable"],
    [301, "unavailable"],
  ])("the status %d means %s", async (status, reason) => {
    const ask = asking(async () => new Response('{"message":"no"}', { status }));
    expect(await ask()).toMatchObject({ ok: false, reason });
  });

  test("a page of a proxy is no answer", async () => {
    const ask = asking(async () => new Response("<html>maintenance</html>"));
    expect(await ask()).toMatchObject({ reason: "unavailable" });
  });

  test("no redirect is followed, for it would carry the key along", async () => {
    let redirect: string | undefined;
    const ask = asking(async (_, init) => {
      redirect = init.redirect;
      return Response.json({});
    });
    await ask();
    expect(redirect).toBe("manual");
  });

  test("a reason never repeats the key, however the gateway writes it", async () => {
    const echo = `wrong key ${key} or ${encodeURIComponent(key)}\r\nsecond line`;
    for (const body of [{ message: echo }, { error: echo }]) {
      const ask = asking(async () => Response.json(body, { status: 401 }));
      const answer = await ask();
      expect(answer).toMatchObject({ detail: "401: wrong key *** or *** second line" });
    }
  });

  test("an error that knows the address tells only its name", async () => {
    const ask = asking(async (url) => {
      throw Object.assign(new TypeError(`cannot reach ${url}`), {
        code: "ECONNREFUSED",
        path: url,
      });
    });
    expect(await ask()).toEqual({
      ok: false,
      reason: "unavailable",
      detail: "no answer (ECONNREFUSED)",
    });
  });

  test("an endless reason is cut", async () => {
    const message = "x".repeat(10_000);
    const ask = asking(async () => Response.json({ message }, { status: 400 }));
    const answer = await ask();
    expect(answer.ok ? "" : answer.detail.length).toBeLessThan(300);
  });

  test.each([
    [null, 1_000],
    ["3", 3_000],
    ["0", 0],
    ["99999", 60_000],
    ["Thu, 01 Jan 2026 00:00:05 GMT", 5_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["later", 1_000],
  ])("a Retry-After of %p is %d ms of quiet", async (header, ms) => {
    let quiet: number | undefined;
    const headers: Record<string, string> = header === null ? {} : { "Retry-After": header };
    const ask = asking(async () => new Response("{}", { status: 429, headers }));
    await ask({ onBusy: (asked) => (quiet = asked) });
    expect(quiet).toBe(ms);
  });
});

const key = "a key/with+odd&signs";

function asking(fetch: FetchLike) {
  const clock = clockAt("2026-01-01T00:00:00Z");
  const baseUrl = "http://gateway.invalid";
  const ask = makeAsk({ baseUrl, apiKey: key, timeoutMs: 1_000, fetch, clock });
  const path = `/api/transactiondetail?api_key=${encodeURIComponent(key)}`;
  return (hears: { onBusy?: (ms: number) => void } = {}) =>
    ask({ method: "GET", path }, z.looseObject({}), hears);
}
