import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { aPicture, telegramCalls } from "../../testing/telegram-calls.ts";
import { startTelegram } from "../telegram/start-telegram.ts";
import { startChatPage } from "./start-chat-page.ts";
import type { WireMessage } from "./wire-message.ts";

const shop = { id: 100, username: "toko_bot", first_name: "Toko" };
const owner = { id: 200, username: "kabar_bot", first_name: "Kabar" };
const telegram = await startTelegram({ tokens: { "100:a": shop, "200:b": owner } });
const call = telegramCalls(telegram, "100:a");
const page = await startChatPage({
  telegram,
  tokens: { toko_bot: "100:a", kabar_bot: "200:b" },
  people: [
    { id: 1, first_name: "Siti 🌸", role: "pelanggan" },
    {
      id: 2,
      first_name: "<b>Agus</b>",
      role: "pemilik",
      bots: ["toko_bot", "kabar_bot"],
      hasStarted: true,
    },
  ],
  payUrlFor: (message) => (message.text.includes("INV-1") ? "http://127.0.0.1:1/pay" : undefined),
});
const siti = telegram.user({ id: 1, first_name: "Siti 🌸" });

beforeAll(() => {
  siti.sends("/start");
});
afterAll(async () => {
  await page.stop();
  await telegram.stop();
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(page.url + path, { method: "POST", body: JSON.stringify(body), headers });

async function chat(person: number, bot = "toko_bot"): Promise<{ messages: WireMessage[] }> {
  const response = await fetch(`${page.url}/api/chat?person=${person}&bot=${bot}`);
  return JSON.parse(await response.text());
}

describe("the page", () => {
  test("is served with its scripts and its style, and lets nothing foreign in", async () => {
    const response = await fetch(page.url);
    expect(response.headers.get("content-type")).toStartWith("text/html");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
    const html = await response.text();
    for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      const file = await fetch(page.url + path);
      expect({ path, status: file.status }).toEqual({ path: path ?? "", status: 200 });
      expect((await file.text()).length).toBeGreaterThan(500);
    }
  });

  test("every script it imports is there, and none writes markup from text", async () => {
    const script = await (await fetch(`${page.url}/chat.js`)).text();
    for (const [, name] of script.matchAll(/from "\.(\/[^"]+)"/g)) {
      const source = await (await fetch(page.url + name)).text();
      expect(source).toContain("export function");
      expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
    }
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
  });

  test("another site in the same browser cannot act", async () => {
    const body = { person: 1, bot: "toko_bot", text: "curi" };
    expect((await post("/api/send", body, { origin: "https://jahat.id" })).status).toBe(403);
    expect((await fetch(page.url, { headers: { host: "jahat.id" } })).status).toBe(403);
  });

  test("what is unknown or malformed is refused without an inside", async () => {
    expect((await fetch(`${page.url}/api/x`)).status).toBe(404);
    expect((await post("/api/x", {})).status).toBe(404);
    const bad = await post("/api/send", { person: 1 });
    expect([bad.status, await bad.text()]).toEqual([400, "Permintaan ini tidak dimengerti."]);
    const nobody = await post("/api/send", { person: 99, bot: "toko_bot", text: "x" });
    expect(nobody.status).toBe(400);
  });
});

describe("the chat", () => {
  test("people and their chats are listed, tokens are not", async () => {
    const text = await (await fetch(`${page.url}/api/people`)).text();
    expect(JSON.parse(text)).toMatchObject({
      people: [
        { id: 1, bots: ["toko_bot"] },
        { id: 2, bots: ["toko_bot", "kabar_bot"] },
      ],
    });
    expect(text).not.toContain("100:a");
  });

  test("the alert bot reaches the owner, who never wrote to it", async () => {
    const alert = telegramCalls(telegram, "200:b");
    expect((await alert("sendMessage", { chat_id: 2, text: "[toko] mulai" })).ok).toBe(true);
    expect((await chat(2, "kabar_bot")).messages.map(({ text }) => text)).toEqual(["[toko] mulai"]);
    expect((await chat(2)).messages).toEqual([]);
  });

  test("what is typed reaches the bot, what the bot says comes live", async () => {
    const events = await listen();
    await post("/api/send", { person: 1, bot: "toko_bot", text: "halo" });
    const sent = await events.next((event) => event["kind"] === "message");
    expect(sent).toMatchObject({ person: 1, message: { from: "person", text: "halo" } });
    const reply_markup = { inline_keyboard: [[{ text: "Beli", callback_data: "v1:b" }]] };
    await call("sendMessage", { chat_id: 1, text: "<b>Hai</b>", parse_mode: "HTML", reply_markup });
    expect(await events.next((event) => event["kind"] === "message")).toMatchObject({
      message: {
        text: "Hai",
        entities: [{ type: "bold" }],
        buttons: [[{ text: "Beli", data: "v1:b" }]],
      },
    });
    await events.end();
  });

  test("a button is pressed and its answer comes back", async () => {
    const events = await listen();
    const message = siti.last?.id ?? 0;
    const tap = await post("/api/tap", { person: 1, bot: "toko_bot", message, data: "v1:b" });
    const { id }: { id: string } = JSON.parse(await tap.text());
    await call("answerCallbackQuery", { callback_query_id: id, text: "Habis", show_alert: true });
    expect(await events.next((event) => event["kind"] === "answer")).toMatchObject({
      text: "Habis",
      isAlert: true,
      messageId: message,
    });
    await events.end();
  });

  test("a picture goes up as a photo or as a file, and a foreign page is only downloaded", async () => {
    const upload = (as: string, name: string, body: BodyInit) =>
      fetch(`${page.url}/api/upload?person=1&bot=toko_bot&as=${as}&name=${name}`, {
        method: "POST",
        body,
      });
    await upload("photo", "bukti.png", aPicture());
    await upload("document", "jahat.html", "<script>alert(1)</script>");
    const [photo, document] = (await chat(1)).messages.slice(-2);
    expect(photo).toMatchObject({ kind: "photo", file: { isPicture: true } });
    const shown = await fetch(page.url + photo?.file?.url);
    expect(await shown.bytes()).toEqual(aPicture());
    const html = await fetch(page.url + document?.file?.url);
    expect(html.headers.get("content-type")).toBe("application/octet-stream");
    expect(html.headers.get("content-disposition")).toStartWith("attachment");
  });

  test("the picture of an invoice leads to its pay page", async () => {
    const photo = siti.sendsPhoto(aPicture()).file?.id;
    await call("sendPhoto", { chat_id: 1, photo, caption: "QRIS INV-1" });
    expect((await chat(1)).messages.at(-1)?.payUrl).toBe("http://127.0.0.1:1/pay");
  });

  test("a new person can be added, and a bot can be blocked", async () => {
    const newcomer = { name: "Ayu 🌺", username: "a@yu", language: "en" };
    const added = await post("/api/people", newcomer);
    const { id }: { id: number } = JSON.parse(await added.text());
    await post("/api/send", { person: id, bot: "toko_bot", text: "/start" });
    expect((await call("getChat", { chat_id: id })).result).toMatchObject({ username: "ayu" });
    await post("/api/block", { person: id, bot: "toko_bot", blocked: true });
    expect((await call("sendMessage", { chat_id: id, text: "x" })).error_code).toBe(403);
  });
});

type Heard = Record<string, unknown>;

/** Listens like the browser does; an event that came before it was asked for is kept. */
async function listen() {
  const response = await fetch(`${page.url}/api/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const kept: Heard[] = [];
  const read = async () => {
    const { value = "", done } = (await reader?.read()) ?? { done: true };
    if (done) throw new Error("The page stopped talking");
    for (const [, data] of value.matchAll(/^data: (.*)$/gm)) kept.push(JSON.parse(data ?? ""));
  };
  await read();
  return {
    async next(fits: (event: Heard) => boolean): Promise<Heard> {
      for (;;) {
        const event = kept.shift();
        if (event && fits(event)) return event;
        if (!event) await read();
      }
    },
    end: () => reader?.cancel(),
  };
}
