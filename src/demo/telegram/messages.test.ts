import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { clockAt, hours } from "../../lib/clock.ts";
import { aPicture, telegramCalls, uploadTo } from "../../testing/telegram-calls.ts";
import { loadTelegramSpec, missingSpec } from "../../testing/telegram-spec.ts";
import { startTelegram } from "./start-telegram.ts";

const token = "100:shop";
const clock = clockAt("2026-05-01T10:00:00Z");
const spec = await loadTelegramSpec();
const telegram = await startTelegram({
  clock,
  tokens: {
    [token]: { id: 100, username: "toko_bot", first_name: "Toko" },
    "200:owner": { id: 200, username: "kabar_bot", first_name: "Kabar" },
  },
});
const call = telegramCalls(telegram, token);
let nextPerson = 1_000;
let buyer = telegram.user({ id: nextPerson, first_name: "Budi 🎉" });
const chat = () => buyer.id;

beforeEach(() => {
  nextPerson += 1;
  buyer = telegram.user({ id: nextPerson, first_name: "Budi 🎉", username: `budi${nextPerson}` });
  buyer.sends("/start");
});

afterAll(telegram.stop);

const idOf = (result: unknown): number =>
  typeof result === "object" && result !== null && "message_id" in result
    ? Number(result.message_id)
    : 0;

async function sent(text: string, more: Record<string, unknown> = {}): Promise<number> {
  return idOf((await call("sendMessage", { chat_id: chat(), text, ...more })).result);
}

async function refusal(method: string, payload: Record<string, unknown>): Promise<string> {
  const reply = await call(method, payload);
  expect(reply.ok).toBe(false);
  return reply.description ?? "";
}

const button = (data: string, text = "Beli") => ({
  inline_keyboard: [[{ text, callback_data: data }]],
});

describe("sending", () => {
  test("a message is shown with its entities and buttons, and answered with itself", async () => {
    const { result } = await call("sendMessage", {
      chat_id: chat(),
      text: "  <b>Halo</b> & selamat datang \n",
      parse_mode: "HTML",
      reply_markup: button("v1:x"),
    });
    expect(result).toMatchObject({
      text: "Halo & selamat datang",
      entities: [{ type: "bold", offset: 0, length: 4 }],
      chat: { id: chat(), type: "private", first_name: "Budi 🎉" },
      from: { id: 100, is_bot: true },
      date: clock.now().getTime() / 1000,
    });
    expect(buyer.last?.text).toBe("Halo & selamat datang");
    expect(buyer.last?.buttons[0]?.[0]?.text).toBe("Beli");
  });

  test("message numbers grow", async () => {
    const first = await sent("satu");
    expect(await sent("dua")).toBeGreaterThan(first);
  });

  test.each([
    ["", {}, "message text is empty"],
    [" \n ", {}, "message text is empty"],
    ["<b></b>", { parse_mode: "HTML" }, "message text is empty"],
    ["x".repeat(4_097), {}, "message is too long"],
    ["x".repeat(33_000), {}, "text is too long"],
    [
      "<u>x",
      { parse_mode: "HTML" },
      "can't parse entities: Can't find end tag corresponding to start tag \"u\"",
    ],
    ["x", { parse_mode: "Markdown" }, "unsupported parse_mode"],
    ["x", { reply_markup: button("x".repeat(65)) }, "BUTTON_DATA_INVALID"],
    ["x", { reply_markup: button("é".repeat(33)) }, "BUTTON_DATA_INVALID"],
    ["x", { reply_markup: button("") }, "BUTTON_DATA_INVALID"],
    [
      "x",
      { reply_markup: { inline_keyboard: [[{ text: "x" }]] } },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      "x",
      { reply_markup: { inline_keyboard: [{ text: "x", callback_data: "y" }] } },
      'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ],
    ["x", { reply_markup: "[" }, "can't parse reply keyboard markup JSON object"],
    ["x", { reply_markup: [] }, "object expected as reply markup"],
    [
      "x",
      { reply_markup: { inline_keyboard: [[{ text: "x", url: "http://localhost:1/" }]] } },
      "inline keyboard button URL 'http://localhost:1/' is invalid: Wrong HTTP URL",
    ],
    ["x", { reply_parameters: { message_id: 1 } }, "message to be replied not found"],
  ])(
    "%# a message that Telegram would refuse is refused in its words",
    async (text, more, words) => {
      const payload = { chat_id: chat(), text, ...more };
      expect(await refusal("sendMessage", payload)).toBe(`Bad Request: ${words}`);
      expect(buyer.messages).toHaveLength(1);
    },
  );

  test("tags do not count towards the length, and 4096 characters fit", async () => {
    const text = `<b>${"😀".repeat(4_096)}</b>`;
    expect(await sent(text, { parse_mode: "HTML" })).toBeGreaterThan(0);
  });

  test("nobody is written to who does not exist, never started, or has blocked the bot", async () => {
    expect(await refusal("sendMessage", { text: "x" })).toBe("Bad Request: chat_id is empty");
    expect(await refusal("sendMessage", { chat_id: 9, text: "x" })).toBe(
      "Bad Request: chat not found",
    );
    telegram.user({ id: 8, first_name: "Siti" });
    expect(await refusal("sendMessage", { chat_id: 8, text: "x" })).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
    expect(await refusal("sendMessage", { chat_id: 200, text: "x" })).toBe(
      "Forbidden: the bot can't send messages to the bot",
    );
    buyer.blocks();
    expect(await call("sendMessage", { chat_id: chat(), text: "x" })).toMatchObject({
      error_code: 403,
      description: "Forbidden: bot was blocked by the user",
    });
    buyer.sends("/start");
    expect(await sent("lagi")).toBeGreaterThan(0);
  });

  test("two bots talk to the same person in two chats", async () => {
    const owner = telegram.user({ id: chat(), first_name: "Budi 🎉" }, "200:owner");
    owner.sends("/start");
    await telegramCalls(telegram, "200:owner")("sendMessage", {
      chat_id: chat(),
      text: "[toko] mati",
    });
    expect(owner.sees).toBe("[toko] mati");
    expect(buyer.sees).toBe("");
  });

  test("a reply keyboard stays until it is taken away", async () => {
    await sent("menu", { reply_markup: { keyboard: [["🛍 Belanja", { text: "ℹ️ Info" }]] } });
    await sent("teks");
    expect(buyer.keyboard).toEqual([["🛍 Belanja", "ℹ️ Info"]]);
    await sent("tutup", { reply_markup: { remove_keyboard: true } });
    expect(buyer.keyboard).toEqual([]);
  });
});

describe("files", () => {
  const photo = new File([aPicture()], "qr.png", { type: "image/png" });

  test("a picture is shown, named by its id afterwards, and can be downloaded", async () => {
    const { result } = await uploadTo(telegram, token, "sendPhoto", {
      chat_id: String(chat()),
      photo,
      caption: "<i>QR</i>",
      parse_mode: "HTML",
    });
    expect(buyer.last).toMatchObject({ kind: "photo", text: "QR", file: { width: 320 } });
    const sizes = result as { photo: { file_id: string; width: number }[] };
    const id = sizes.photo.at(-1)?.file_id ?? "";
    expect((await call("sendPhoto", { chat_id: chat(), photo: id })).ok).toBe(true);
    const path = (await call("getFile", { file_id: id })).result as { file_path: string };
    const file = await fetch(`${telegram.url}/file/bot${token}/${path.file_path}`);
    expect(await file.bytes()).toEqual(aPicture());
    const other = telegramCalls(telegram, "200:owner");
    expect(await other("getFile", { file_id: id })).toMatchObject({
      description: "Bad Request: invalid file_id",
    });
  });

  test("what is no picture, too large, too long or of another kind is refused", async () => {
    const upload = async (picture: Uint8Array<ArrayBuffer>) => {
      const reply = await uploadTo(telegram, token, "sendPhoto", {
        chat_id: String(chat()),
        photo: new Blob([picture]),
      });
      return reply.description;
    };
    expect(await upload(new Uint8Array([1, 2, 3]))).toBe("Bad Request: IMAGE_PROCESS_FAILED");
    expect(await upload(new Uint8Array())).toBe("Bad Request: file must be non-empty");
    expect(await upload(aPicture(100, 3_000))).toBe("Bad Request: PHOTO_INVALID_DIMENSIONS");
    expect(await upload(aPicture(10, 10, 10 * 1024 * 1024 + 1))).toContain("too big for a photo");
    const document = buyer.sendsDocument("a.txt", "isi").file?.id;
    expect(await refusal("sendPhoto", { chat_id: chat(), photo: document })).toBe(
      "Bad Request: can't use file of type Document as Photo",
    );
    expect(await refusal("sendPhoto", { chat_id: chat() })).toBe(
      "Bad Request: there is no photo in the request",
    );
    expect(await refusal("sendPhoto", { chat_id: chat(), photo: "https://x.id/a.png" })).toBe(
      "Bad Request: failed to get HTTP URL content",
    );
  });

  test("a caption has its own limit", async () => {
    const id = buyer.sendsPhoto(aPicture()).file?.id;
    const payload = { chat_id: chat(), photo: id, caption: "x".repeat(1_025) };
    expect(await refusal("sendPhoto", payload)).toBe("Bad Request: message caption is too long");
  });

  test("an album arrives as its single messages", async () => {
    const reply = await uploadTo(telegram, token, "sendMediaGroup", {
      chat_id: String(chat()),
      media: JSON.stringify([
        { type: "photo", media: "attach://a", caption: "satu" },
        { type: "photo", media: "attach://b" },
      ]),
      a: photo,
      b: photo,
    });
    expect(reply.result).toHaveLength(2);
    expect(buyer.messages.filter((message) => message.kind === "photo")).toHaveLength(2);
  });

  test("a message is copied without its origin, and forwarded with it", async () => {
    const original = buyer.sendsPhoto(aPicture(), "bukti");
    const source = { chat_id: chat(), from_chat_id: chat(), message_id: original.id };
    expect(idOf((await call("copyMessage", source)).result)).toBeGreaterThan(original.id);
    expect(buyer.last).toMatchObject({ kind: "photo", text: "bukti" });
    const forwarded = await call("forwardMessage", source);
    expect(forwarded.result).toMatchObject({ forward_origin: { sender_user: { id: chat() } } });
    expect(await refusal("copyMessage", { ...source, message_id: 1 })).toBe(
      "Bad Request: message to copy not found",
    );
  });
});

describe("editing", () => {
  const edit = (message_id: number, text: string, more: Record<string, unknown> = {}) =>
    call("editMessageText", { chat_id: chat(), message_id, text, ...more });

  test("an edit replaces what is shown, and every earlier form is remembered", async () => {
    const id = await sent("tunggu…", { reply_markup: button("a") });
    await edit(id, "AKUN-1");
    expect(buyer.last).toMatchObject({ text: "AKUN-1", edited: true, buttons: [] });
    expect(buyer.shown("AKUN-1")).toHaveLength(1);
    expect(buyer.shown(/tunggu/)).toHaveLength(1);
  });

  test("the same text and buttons once more are no change", async () => {
    const id = await sent("<b>x</b>", { parse_mode: "HTML", reply_markup: button("a") });
    const again = await edit(id, "<strong>x</strong>", {
      parse_mode: "HTML",
      reply_markup: button("a"),
    });
    expect(again.description).toStartWith("Bad Request: message is not modified: specified new");
    expect((await edit(id, "<b>x</b>", { parse_mode: "HTML" })).ok).toBe(true);
  });

  test("what is gone, somebody else's or sent with a reply keyboard cannot be edited", async () => {
    expect((await edit(1, "x")).description).toBe("Bad Request: message to edit not found");
    const own = buyer.sends("halo");
    expect((await edit(own.id, "x")).description).toBe("Bad Request: message can't be edited");
    const locked = await sent("menu", { reply_markup: { keyboard: [["A"]] } });
    expect((await edit(locked, "x")).description).toBe("Bad Request: message can't be edited");
    const deleted = await sent("x");
    await call("deleteMessage", { chat_id: chat(), message_id: deleted });
    expect((await edit(deleted, "y")).description).toBe("Bad Request: message to edit not found");
  });

  test("a picture has a caption and no text, a text has no caption", async () => {
    const picture = idOf(
      (await call("sendPhoto", { chat_id: chat(), photo: buyer.sendsPhoto(aPicture()).file?.id }))
        .result,
    );
    expect((await edit(picture, "x")).description).toBe(
      "Bad Request: there is no text in the message to edit",
    );
    const caption = { chat_id: chat(), message_id: picture, caption: "lunas" };
    expect((await call("editMessageCaption", caption)).ok).toBe(true);
    expect(buyer.last?.text).toBe("lunas");
    expect(await refusal("editMessageCaption", { ...caption, message_id: await sent("x") })).toBe(
      "Bad Request: there is no caption in the message to edit",
    );
  });

  test("a text becomes a file", async () => {
    const id = await sent("menyiapkan…");
    const reply = await uploadTo(telegram, token, "editMessageMedia", {
      chat_id: String(chat()),
      message_id: String(id),
      media: JSON.stringify({ type: "document", media: "attach://f", caption: "akun" }),
      f: new File(["A|B"], "akun.txt"),
    });
    expect(reply.ok).toBe(true);
    expect(buyer.last).toMatchObject({ id, kind: "document", file: { name: "akun.txt" } });
  });

  test("buttons alone can change", async () => {
    const id = await sent("x", { reply_markup: button("a") });
    const change = { chat_id: chat(), message_id: id, reply_markup: button("b", "Lain") };
    expect((await call("editMessageReplyMarkup", change)).ok).toBe(true);
    expect(await refusal("editMessageReplyMarkup", change)).toContain("message is not modified");
  });
});

describe("deleting", () => {
  test("a message goes, but not twice and not after 48 hours", async () => {
    const id = await sent("x");
    const payload = { chat_id: chat(), message_id: id };
    expect((await call("deleteMessage", payload)).result).toBe(true);
    expect(buyer.sees).toBe("");
    expect(buyer.history.some((message) => message.deleted)).toBe(true);
    expect(await refusal("deleteMessage", payload)).toBe(
      "Bad Request: message to delete not found",
    );
    const old = await sent("lama");
    clock.advance(hours(48));
    expect(await refusal("deleteMessage", { chat_id: chat(), message_id: old })).toBe(
      "Bad Request: message can't be deleted for everyone",
    );
    const both = { chat_id: chat(), message_ids: [old, await sent("baru")] };
    expect((await call("deleteMessages", both)).result).toBe(true);
    expect(buyer.sees).toBe("lama");
  });
});

describe("the rest", () => {
  test("commands go by scope and language, the narrowest first", async () => {
    const commands = [{ command: "start", description: "Mulai" }];
    await call("setMyCommands", { commands });
    expect(buyer.commands).toEqual(commands);
    const own = [{ command: "admin", description: "Kelola" }];
    const scope = { type: "chat", chat_id: chat() };
    await call("setMyCommands", { commands: own, scope, language_code: "id" });
    expect(buyer.commands).toEqual(own);
    expect((await call("getMyCommands", { scope, language_code: "id" })).result).toEqual(own);
    await call("deleteMyCommands", { scope, language_code: "id" });
    expect(buyer.commands).toEqual(commands);
    expect(await refusal("setMyCommands", { commands: [{ command: "Ä", description: "x" }] })).toBe(
      "Bad Request: BOT_COMMAND_INVALID",
    );
  });

  test("a chat, a name, a description, a pin, a reaction and an action are taken", async () => {
    const id = await sent("x");
    const message = { chat_id: chat(), message_id: id };
    const calls: [string, Record<string, unknown>][] = [
      ["getMe", {}],
      ["getChat", { chat_id: chat() }],
      ["setMyName", { name: "Toko" }],
      ["getMyName", {}],
      ["setMyDescription", { description: "Buka 24 jam" }],
      ["getMyDescription", {}],
      ["setMyShortDescription", { short_description: "Toko" }],
      ["setChatMenuButton", { menu_button: { type: "commands" } }],
      ["getChatMenuButton", {}],
      ["pinChatMessage", message],
      ["unpinChatMessage", message],
      ["setMessageReaction", { ...message, reaction: [{ type: "emoji", emoji: "👍" }] }],
      ["sendChatAction", { chat_id: chat(), action: "typing" }],
      ["getWebhookInfo", {}],
    ];
    for (const [method, payload] of calls) {
      expect({ method, ok: (await call(method, payload)).ok }).toEqual({ method, ok: true });
    }
  });

  test("unknown methods, tokens and paths get the real server's answers", async () => {
    expect(await call("sendMesage")).toEqual({
      ok: false,
      error_code: 404,
      description: "Not Found: method not found",
    });
    expect(await telegramCalls(telegram, "1:unknown")("getMe")).toMatchObject({
      error_code: 401,
      description: "Unauthorized",
    });
    expect(await telegramCalls(telegram, "nonsense")("getMe")).toMatchObject({
      description: "Unauthorized: invalid token specified",
    });
    expect((await fetch(`${telegram.url}/elsewhere`)).status).toBe(404);
    telegram.revoke(token);
    expect(await call("getMe")).toMatchObject({ error_code: 401 });
    telegram.revoke(token, false);
    expect(await call("GETME")).toMatchObject({ ok: true });
  });

  test("a form is as good as JSON", async () => {
    const body = new URLSearchParams({
      chat_id: String(chat()),
      text: "formulir",
      reply_markup: JSON.stringify(button("a")),
    });
    const response = await fetch(`${telegram.url}/bot${token}/sendMessage`, {
      method: "POST",
      body,
    });
    expect(response.status).toBe(200);
    expect(buyer.last?.buttons).toHaveLength(1);
  });
});

test.skipIf(!spec)(
  `every reply above is as the Bot API describes it${spec ? "" : ` (${missingSpec})`}`,
  () => {
    const answered = telegram.calls.entries.filter((entry) => entry.outcome === "ok");
    expect(answered.length).toBeGreaterThan(50);
    for (const { method, result } of answered) {
      expect({ method, problems: spec?.problemsOfResult(method, result) }).toEqual({
        method,
        problems: [],
      });
    }
  },
);
