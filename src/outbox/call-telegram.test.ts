import { afterAll, expect, test } from "bun:test";
import { Api } from "grammy";
import { startTelegram } from "../demo/telegram/start-telegram.ts";
import { loadTelegramSpec } from "../testing/telegram-spec.ts";
import { callTelegram } from "./call-telegram.ts";
import { outgoing } from "./outgoing-call.ts";

const token = "123456:AAE-call_test_token_of_the_shop_000000";
const telegram = await startTelegram({
  tokens: { [token]: { id: 123456, username: "toko_bot", first_name: "Toko" } },
  validate: (await loadTelegramSpec())?.validate,
});
const api = new Api(token, { apiRoot: telegram.url });
const buyer = telegram.user({ id: 1001, first_name: "Budi" });
buyer.sends("/start");
afterAll(() => telegram.stop());

const hello = outgoing("sendMessage", { chat_id: 1001, text: "<b>Halo</b>", parse_mode: "HTML" });

test("what arrives comes back with its message", async () => {
  const outcome = await callTelegram(api, hello);
  expect(outcome).toMatchObject({ kind: "ok", result: { text: "Halo" } });
  expect(await callTelegram(api, outgoing("getMe", {}))).toMatchObject({ kind: "ok" });
});

test("an edit that changes nothing has been done already", async () => {
  const sent = await callTelegram(api, hello);
  const edit = outgoing("editMessageText", {
    ...{ chat_id: 1001, message_id: idOf(sent), text: "<b>Halo</b>", parse_mode: "HTML" },
  });
  expect(await callTelegram(api, edit)).toEqual({ kind: "not_modified" });
});

test("what cannot be edited any more is sent anew, where that was asked for", async () => {
  const edit = { chat_id: 1001, message_id: 99_999, text: "baru" };
  expect(await callTelegram(api, outgoing("editMessageText", edit))).toMatchObject({
    kind: "gone",
  });
  const fresh = outgoing("sendMessage", { chat_id: 1001, text: "pengganti" });
  const outcome = await callTelegram(api, outgoing("editMessageText", edit, fresh));
  expect(outcome).toMatchObject({ kind: "ok", result: { text: "pengganti" } });
});

test("markup that Telegram cannot read costs the markup, not the message", async () => {
  const broken = outgoing("sendMessage", {
    ...{ chat_id: 1001, text: "<b>Harga</b> &lt; 5 <a href=", parse_mode: "HTML" },
  });
  const outcome = await callTelegram(api, broken);
  expect(outcome).toMatchObject({ kind: "ok", result: { text: "Harga < 5 <a href=" } });
  expect(outcome).toHaveProperty("degraded");
});

test("described files travel as bytes", async () => {
  const photo = outgoing("sendPhoto", {
    ...{ chat_id: 1001, photo: { $file: "qr", text: "00020101" }, caption: "Bayar" },
  });
  expect(await callTelegram(api, photo)).toMatchObject({ kind: "ok" });
  const picture = buyer.last!.file!;
  expect(Buffer.from(picture.bytes).toString("latin1", 1, 4)).toBe("PNG");
  const list = outgoing("sendDocument", {
    ...{ chat_id: 1001, document: { $file: "text", name: "akun.txt", content: "a:b\nc:d" } },
  });
  expect(await callTelegram(api, list)).toMatchObject({ kind: "ok" });
  expect(buyer.last!.file!.name).toBe("akun.txt");
  expect(new TextDecoder().decode(buyer.last!.file!.bytes)).toBe("a:b\nc:d");
  const edit = outgoing("editMessageMedia", {
    ...{ chat_id: 1001, message_id: buyer.last!.id },
    media: { type: "photo", media: { $file: "qr", text: "lain" }, caption: "Diganti" },
  });
  expect(await callTelegram(api, edit)).toMatchObject({ kind: "ok" });
  expect(buyer.last!.text).toBe("Diganti");
});

test.each([
  ["429", { kind: "retry_after", seconds: 7_200 }],
  ["403", { kind: "unreachable" }],
  ["401", { kind: "unauthorized" }],
  ["500", { kind: "server" }],
  ["502", { kind: "server" }],
  ["drop-before", { kind: "network" }],
] as const)("a %s is told apart", async (kind, expected) => {
  telegram.faults.add({ kind, times: 1, retryAfter: 7_200 });
  expect(await callTelegram(api, hello)).toMatchObject(expected);
});

test("a call that can never succeed is told apart", async () => {
  const empty = outgoing("sendMessage", { chat_id: 1001, text: "" });
  expect(await callTelegram(api, empty)).toMatchObject({ kind: "refused", code: 400 });
});

test("somebody who never started is not reachable", async () => {
  const stranger = outgoing("sendMessage", { chat_id: 4_711, text: "halo" });
  expect(await callTelegram(api, stranger)).toMatchObject({ kind: "unreachable" });
});

test("a call that is given up ends as a network that failed, and never names the token", async () => {
  const outcome = await callTelegram(api, hello, AbortSignal.abort());
  expect(outcome.kind).toBe("network");
  telegram.faults.add({ kind: "drop-before", times: 1 });
  expect(JSON.stringify(await callTelegram(api, hello))).not.toContain(token);
});

function idOf(outcome: Awaited<ReturnType<typeof callTelegram>>): number {
  if (outcome.kind !== "ok") throw new Error(outcome.kind);
  return (outcome.result as { message_id: number }).message_id;
}
