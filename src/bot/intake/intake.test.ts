import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { Update } from "grammy/types";
import { openDatabase, type Tx } from "../../../db/client.ts";
import { clockAt, hours, minutes, seconds } from "../../lib/clock.ts";
import { makeVault } from "../../lib/crypto.ts";
import { ok } from "../../lib/result.ts";
import { systemWait } from "../../lib/wait.ts";
import type { CallOutcome } from "../../outbox/call-telegram.ts";
import { type OutgoingCall, outgoing } from "../../outbox/outgoing-call.ts";
import { testDatabase } from "../../testing/test-database.ts";
import { type Files, FileWanted, type Handled } from "../make-turn.ts";
import { handToOutbox } from "./hand-to-outbox.ts";
import { createIntake, type Intake } from "./intake.ts";

const database = await testDatabase();
const { raw } = database;
await raw`create table effects (n serial, update_id bigint, user_id bigint, instance text)`;
const vault = makeVault([new Uint8Array(32).fill(3)]);
const clock = clockAt("2026-05-01T05:00:00Z");
let said: string[] = [];
let poisons: number[] = [];
const instances: Instance[] = [];

beforeEach(async () => {
  for (const { die } of instances.splice(0)) await die();
  await raw`truncate effects, telegram_updates, outbox`;
  said = [];
  poisons = [];
});
afterAll(async () => {
  for (const { die } of instances.splice(0)) await die();
  await database.close();
});

describe("one process", () => {
  test("an update takes effect once, however often it comes", async () => {
    const { intake } = await anInstance();
    await Promise.all([intake.store([message(1), message(1)]), intake.store([message(1)])]);
    await intake.idle();
    await intake.store([message(1)]);
    await intake.idle();
    expect(await effects()).toEqual([1]);
    expect(said).toEqual(["re 1"]);
  });

  test("one that names nobody keeps nothing of what comes along with it", async () => {
    const { intake } = await anInstance({ before: () => never });
    const nameless = { update_id: 9, message: { from: { id: "nobody" } } } as unknown as Update;
    await Promise.all([intake.store([nameless]), intake.store([message(1)])]);
    expect((await rows()).map(({ id }) => id)).toEqual([1, 9]);
  });

  test("what is stored is sealed, and nothing of it stays when it is done", async () => {
    const gate = Promise.withResolvers<void>();
    const { intake } = await anInstance({ before: () => gate.promise });
    await intake.store([message(1)]);
    const [waiting] = await raw`select payload, state from telegram_updates`;
    expect(waiting!["state"]).toBe("pending");
    expect(waiting!["payload"]).not.toContain("secret");
    gate.resolve();
    await intake.idle();
    expect(await rows()).toEqual([{ id: 1, state: "done", payload: null, replies: null }]);
  });

  test("a user's updates are handled and answered in order, users side by side", async () => {
    const slow = Promise.withResolvers<void>();
    const { intake } = await anInstance({
      before: (update) => (update.update_id === 1 ? slow.promise : undefined),
    });
    await intake.store([message(1, 7), message(2, 7), message(3, 8), message(4, 7)]);
    await until(() => said.includes("re 3"));
    expect(said).toEqual(["re 3"]);
    slow.resolve();
    await intake.idle();
    expect(said).toEqual(["re 3", "re 1", "re 2", "re 4"]);
  });

  test("the second of two quick messages is not lost", async () => {
    const { intake } = await anInstance();
    await Promise.all([intake.store([message(1)]), intake.store([message(2)])]);
    await intake.idle();
    expect(await effects()).toEqual([1, 2]);
  });

  test("one more user than there are slots waits for a slot and not for ever", async () => {
    const { intake } = await anInstance({ parallel: 2 });
    await intake.store(Array.from({ length: 20 }, (_, n) => message(n + 1, 100 + n)));
    await intake.idle();
    expect((await effects()).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
  });

  test("what a handler asks to be done after the commit sees the commit", async () => {
    let seen: unknown;
    const { intake } = await anInstance({
      after: async () => {
        seen = await effects();
      },
    });
    await intake.store([message(1)]);
    await intake.idle();
    expect(seen).toEqual([1]);
  });

  test("a file is fetched outside the transaction, and the handler runs once more", async () => {
    const opened: number[] = [];
    const { intake } = await anInstance({
      before: (_update, files) => {
        const file = files.get("F1");
        if (!file) throw new FileWanted("F1");
        if (file.ok) opened.push(file.value.length);
        return undefined;
      },
    });
    await intake.store([message(1)]);
    await intake.idle();
    expect(opened).toEqual([3]);
    expect(await effects()).toEqual([1]);
  });

  test("an update that cannot be handled is tried three times, then named, and holds nobody up", async () => {
    let tries = 0;
    const { intake } = await anInstance({
      before: (update) => {
        if (update.update_id !== 1) return undefined;
        tries += 1;
        throw new Error("broken");
      },
    });
    await intake.store([message(1), message(2)]);
    await intake.idle();
    expect(tries).toBe(3);
    expect(poisons).toEqual([1]);
    expect(said).toEqual(["sorry 1", "re 2"]);
    expect((await rows()).map(({ state }) => state)).toEqual(["failed", "done"]);
  });

  test("a database that goes away in the middle costs time and no try", async () => {
    let cuts = 0;
    const instance = await anInstance({
      inside: async () => {
        cuts += 1;
        if (cuts <= 4) await cutConnections(instance.name);
      },
    });
    await instance.intake.store([message(1)]);
    await instance.intake.idle();
    expect(await effects()).toEqual([1]);
    expect(poisons).toEqual([]);
    expect(said).toEqual(["re 1"]);
  });

  test("ids are kept for two days, so that a late repetition is recognised", async () => {
    const { intake } = await anInstance();
    await intake.store([message(1)]);
    await intake.idle();
    clock.advance(hours(47));
    expect(await intake.tidy()).toBe(0);
    clock.advance(hours(2));
    expect(await intake.tidy()).toBe(1);
  });

  test("a shutdown finishes what is in flight and leaves the rest in the table", async () => {
    const gate = Promise.withResolvers<void>();
    const { intake } = await anInstance({ before: () => gate.promise });
    await intake.store([message(1), message(2)]);
    const drained = intake.drain();
    gate.resolve();
    await drained;
    expect(said).toEqual(["re 1"]);
    expect(await rows()).toMatchObject([{ state: "done" }, { state: "pending" }]);
    const next = await anInstance();
    await next.intake.idle();
    expect(said).toEqual(["re 1", "re 2"]);
  });
});

describe("replies", () => {
  test("a person who blocked the bot costs nothing", async () => {
    const { intake } = await anInstance({
      replies: 2,
      answer: () => ({ kind: "unreachable", description: "Forbidden" }),
    });
    await intake.store([message(1)]);
    await intake.idle();
    expect(await rows()).toMatchObject([{ state: "done" }]);
  });

  test("a short pause is sat out, a long one is the outbox's, to the second", async () => {
    const pauses = [{ after: 3 }, { after: 7_200 }];
    const { intake } = await anInstance({
      replies: 2,
      answer: () => {
        const pause = pauses.shift();
        return pause && { kind: "retry_after", seconds: pause.after, description: "Too Many" };
      },
    });
    await intake.store([message(1)]);
    await intake.idle();
    expect(said).toEqual([]);
    const waiting =
      await raw`select lane, chat_id, kind, state, not_before from outbox order by id`;
    const notBefore = new Date(clock.now().getTime() + seconds(7_200));
    const row = { lane: 0, chat_id: 7, kind: "call", state: "waiting", not_before: notBefore };
    expect([...waiting]).toEqual([row, row]);
  });

  test("a network that is gone is waited for, and then the outbox has them", async () => {
    let isUp = false;
    const { intake } = await anInstance({
      replies: 2,
      answer: () => (isUp ? undefined : { kind: "network", description: "gone" }),
    });
    await intake.store([message(1)]);
    await intake.idle();
    expect(await raw`select 1 from outbox where kind = 'call'`).toHaveLength(2);
    isUp = true;
    await intake.store([message(2)]);
    await intake.idle();
    expect(said).toEqual(["re 2", "re 2 b"]);
  });

  test("a reply that Telegram refuses does not keep the next one back", async () => {
    let isFirst = true;
    const { intake } = await anInstance({
      replies: 2,
      answer: () => {
        const refuses = isFirst;
        isFirst = false;
        return refuses ? { kind: "refused", code: 400, description: "no" } : undefined;
      },
    });
    await intake.store([message(1)]);
    await intake.idle();
    expect(said).toEqual(["re 1 b"]);
  });
});

describe("a process that is killed", () => {
  test("after the update was stored: the next one handles it", async () => {
    const first = await anInstance({ before: () => never });
    await first.intake.store([message(1)]);
    await first.die();
    const next = await anInstance();
    await next.intake.idle();
    expect(await effects()).toEqual([1]);
    expect(said).toEqual(["re 1"]);
  });

  test("in the middle of the handler: the effect happens once", async () => {
    const reached = Promise.withResolvers<void>();
    const first = await anInstance({
      inside: () => {
        reached.resolve();
        return never;
      },
    });
    await first.intake.store([message(1)]);
    await reached.promise;
    await first.die();
    const next = await anInstance();
    await next.intake.idle();
    expect(await effects()).toEqual([1]);
    expect(said).toEqual(["re 1"]);
  });

  test("after the commit: the replies go out, the effect is not repeated", async () => {
    const reached = Promise.withResolvers<void>();
    const first = await anInstance({
      answer: () => {
        reached.resolve();
        return never;
      },
    });
    await first.intake.store([message(1)]);
    await reached.promise;
    await first.die();
    const next = await anInstance();
    await next.intake.idle();
    expect(await effects()).toEqual([1]);
    expect(said).toEqual(["re 1"]);
  });

  test("between two replies: only what was not said is said", async () => {
    const reached = Promise.withResolvers<void>();
    const first = await anInstance({
      replies: 3,
      answer: (call) => {
        if (textOf(call) !== "re 1 b") return undefined;
        reached.resolve();
        return never;
      },
    });
    await first.intake.store([message(1)]);
    await reached.promise;
    await first.die();
    const next = await anInstance();
    await next.intake.idle();
    expect(said).toEqual(["re 1", "re 1 b", "re 1 c"]);
    expect(await effects()).toEqual([1]);
  });

  test("an answer that is too late is not given any more", async () => {
    const reached = Promise.withResolvers<void>();
    const first = await anInstance({
      answer: () => {
        reached.resolve();
        return never;
      },
    });
    await first.intake.store([message(1)]);
    await reached.promise;
    await first.die();
    clock.advance(minutes(3));
    const next = await anInstance();
    await next.intake.idle();
    expect(said).toEqual([]);
    expect(await rows()).toMatchObject([{ state: "done" }]);
  });

  test("by an update again and again: that update is given up, the next one is handled", async () => {
    for (let deaths = 0; deaths < 6; deaths++) {
      const reached = Promise.withResolvers<void>();
      const victim = await anInstance({
        before: (update) => {
          if (update.update_id !== 1) return undefined;
          reached.resolve();
          return never;
        },
      });
      if (deaths === 0) await victim.intake.store([message(1), message(2)]);
      await reached.promise;
      await victim.die();
    }
    const next = await anInstance();
    await next.intake.idle();
    expect(poisons).toEqual([1]);
    expect(said).toEqual(["sorry 1", "re 2"]);
  });
});

describe("two processes", () => {
  test("a user's updates keep their order, whoever stored them", async () => {
    const one = await anInstance();
    const other = await anInstance();
    for (let id = 1; id <= 40; id += 2) {
      await one.intake.store([message(id, 7)]);
      await other.intake.store([message(id + 1, 7)]);
    }
    await one.intake.idle();
    await other.intake.idle();
    const expected = Array.from({ length: 40 }, (_, n) => n + 1);
    expect(await effects()).toEqual(expected);
    expect(said).toEqual(expected.map((id) => `re ${id}`));
    const workers = await raw`select distinct instance from effects`;
    expect(workers).toHaveLength(2);
  });

  test("the same update handed to both takes effect once", async () => {
    const one = await anInstance();
    const other = await anInstance();
    const updates = Array.from({ length: 30 }, (_, n) => message(n + 1, 200 + (n % 5)));
    await Promise.all([one.intake.store(updates), other.intake.store(updates)]);
    await one.intake.idle();
    await other.intake.idle();
    expect((await effects()).sort((a, b) => a - b)).toEqual(updates.map((u) => u.update_id));
    expect(said).toHaveLength(30);
  });

  test("while one is still answering, the other does not speak before it", async () => {
    const gate = Promise.withResolvers<undefined>();
    const reached = Promise.withResolvers<void>();
    const one = await anInstance({
      answer: () => {
        reached.resolve();
        return gate.promise;
      },
    });
    const other = await anInstance();
    await one.intake.store([message(1, 7)]);
    await reached.promise;
    await other.intake.store([message(2, 7)]);
    await until(() => other.waits.includes(100));
    expect(said).toEqual([]);
    gate.resolve(undefined);
    await one.intake.idle();
    await other.intake.idle();
    expect(said).toEqual(["re 1", "re 2"]);
  });
});

// --- the people and the machines ---

type Instance = {
  readonly name: string;
  readonly intake: Intake;
  readonly waits: number[];
  /** As kill -9 leaves it: nothing more is done, and the server notices the closed connections. */
  readonly die: () => Promise<void>;
};

type Behaviour = {
  /** Before the effect, and after it but before the commit. */
  readonly before?: (update: Update, files: Files) => Promise<void> | undefined;
  readonly inside?: () => Promise<void>;
  readonly after?: () => Promise<void>;
  readonly answer?: (
    call: OutgoingCall,
  ) => CallOutcome | undefined | Promise<CallOutcome | undefined>;
  readonly replies?: number;
  readonly parallel?: number;
};

const never = new Promise<never>(() => {});
let born = 0;

async function anInstance(behaviour: Behaviour = {}): Promise<Instance> {
  const name = `instance-${++born}`;
  const own = openDatabase({ ...database.address, applicationName: name });
  const waits: number[] = [];
  let isDead = false;
  const alive = <T>(work: () => Promise<T>): Promise<T> => (isDead ? never : work());

  const intake = createIntake(
    {
      ...{ db: own.db, raw: own.raw, vault, clock, instance: name },
      // Long pauses pass at once, on the shop's own clock; the sweep never comes by itself.
      wait: (ms, signal) =>
        alive(async () => {
          waits.push(ms);
          if (ms === sweepMs) return systemWait(1e9, signal);
          if (ms !== 100) clock.advance(ms);
          await systemWait(1, signal);
        }),
      log: { info() {}, warning() {}, error() {} },
      bot: {
        handle: (tx, update, files) => alive(() => handle(name, behaviour, tx, update, files)),
        apologize: async (_tx, update) => [says(update, `sorry ${update.update_id}`)],
      },
      call: (call) =>
        alive(async () => {
          const outcome = await behaviour.answer?.(call);
          if (isDead) return never;
          if (outcome) return outcome;
          said.push(textOf(call));
          return { kind: "ok", result: {} };
        }),
      fetchFile: async () => ok(new Uint8Array(3)),
      handOver: handToOutbox({ vault, clock }),
      onPoison: ({ updateId }) => void poisons.push(updateId),
    },
    { sweepMs, ...(behaviour.parallel ? { parallel: behaviour.parallel } : {}) },
  );
  await intake.start();
  const die = async () => {
    isDead = true;
    while ((await cutConnections(name)) > 0) await systemWait(1);
  };
  const instance = { name, intake, waits, die };
  instances.push(instance);
  return instance;
}

const sweepMs = 4_321;

async function handle(
  name: string,
  { before, inside, after, replies = 1 }: Behaviour,
  tx: Tx,
  update: Update,
  files: Files,
): Promise<Handled> {
  await before?.(update, files);
  const { update_id: id } = update;
  await tx.execute(sql`
    insert into effects (update_id, user_id, instance)
    values (${id}, ${update.message!.from!.id}, ${name})`);
  await inside?.();
  const texts = ["", " b", " c"].slice(0, replies).map((suffix) => `re ${id}${suffix}`);
  return { replies: texts.map((text) => says(update, text)), after: after ? [after] : [] };
}

function says(update: Update, text: string): OutgoingCall {
  return outgoing("sendMessage", { chat_id: update.message!.chat.id, text });
}

function textOf(call: OutgoingCall): string {
  return String(call.payload["text"]);
}

function message(id: number, user = 7): Update {
  const person = { id: user, first_name: "Budi" };
  return {
    update_id: id,
    message: {
      message_id: id,
      date: 1,
      from: { ...person, is_bot: false },
      chat: { ...person, type: "private" },
      text: `secret ${id}`,
    },
  };
}

async function effects(): Promise<number[]> {
  const found = await raw<{ update_id: number }[]>`select update_id from effects order by n`;
  return found.map(({ update_id }) => update_id);
}

async function rows() {
  return [
    ...(await raw`
      select update_id as id, state, payload, replies from telegram_updates order by update_id`),
  ];
}

async function cutConnections(name: string): Promise<number> {
  const cut = await raw`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${name}`;
  return cut.length;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise<void>((resolve) => setImmediate(resolve));
}
