import { expect, test } from "bun:test";
import { Bot, GrammyError, HttpError, InputFile } from "grammy";
import { clockAt, hours, seconds } from "../../lib/clock.ts";
import { telegramCalls } from "../../testing/telegram-calls.ts";
import { loadTelegramSpec, missingSpec } from "../../testing/telegram-spec.ts";
import { startTelegram } from "./start-telegram.ts";

const token = "100:shop";
const tokens = { [token]: { id: 100, username: "toko_bot", first_name: "Toko" } };
const spec = await loadTelegramSpec();
const budi = { id: 55, first_name: "Budi", language_code: "id" };

/** A little shop by grammY, as the real one will be. */
function aBot(url: string): Bot {
  const bot = new Bot(token, { client: { apiRoot: url } });
  bot.command("start", (context) =>
    context.reply("<b>Halo</b>", {
      parse_mode: "HTML",
      reply_markup: { inline_keyboard: [[{ text: "Beli", callback_data: "buy" }]] },
    }),
  );
  bot.callbackQuery("buy", async (context) => {
    await context.answerCallbackQuery({ text: "Stok habis", show_alert: true });
    await context.editMessageText("Habis");
  });
  bot.on("message:photo", async (context) => {
    const { file_path } = await context.getFile();
    const bytes = new TextEncoder().encode(file_path);
    await context.replyWithDocument(new InputFile(bytes, 'nama "berkas".txt'), { caption: "ini" });
  });
  return bot;
}

test("a conversation with a real grammY bot, in polling", async () => {
  await using telegram = await startTelegram({ tokens, validate: spec?.validate });
  const bot = aBot(telegram.url);
  const running = bot.start();
  const buyer = telegram.user(budi);
  buyer.sends("/start p_AB");
  expect((await buyer.reads("Halo")).entities).toEqual([{ type: "bold", offset: 0, length: 4 }]);
  const tap = await buyer.taps("Beli");
  expect(await buyer.answerTo(tap)).toMatchObject({ text: "Stok habis", isAlert: true });
  expect(await buyer.reads("Habis")).toMatchObject({ edited: true, buttons: [] });
  buyer.sendsPhoto(new Uint8Array([1, 2, 3]), "bukti");
  const document = await buyer.reads("ini");
  expect(document.file?.name).toBe('nama "berkas".txt');
  expect(new TextDecoder().decode(document.file?.bytes)).toStartWith("photos/file_");
  expect(telegram.violations).toEqual([]);
  await bot.stop();
  await running;
});

test.skipIf(!spec)(
  `every update is as the Bot API describes it${spec ? "" : ` (${missingSpec})`}`,
  async () => {
    await using telegram = await startTelegram({ tokens });
    const call = telegramCalls(telegram, token);
    const buyer = telegram.user({ ...budi, username: "budi", last_name: "S" });
    buyer.sends("/start");
    await call("sendMessage", { chat_id: buyer.id, text: "x" });
    const said = buyer.sends("balas", { replyTo: buyer.last?.id ?? 0 });
    buyer.edits(said.id, "ganti");
    buyer.sendsPhoto(new Uint8Array([1]), "foto");
    buyer.sendsDocument("a.csv", "a;b");
    buyer.sendsSticker();
    buyer.sendsContact("+62811");
    buyer.tapsData("v1:x");
    buyer.tapsData("palsu", 1);
    buyer.blocks();
    buyer.unblocks();
    const { result } = await call("getUpdates");
    expect(result).toHaveLength(11);
    for (const update of Array.isArray(result) ? result : []) {
      expect({ update, problems: spec?.problemsOfUpdate(update) }).toEqual({
        update,
        problems: [],
      });
    }
  },
);

test.skipIf(!spec)(
  `a mistyped field is refused and noted${spec ? "" : ` (${missingSpec})`}`,
  async () => {
    await using telegram = await startTelegram({ tokens, validate: spec?.validate });
    const buyer = telegram.user(budi);
    buyer.sends("/start");
    const payload = { chat_id: buyer.id, text: "x", disable_preview: true };
    const reply = await telegramCalls(telegram, token)("sendMessage", payload);
    expect(reply.error_code).toBe(400);
    expect(telegram.violations[0]).toStartWith("sendMessage: unknown-field disable_preview");
  },
);

test("the older of two pollers is sent away, and the younger gets the update", async () => {
  await using telegram = await startTelegram({ tokens });
  const call = telegramCalls(telegram, token);
  const older = call("getUpdates", { timeout: 50 });
  await telegram.until((calls) => calls.of("getUpdates").length === 1);
  const younger = call("getUpdates", { timeout: 50 });
  expect(await older).toMatchObject({
    error_code: 409,
    description:
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  });
  telegram.user(budi).sends("halo");
  expect((await younger).result).toHaveLength(1);
});

test("a poller that hung up is no rival, and nothing it never saw is lost", async () => {
  await using telegram = await startTelegram({ tokens });
  const hangUp = new AbortController();
  const gone = fetch(`${telegram.url}/bot${token}/getUpdates?timeout=50`, {
    signal: hangUp.signal,
  });
  await telegram.until((calls) => calls.of("getUpdates").length === 1);
  hangUp.abort();
  await gone.catch(() => undefined);
  await telegram.until((calls) => calls.of("getUpdates")[0]?.outcome === "dropped");
  telegram.user(budi).sends("halo");
  expect((await telegramCalls(telegram, token)("getUpdates")).result).toHaveLength(1);
});

test("only an offset acknowledges; limit, negative offset and allowed_updates are obeyed", async () => {
  await using telegram = await startTelegram({ tokens });
  const call = telegramCalls(telegram, token);
  const buyer = telegram.user(budi);
  for (const text of ["a", "b", "c"]) buyer.sends(text);
  const first = (await call("getUpdates", { limit: 2 })).result as { update_id: number }[];
  expect(first).toHaveLength(2);
  expect((await call("getUpdates")).result).toHaveLength(3);
  expect(
    (await call("getUpdates", { offset: (first[0]?.update_id ?? 0) + 1 })).result,
  ).toHaveLength(2);
  expect((await call("getUpdates", { offset: -1 })).result).toHaveLength(1);
  expect(telegram.pendingUpdates()).toBe(1);
  await call("getUpdates", { allowed_updates: ["callback_query"] });
  buyer.sends("unwanted");
  expect(telegram.pendingUpdates()).toBe(1);
});

test("messages are kept a day, taps 150 seconds, and a tap is answered once and soon", async () => {
  const clock = clockAt("2026-05-01T10:00:00Z");
  await using telegram = await startTelegram({ tokens, clock });
  const call = telegramCalls(telegram, token);
  const buyer = telegram.user(budi);
  buyer.sends("halo");
  const quick = buyer.tapsData("x");
  const slow = buyer.tapsData("y");
  const answer = (id: string) => call("answerCallbackQuery", { callback_query_id: id, text: "ok" });
  expect((await answer(quick.id)).ok).toBe(true);
  const tooOld =
    "Bad Request: query is too old and response timeout expired or query ID is invalid";
  expect((await answer(quick.id)).description).toBe(tooOld);
  clock.advance(seconds(31));
  expect((await answer(slow.id)).description).toBe(tooOld);
  clock.advance(seconds(120));
  expect(telegram.pendingUpdates()).toBe(1);
  clock.advance(hours(24));
  expect(telegram.pendingUpdates()).toBe(0);
});

test("grammY sees 429, 500, a drop and a refusal for what they are", async () => {
  await using telegram = await startTelegram({ tokens });
  const { api } = aBot(telegram.url);
  const buyer = telegram.user(budi);
  buyer.sends("/start");
  const attempt = () => api.sendMessage(buyer.id, "x").catch((error: unknown) => error);
  telegram.faults.add({ kind: "429", method: "sendMessage", retryAfter: 7_000, times: 1 });
  const flooded = await attempt();
  expect(flooded).toBeInstanceOf(GrammyError);
  expect(flooded).toMatchObject({ error_code: 429, parameters: { retry_after: 7_000 } });
  telegram.faults.add({ kind: "500", times: 1 });
  expect(await attempt()).toMatchObject({ error_code: 500 });
  telegram.faults.add({ kind: "drop-before", times: 1 });
  expect(await attempt()).toBeInstanceOf(HttpError);
  expect(buyer.sees).toBe("");
  telegram.faults.add({ kind: "drop-after", times: 1 });
  expect(await attempt()).toBeInstanceOf(HttpError);
  expect(buyer.sees).toBe("x");
  telegram.faults.down = true;
  expect(await attempt()).toBeInstanceOf(HttpError);
  telegram.faults.down = false;
  expect(await attempt()).toMatchObject({ text: "x" });
});

test("on request an acknowledged update comes once more, and a batch comes backwards", async () => {
  await using telegram = await startTelegram({ tokens });
  const call = telegramCalls(telegram, token);
  const buyer = telegram.user(budi);
  const ids = async (offset: number) => {
    const { result } = await call("getUpdates", { offset });
    return (result as { update_id: number }[]).map((update) => update.update_id);
  };
  telegram.faults.duplicateUpdates = 1;
  buyer.sends("a");
  const [first = 0] = await ids(0);
  expect(await ids(first + 1)).toEqual([first]);
  expect(await ids(first + 1)).toEqual([]);
  telegram.faults.duplicateUpdates = 0;
  telegram.faults.reorderUpdates = true;
  buyer.sends("b");
  buyer.sends("c");
  expect(await ids(first + 1)).toEqual([first + 2, first + 1]);
});

test("a call that is never answered ends with the caller's patience, and was not executed", async () => {
  await using telegram = await startTelegram({ tokens });
  const buyer = telegram.user(budi);
  buyer.sends("/start");
  telegram.faults.add({ kind: "timeout", method: "sendMessage", chat: buyer.id });
  const address = `${telegram.url}/bot${token}/sendMessage?chat_id=${buyer.id}&text=x`;
  const patience = new AbortController();
  const answer = fetch(address, { signal: patience.signal });
  await telegram.until((calls) => calls.of("sendMessage").length === 1);
  patience.abort();
  await expect(answer).rejects.toThrow();
  await telegram.until((calls) => calls.of("sendMessage")[0]?.outcome === "dropped");
  expect(buyer.sees).toBe("");
});
