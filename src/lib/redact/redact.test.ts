import { expect, test } from "bun:test";
import { makeVault } from "../crypto.ts";
import { makeRedact } from "./redact.ts";

// Shaped like the real ones, and of nobody.
const botToken = "7481920365:AAHk9vZ3xQ1mT-8pLr_2WcYbNdEuFgJiKoP";
const apiKey = "pk/live+9f3A=TzQ8vX2m4Lr7Yw";
const encryptionKey = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
const redact = makeRedact([botToken, apiKey, encryptionKey]);

const leaks = (text: string) =>
  [botToken.slice(11), apiKey, encryptionKey, "hunter2-Rahasia"].filter((s) => text.includes(s));

test("a configured secret is hidden in every clothing it is seen in", () => {
  const basic = (user: string) => Buffer.from(`${user}:${apiKey}`).toString("base64");
  const sure = (text: string) => Buffer.from(text, "base64").toString("latin1");
  for (const form of [
    apiKey,
    encodeURIComponent(apiKey),
    new URLSearchParams({ k: apiKey }).toString(),
    JSON.stringify({ a: apiKey }),
    Buffer.from(apiKey).toString("hex"),
    Buffer.from(apiKey).toString("hex").toUpperCase(),
  ]) {
    expect(redact.text(`saw ${form} here`)).toContain("[redacted]");
    expect(redact.text(`saw ${form} here`)).not.toContain(form);
  }
  for (const user of ["a", "ab", "abc"]) {
    const shown = redact.text(`note ${basic(user)} end`);
    expect(sure(shown)).not.toContain(apiKey.slice(4, -4));
    expect(shown).toContain("[redacted]");
  }
});

test("a bot's token is hidden even when nobody configured it", () => {
  const stranger = "5550001112:AAEabcdefghijklmnopqrstuvwxyz-_12345";
  const nobody = makeRedact();
  expect(nobody.text(`GET https://api.telegram.org/bot${stranger}/getMe failed`)).toBe(
    "GET https://api.telegram.org/bot5550001112:[redacted]/getMe failed",
  );
  expect(nobody.text(`bot${stranger.replace(":", "%3A")}/x`)).toBe("bot5550001112%3A[redacted]/x");
});

test.each([
  ["GET /api/transactiondetail?project=toko&api_key=hunter2-Rahasia&amount=9", "amount=9"],
  ["connect postgres://shop:hunter2-Rahasia@db.example:5432/shop", "@db.example:5432/shop"],
  ["connect postgres://shop:hunter2-Rahasia@h/p@db.example/shop", "db.example/shop"],
  ["Authorization: Bearer hunter2-Rahasia", "Authorization: "],
  ["authorization=Basic hunter2-Rahasia", "authorization="],
  ['{"x-api-key":"hunter2-Rahasia","ok":true}', '"ok":true'],
  ["X-Secret: hunter2-Rahasia\nnext", "next"],
  ["X-Telegram-Bot-Api-Secret-Token: hunter2-Rahasia", "Secret-Token: "],
  ["PGPASSWORD=hunter2-Rahasia psql", "psql"],
  ['{"password":"hunter2-Rahasia"}', '{"password":"[redacted]"}'],
])("by its shape: %s", (line, kept) => {
  const shown = redact.text(line);
  expect(leaks(shown)).toEqual([]);
  expect(shown).toContain("[redacted]");
  expect(shown).toContain(kept);
});

test("a sealed value is not shown either", () => {
  const sealed = makeVault([Buffer.alloc(32, 7)]).seal("user@mail.test|hunter2", "content:1");
  expect(redact.text(`row 1 holds ${sealed}.`)).toBe("row 1 holds [sealed].");
});

test("objects are searched by the names of their fields, however deep", () => {
  const shown = JSON.stringify(
    redact.value({
      order: { id: 7, contents: ["hunter2-Rahasia"], buyer: { webhookSecret: "hunter2-Rahasia" } },
      headers: new Headers({ "X-Api-Key": "hunter2-Rahasia", accept: "text/html" }),
      list: [{ apiKey: "hunter2-Rahasia" }, `note ${botToken}`],
      map: new Map([["DATA_ENCRYPTION_KEY", "hunter2-Rahasia"]]),
      bytes: Buffer.from("hunter2-Rahasia"),
      status: "paid",
    }),
  );
  expect(leaks(shown)).toEqual([]);
  expect(shown).toContain('"status":"paid"');
  expect(shown).toContain('"accept":"text/html"');
  expect(shown).toContain('"id":7');
});

test("errors are searched with their causes, stacks and whatever a driver hung on them", () => {
  const cause = Object.assign(new Error("Key (code)=(hunter2-Rahasia) already exists."), {
    code: "23505",
    parameters: ["hunter2-Rahasia"],
  });
  const failed = new Error(
    "Failed query: insert into product_contents values ($1)\nparams: hunter2-Rahasia,(a),b",
    { cause },
  );
  const shown = JSON.stringify(
    redact.value(new AggregateError([failed, new Error(`bot${botToken}`)], "two failed")),
  );
  expect(leaks(shown)).toEqual([]);
  expect(shown).toContain("23505");
  expect(shown).toContain("insert into product_contents");
  expect(shown).toContain("already exists");
  expect(shown).toContain("redact.test.ts");
});

test("a knot of objects that hold each other ends", () => {
  const knot: Record<string, unknown> = { name: "knot" };
  knot["self"] = knot;
  expect(redact.value(knot)).toEqual({ name: "knot", self: "[seen above]" });
  const twice = { a: 1 };
  expect(redact.value([twice, twice])).toEqual([{ a: 1 }, { a: 1 }]);
});

test("ordinary words of the shop pass untouched", () => {
  const line = "[payments] order INV-7K3QX9RT paid Rp25.000 at 10:15:30 by customer 123456789";
  expect(redact.text(line)).toBe(line);
});
