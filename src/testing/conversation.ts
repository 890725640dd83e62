import { Api } from "grammy";
import type { Area } from "../bot/area.ts";
import { type Bot, type BotDeps, createBot } from "../bot/bot.ts";
import { fileFetcher } from "../bot/fetch-file.ts";
import { handToOutbox } from "../bot/intake/hand-to-outbox.ts";
import { createIntake, type Intake } from "../bot/intake/intake.ts";
import { startArea } from "../bot/menus/start.ts";
import { pollUpdates } from "../bot/modes/poll-updates.ts";
import type { Refused } from "../bot/route-turn.ts";
import type { Person } from "../demo/telegram/person.ts";
import {
  type PersonIdentity,
  type SimulatedTelegram,
  startTelegram,
} from "../demo/telegram/start-telegram.ts";
import { clockAt } from "../lib/clock.ts";
import { makeVault } from "../lib/crypto.ts";
import type { NewCode } from "../lib/ids.ts";
import { timeZone } from "../lib/time-zone.ts";
import { systemWait, type Wait } from "../lib/wait.ts";
import { callTelegram } from "../outbox/call-telegram.ts";
import { loadTelegramSpec } from "./telegram-spec.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

export const ownerId = 9_001;
export const adminId = 9_002;

/** What the areas of a test are built from. */
export type ShopParts = Pick<TestDatabase, "db" | "raw"> & {
  readonly clock: ReturnType<typeof clockAt>;
  readonly vault: ReturnType<typeof makeVault>;
  readonly zone: ReturnType<typeof timeZone>;
  readonly newCode: NewCode;
  readonly api: Api;
  readonly telegram: SimulatedTelegram;
};

export type ConversationOptions = {
  /** Beside the frame's own: start, help, language and what every dialog has. */
  readonly areas?: (parts: ShopParts) => readonly Area[];
  /** What runs beside the bot and has to come to rest before a test looks: the outbox. */
  readonly beside?: (parts: ShopParts) => { idle(): Promise<void>; stop(): Promise<void> };
  readonly bot?: (parts: ShopParts) => Partial<BotDeps>;
  readonly start?: string;
};

export type Conversation = AsyncDisposable &
  ShopParts & {
    readonly bot: Bot;
    readonly intake: Intake;
    readonly refused: readonly Refused[];
    /** What was logged as a warning or worse; a test that expects some empties it. */
    readonly problems: string[];
    /** A person who opens the chat; the name is the first name, and seldom of interest. */
    person(name?: string, identity?: Partial<PersonIdentity>): Guest;
    readonly owner: Guest;
    readonly admin: Guest;
    /** Resolves when every update is handled and everything is said. */
    settled(): Promise<void>;
    /** The process dies and another one takes over. */
    restart(): Promise<void>;
  };

/** A person whose every act waits until the bot has answered. */
export type Guest = {
  readonly id: number;
  readonly person: Person;
  /** The bot's messages on the screen, oldest first, as plain text. */
  readonly sees: string;
  readonly lastMessage: string;
  /** The labels under the last message with buttons. */
  readonly buttons: readonly string[];
  readonly keyboard: readonly string[];
  /** The words over the last pressed button. */
  readonly toast: string | undefined;
  says(text: string): Promise<void>;
  taps(label: string | RegExp): Promise<void>;
  /** Any callback_data, as a hostile client sends it. */
  forges(data: string, messageId?: number): Promise<void>;
  sendsPhoto(caption?: string): Promise<void>;
  sendsDocument(name: string, content: string | Uint8Array): Promise<void>;
};

/**
 * The real bot on a real database, talking to a simulated Telegram over HTTP:
 * `await buyer.taps("Beli")`, `expect(buyer.sees).toContain("Stok habis")`.
 */
export async function openConversation(options: ConversationOptions = {}): Promise<Conversation> {
  const database = await testDatabase();
  const clock = clockAt(options.start ?? "2026-05-01T05:00:00Z");
  const telegram = await startTelegram({
    tokens: { [token]: { id: 123456, username: "toko_bot", first_name: "Toko" } },
    clock,
    validate: (await loadTelegramSpec())?.validate,
  });
  const api = new Api(token, { apiRoot: telegram.url });
  const vault = makeVault([new Uint8Array(32).fill(5)]);
  const { db, raw } = database;
  const zone = timeZone("Asia/Jakarta");
  const parts: ShopParts = { db, raw, clock, vault, zone, newCode: countingCodes(), api, telegram };
  const problems: string[] = [];
  const refused: Refused[] = [];
  const bot: Bot = createBot(
    {
      ...{ vault, clock, zone, defaultLanguage: "id", username: () => "toko_bot" },
      counter: { ownerIds: [ownerId], adminIds: [adminId] },
      onRefused: (what) => void refused.push(what),
      ...options.bot?.(parts),
    },
    [
      startArea({ storeName: "Toko Uji", registered: () => bot.registry.all }),
      ...(options.areas?.(parts) ?? []),
    ],
  );
  const beside = options.beside?.(parts);
  let running = await run(parts, bot, problems);

  const settled = async () => {
    do {
      while (telegram.pendingUpdates() > 0) await Bun.sleep(1);
      await running.intake.idle();
      await beside?.idle();
    } while (telegram.pendingUpdates() > 0);
  };
  const person = (name = "Budi", identity: Partial<PersonIdentity> = {}) =>
    makeGuest(
      telegram.user({ first_name: name, ...identity, id: identity.id ?? nextId++ }),
      settled,
    );
  let nextId = 1_001;

  return {
    ...parts,
    ...{ bot, refused, problems, person, settled },
    owner: person("Ibu Pemilik", { id: ownerId }),
    admin: person("Mas Admin", { id: adminId }),
    get intake() {
      return running.intake;
    },
    async restart() {
      await running.stop();
      running = await run(parts, bot, problems);
    },
    async [Symbol.asyncDispose]() {
      await running.stop();
      await beside?.stop();
      await telegram.stop();
      await database.close();
      const wrong = [...problems, ...telegram.violations];
      if (wrong.length > 0) throw new Error(`The bot was not at ease: ${wrong.join("; ")}`);
    },
  };
}

// --- internal ---

const token = "123456:AAE-conversation_token_of_the_shop_000";

/** One life of the process: it polls, stores and handles. */
async function run(parts: ShopParts, bot: Bot, problems: string[]) {
  const { api, telegram } = parts;
  const note = (message: string, detail?: unknown) => void problems.push(`${message} ${detail}`);
  const intake = createIntake(
    {
      ...parts,
      wait: hurried,
      log: { info() {}, warning: note, error: note },
      instance: `test-${++lives}`,
      bot,
      call: (call, signal) => callTelegram(api, call, signal),
      fetchFile: fileFetcher({ api, token, apiRoot: telegram.url, wait: hurried }),
      handOver: handToOutbox(parts),
      onPoison: ({ updateId, error }) => note(`Update ${updateId} was given up`, error),
    },
    { sweepMs: 1e8 },
  );
  await intake.start();
  const stopping = new AbortController();
  const polling = pollUpdates(
    {
      ...{ api, clock: parts.clock, wait: hurried, store: intake.store },
      onTrouble: (trouble) => trouble && note("Polling is in trouble", trouble.says),
    },
    stopping.signal,
  );
  const stop = async () => {
    stopping.abort();
    await polling;
    await intake.drain();
  };
  return { intake, stop };
}

let lives = 0;

/** Short pauses only, where a test would otherwise wait for a backoff. */
const hurried: Wait = (ms, signal) => systemWait(ms >= 1e8 ? ms : Math.min(ms, 2), signal);

function countingCodes(): NewCode {
  let count = 0;
  return (prefix) => `${prefix}-${String(++count).padStart(8, "2")}`;
}

function makeGuest(person: Person, settled: () => Promise<void>): Guest {
  const said = () => person.messages.filter(({ from }) => from === "bot");
  return {
    id: person.id,
    person,
    get sees() {
      return person.sees;
    },
    get lastMessage() {
      return person.last?.text ?? "";
    },
    get buttons() {
      const withButtons = said().findLast(({ buttons }) => buttons.length > 0);
      return withButtons?.buttons.flat().map(({ text }) => text) ?? [];
    },
    get keyboard() {
      return person.keyboard.flat();
    },
    get toast() {
      return person.answers.at(-1)?.text;
    },
    async says(text) {
      person.sends(text);
      await settled();
    },
    async taps(label) {
      await person.taps(label, 500);
      await settled();
    },
    async forges(data, messageId) {
      person.tapsData(data, messageId);
      await settled();
    },
    async sendsPhoto(caption) {
      person.sendsPhoto(new Uint8Array([0xff, 0xd8, 0xff]), caption);
      await settled();
    },
    async sendsDocument(name, content) {
      person.sendsDocument(name, content);
      await settled();
    },
  };
}
