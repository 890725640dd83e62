import { afterAll, beforeEach, expect, test } from "bun:test";
import { telegramCalls } from "../../testing/telegram-calls.ts";
import { startTelegram } from "./start-telegram.ts";

const token = "100:shop";
const telegram = await startTelegram({
  tokens: { [token]: { id: 100, username: "toko_bot", first_name: "Toko" } },
});
const call = telegramCalls(telegram, token);
let buyer = telegram.user({ id: 1, first_name: "Budi" });

beforeEach(() => {
  buyer = telegram.user({ id: buyer.id + 1, first_name: "Budi" });
  buyer.sends("/start");
});
afterAll(telegram.stop);

const send = (text: string, labels: string[] = []) =>
  call("sendMessage", {
    chat_id: buyer.id,
    text,
    ...(labels.length > 0
      ? {
          reply_markup: {
            inline_keyboard: [labels.map((label) => ({ text: label, callback_data: label }))],
          },
        }
      : {}),
  });

test("a tap finds the whole label before a part of it, and the newest message first", async () => {
  await send("lama", ["Beli"]);
  await send("baru", ["Beli lagi"]);
  expect(await buyer.taps("Beli")).toMatchObject({ tap: { data: "Beli" } });
  expect(await buyer.taps("lagi")).toMatchObject({ tap: { data: "Beli lagi" } });
  expect(await buyer.taps((button) => button.callback_data === "Beli")).toMatchObject({
    tap: { data: "Beli" },
  });
});

test("a tap waits for its button", async () => {
  const tap = buyer.taps(/bayar/i);
  await send("x", ["Bayar"]);
  expect(await tap).toMatchObject({ kind: "callback" });
});

test("a key of the reply keyboard is typed, a link is opened, a text is copied", async () => {
  await call("sendMessage", {
    chat_id: buyer.id,
    text: "menu",
    reply_markup: { keyboard: [["🛍 Belanja"]] },
  });
  expect(await buyer.taps("Belanja")).toMatchObject({ message: { text: "🛍 Belanja" } });
  const keyboard = [
    [{ text: "Bayar", url: "https://bayar.id/1" }],
    [{ text: "Salin", copy_text: { text: "KODE" } }],
  ];
  await call("sendMessage", {
    chat_id: buyer.id,
    text: "tautan",
    reply_markup: { inline_keyboard: keyboard },
  });
  expect(await buyer.taps("Bayar")).toEqual({ kind: "url", url: "https://bayar.id/1" });
  expect(await buyer.taps("Salin")).toEqual({ kind: "copy", text: "KODE" });
});

test("reading means something new, waiting means anything on the screen", async () => {
  await send("Halo");
  buyer.sends("lagi");
  expect((await buyer.waitFor("Halo")).text).toBe("Halo");
  await expect(buyer.reads("Halo", 20)).rejects.toThrow("Budi waited 20 ms for Halo and sees:");
  const news = buyer.reads("Halo");
  await send("Halo kembali");
  expect((await news).text).toBe("Halo kembali");
});

test("waiting for a condition ends when it holds", async () => {
  const three = buyer.waitFor((person) => person.messages.length >= 3);
  await send("satu");
  await send("dua");
  expect(await three).toBe(true);
});

test("forged data reaches the bot like any other", async () => {
  const tap = buyer.tapsData("v1:admin:hapus", 999_999);
  await call("answerCallbackQuery", { callback_query_id: tap.id, text: "Bukan untukmu" });
  expect(buyer.answers.map((answer) => answer.text)).toEqual(["Bukan untukmu"]);
});

test("hooks stand before and after every call and can swallow it", async () => {
  const seen: string[] = [];
  const remove = telegram.onCall((method, payload, phase) => {
    seen.push(`${phase} ${method}`);
    return phase === "before" && payload["text"] === "telan" ? "drop" : undefined;
  });
  await send("lewat");
  await expect(send("telan")).rejects.toThrow();
  remove();
  expect(seen).toEqual(["before sendMessage", "after sendMessage", "before sendMessage"]);
  expect(buyer.sees).toBe("lewat");
  expect(telegram.calls.entries.at(-1)).toMatchObject({
    method: "sendMessage",
    outcome: "dropped",
  });
});
