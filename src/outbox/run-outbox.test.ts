import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { Api } from "grammy";
import { startTelegram } from "../demo/telegram/start-telegram.ts";
import { clockAt, seconds } from "../lib/clock.ts";
import { makeVault } from "../lib/crypto.ts";
import type { CustomerId, OrderId } from "../lib/ids.ts";
import type { Lane, Message } from "../shop/messages/message.ts";
import { queueMessages } from "../shop/messages/queue-message.ts";
import { testDatabase } from "../testing/test-database.ts";
import { callTelegram } from "./call-telegram.ts";
import { claimDue, insertRows, unparkChat } from "./outbox.queries.ts";
import { outgoing } from "./outgoing-call.ts";
import type { Rendering } from "./rendering.ts";
import { type Outbox, type OutboxDeps, runOutbox } from "./run-outbox.ts";
import { sealCall } from "./send-row.ts";

const token = "123456:AAE-outbox_test_token_of_the_shop_000";
const telegram = await startTelegram({
  tokens: { [token]: { id: 123456, username: "toko_bot", first_name: "Toko" } },
});
const api = new Api(token, { apiRoot: telegram.url });
const database = await testDatabase();
const { db, raw } = database;
const vault = makeVault([new Uint8Array(32).fill(7)]);
const clock = clockAt("2026-05-01T05:00:00Z");
const running: Outbox[] = [];
const parked: string[] = [];
const delivered: number[] = [];
let nextPerson = 1000;

afterAll(async () => {
  await Promise.all(running.map((outbox) => outbox.stop()));
  await database.close();
  await telegram.stop();
});

beforeEach(() => {
  telegram.faults.clear();
  parked.length = 0;
  delivered.length = 0;
});

describe("messages of a chat", () => {
  test("arrive in the order in which they were queued", async () => {
    const buyer = await aBuyer();
    await queueTexts(buyer.id, ["satu", "dua", "tiga", "empat"]);
    await sendAll();
    expect(textsOf(buyer)).toEqual(["satu", "dua", "tiga", "empat"]);
  });

  test("the same cause speaks once, however often it is queued", async () => {
    const buyer = await aBuyer();
    await queueTexts(buyer.id, ["halo"], "once");
    await queueTexts(buyer.id, ["halo"], "once");
    await sendAll();
    await queueTexts(buyer.id, ["halo"], "once");
    await sendAll();
    expect(textsOf(buyer)).toEqual(["halo"]);
  });

  test("two senders on one queue send each message once", async () => {
    const buyers = await Promise.all(Array.from({ length: 8 }, aBuyer));
    for (const buyer of buyers) await queueTexts(buyer.id, ["a", "b", "c"]);
    const two = [start(), start()];
    await Promise.all(two.map((outbox) => outbox.idle()));
    await Promise.all(two.map((outbox) => outbox.stop()));
    await sendAll();
    for (const buyer of buyers) expect(textsOf(buyer)).toEqual(["a", "b", "c"]);
  });

  test("what a dead sender held is free soon; a living one holds what takes long", async () => {
    const buyer = await aBuyer();
    await queueTexts(buyer.id, ["lama"]);
    const now = clock.now();
    const claim = { now, until: new Date(now.getTime() + 60), limit: 1, lastLane: 3 };
    expect(await claimDue(db, claim)).toHaveLength(1);
    clock.advance(61);

    const arrived = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const unhook = telegram.onCall(async (_method, _payload, phase) => {
      if (phase === "after") return;
      arrived.resolve();
      await answered.promise;
    });
    const slow = start();
    await arrived.promise;
    clock.advance(seconds(60));
    await untilHeld(buyer.id);
    expect(await claimDue(db, { ...claim, now: clock.now() })).toEqual([]);
    answered.resolve();
    await slow.idle();
    await slow.stop();
    unhook();
    expect(textsOf(buyer)).toEqual(["lama"]);
  });

  test("a person who blocked the bot loses nothing: it waits until he is back", async () => {
    const buyer = await aBuyer();
    buyer.blocks();
    await queueTexts(buyer.id, ["penting"]);
    await sendAll();
    expect(textsOf(buyer)).toEqual([]);
    const [row] = await raw`select unreachable_at from customers where id = ${buyer.id}`;
    expect(row?.["unreachable_at"]).not.toBeNull();

    buyer.unblocks();
    expect(await unparkChat(db, buyer.id, clock.now())).toBe(1);
    await sendAll();
    expect(textsOf(buyer)).toEqual(["penting"]);
  });
});

describe("what Telegram asks for", () => {
  test("a retry_after of hours is obeyed to the second, and by every process", async () => {
    const buyer = await aBuyer();
    telegram.faults.add({ kind: "429", chat: buyer.id, retryAfter: 7_200, times: 1 });
    await queueTexts(buyer.id, ["nanti", "juga nanti"]);
    await sendAll();
    clock.advance(seconds(7_199));
    await sendAll();
    expect(textsOf(buyer)).toEqual([]);
    clock.advance(seconds(1));
    await sendAll();
    expect(textsOf(buyer)).toEqual(["nanti", "juga nanti"]);
  });

  test("one chat that has to wait holds up no other", async () => {
    const [waiting, other] = [await aBuyer(), await aBuyer()];
    telegram.faults.add({ kind: "429", chat: waiting.id, retryAfter: 60, times: 1 });
    await queueTexts(waiting.id, ["a"]);
    await queueTexts(other.id, ["b"]);
    await sendAll();
    expect(textsOf(other)).toEqual(["b"]);
  });

  test("a message that it will never take is parked and reported, and what follows goes out", async () => {
    const buyer = await aBuyer();
    await queueTexts(buyer.id, ["x".repeat(5_000), "sesudahnya"]);
    for (let attempt = 0; attempt < 6; attempt++) {
      await sendAll();
      clock.advance(seconds(120));
    }
    expect(textsOf(buyer)).toEqual(["sesudahnya"]);
    expect(parked).toHaveLength(1);
  });

  test("a network that is gone for an hour costs no message and parks none", async () => {
    const buyer = await aBuyer();
    telegram.faults.down = true;
    await queueTexts(buyer.id, ["masih ada"]);
    for (let attempt = 0; attempt < 30; attempt++) {
      await sendAll();
      clock.advance(seconds(120));
    }
    telegram.faults.down = false;
    await sendAll();
    expect(textsOf(buyer)).toEqual(["masih ada"]);
    expect(parked).toEqual([]);
  });
});

describe("the goods", () => {
  test("are edited into a placeholder, and the order is then delivered", async () => {
    const buyer = await aBuyer();
    await queueGoods(buyer.id, 1);
    await sendAll();
    expect(textsOf(buyer)).toEqual(["AKUN-1"]);
    expect(buyer.last?.edited).toBe(true);
    expect(delivered).toEqual([1]);
  });

  test("appear once although the answer to the edit was lost", async () => {
    const buyer = await aBuyer();
    telegram.faults.add({
      kind: "drop-after",
      method: "editMessageText",
      chat: buyer.id,
      times: 1,
    });
    await queueGoods(buyer.id, 2);
    await sendAll();
    clock.advance(seconds(120));
    await sendAll();
    expect(buyer.shown("AKUN-2")).toHaveLength(1);
    expect(delivered).toEqual([2]);
  });

  test("go into a new placeholder when the first was deleted", async () => {
    const buyer = await aBuyer();
    telegram.faults.add({ kind: "500", method: "editMessageText", chat: buyer.id, times: 1 });
    await queueGoods(buyer.id, 3);
    await sendAll();
    for (const message of buyer.messages) {
      if (message.from === "bot") await api.deleteMessage(buyer.id, message.id);
    }
    clock.advance(seconds(120));
    await sendAll();
    expect(textsOf(buyer)).toEqual(["AKUN-3"]);
    expect(delivered).toEqual([3]);
  });
});

test("what is urgent overtakes what is not", async () => {
  const buyer = await aBuyer();
  await queueTexts(buyer.id, ["kabar"], "late", "notice");
  await queueTexts(buyer.id, ["pesanan"], "soon", "order");
  const now = clock.now();
  const claim = { now, until: new Date(now.getTime() + 1_000), limit: 1, lastLane: 3 };
  const [first] = await claimDue(db, claim);
  expect(first?.lane).toBe(1);
  clock.advance(seconds(2));
  await sendAll();
});

test("a notice to the counter reaches each admin once", async () => {
  const [one, two] = [await aBuyer(), await aBuyer()];
  admins = [one.id, two.id];
  await queueMessages(db, [
    {
      to: "admins",
      lane: "notice",
      message: { kind: "admin_attention", subject: "stok", detail: "habis" },
      dedupeKey: "attention:1",
      at: clock.now(),
    },
  ]);
  await sendAll();
  expect([textsOf(one), textsOf(two)]).toEqual([["habis"], ["habis"]]);
});

test("a sealed call is opened only to be sent", async () => {
  const buyer = await aBuyer();
  const call = outgoing("sendMessage", { chat_id: buyer.id, text: "RAHASIA-123" });
  const dedupeKey = `call:${buyer.id}`;
  const at = clock.now();
  await insertRows(db, [
    {
      lane: 0,
      chatId: buyer.id,
      kind: "call",
      dedupeKey,
      body: sealCall(vault, dedupeKey, call),
      notBefore: at,
      createdAt: at,
    },
  ]);
  const [row] = await raw`select body from outbox where dedupe_key = ${dedupeKey}`;
  expect(row?.["body"]).not.toContain("RAHASIA");
  await sendAll();
  expect(textsOf(buyer)).toEqual(["RAHASIA-123"]);
});

// --- the counter and its people ---

type Buyer = Awaited<ReturnType<typeof aBuyer>>;
let admins: number[] = [];

const rendering: Rendering = {
  notice: async (message, chatId) =>
    outgoing("sendMessage", { chat_id: chatId, text: wordsOf(message) }),
  goods: async ({ orderId }, chatId) => ({
    fresh: outgoing("sendMessage", { chat_id: chatId, text: "⏳" }),
    edit: (messageId) =>
      outgoing("editMessageText", {
        chat_id: chatId,
        message_id: messageId,
        text: `AKUN-${orderId}`,
      }),
  }),
  invoice: async () => undefined,
  filesOf: async () => [],
};

function wordsOf(message: Message): string {
  if (message.kind === "order_cancelled") return message.reason ?? "";
  return message.kind === "admin_attention" ? message.detail : message.kind;
}

function start(): Outbox {
  const deps: OutboxDeps = {
    db,
    vault,
    clock,
    rendering,
    call: (call) => callTelegram(api, call),
    onDelivered: async (_tx, orderId) => void delivered.push(orderId),
    adminsToTell: async () => admins,
    onParked: ({ kind }) => void parked.push(kind),
    log: { warning: () => undefined, error: () => undefined },
  };
  const outbox = runOutbox(deps, { roundMs: 20, maxInFlight: 4, leaseMs: 60 });
  running.push(outbox);
  return outbox;
}

async function sendAll(): Promise<void> {
  const outbox = start();
  await outbox.idle();
  await outbox.stop();
}

/** The claim has been renewed by the clock as it is now. */
async function untilHeld(chatId: number): Promise<void> {
  for (;;) {
    const [row] = await raw`select claimed_until from outbox where chat_id = ${chatId}`;
    if ((row?.["claimed_until"]?.getTime() ?? 0) > clock.now().getTime()) return;
    await Bun.sleep(2);
  }
}

async function aBuyer() {
  const id = nextPerson++;
  const buyer = telegram.user({ id, first_name: `Pembeli ${id}` });
  buyer.sends("/start");
  await raw`
    insert into customers (id, created_at, last_seen_at) values (${id}, now(), now())
    on conflict do nothing`;
  return buyer;
}

const textsOf = (buyer: Buyer) =>
  buyer.messages.filter(({ from }) => from === "bot").map(({ text }) => text);

async function queueTexts(
  chatId: number,
  texts: readonly string[],
  cause = crypto.randomUUID() as string,
  lane: Lane = "order",
): Promise<void> {
  await queueMessages(
    db,
    texts.map((text, index) => ({
      to: { chatId },
      lane,
      message: { kind: "order_cancelled", orderId: 1 as OrderId, reason: text } as const,
      dedupeKey: `${cause}:${index}`,
      at: clock.now(),
    })),
  );
}

async function queueGoods(chatId: number, order: number): Promise<void> {
  const orderId = order as OrderId;
  await queueMessages(db, [
    {
      to: { chatId: chatId as CustomerId },
      lane: "order",
      message: { kind: "goods", orderId },
      dedupeKey: `goods:${order}`,
      at: clock.now(),
    },
  ]);
}
