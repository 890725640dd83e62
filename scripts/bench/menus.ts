import type { Update } from "grammy/types";
import { type Bot, createBot } from "../../src/bot/bot.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { timeZone } from "../../src/lib/time-zone.ts";
import { chartPng } from "../../src/outbox/chart-png.ts";
import type { OutgoingCall } from "../../src/outbox/outgoing-call.ts";
import { contentIdentity } from "../../src/shop/stock/content.ts";
import { testVault } from "../../src/testing/catalog-factories.ts";
import { everyArea } from "../../src/testing/every-area.ts";
import type { TestDatabase } from "../../src/testing/test-database.ts";
import type { Bench } from "./bench.ts";
import { type Figure, median, ms, percentile } from "./figure.ts";
import {
  adminTaps,
  customerTaps,
  monthsReport,
  openedProduct,
  reportTaps,
  type Tap,
} from "./taps.ts";

const ownerId = 9_001;

/** Every list of the customers and of the counter, through the whole bot, in a large shop. */
export async function benchMenus(bench: Bench): Promise<Figure[]> {
  const shop = await bench.largeShop();
  await behindTheCounter(shop);
  const bot = wholeBot(shop);
  const bare = await bareTransactions(shop);
  const customers = await measure(
    shop,
    bot,
    customerTaps,
    (round) => 1 + ((round * 7_919) % 90_000),
  );
  const admins = await measure(shop, bot, adminTaps, () => ownerId);
  const reports = await measure(shop, bot, reportTaps, () => ownerId, 8);
  return [
    lists("the customers' menus", customers, 50, bare),
    lists("the counter's lists", admins, 100, bare),
    await chart(reports),
  ];
}

// --- internal ---

type Measured = {
  readonly byTap: ReadonlyMap<string, number[]>;
  readonly replies: ReadonlyMap<string, readonly OutgoingCall[]>;
};

function wholeBot({ db }: TestDatabase): Bot {
  const counter = { ownerIds: [ownerId], adminIds: [] };
  const areas = everyArea({ db, clock: systemClock, counter, registered: () => bot.registry.all });
  const bot: Bot = createBot(
    {
      ...{ vault: testVault, clock: systemClock, zone: timeZone("Asia/Jakarta"), counter },
      ...{ defaultLanguage: "id", username: () => "toko_bot" },
    },
    [...areas.front, ...areas.counter],
  );
  return bot;
}

/** Each tap so many times, in turns, so that a busy moment of the machine hits no one alone. */
async function measure(
  { db }: TestDatabase,
  bot: Bot,
  taps: readonly Tap[],
  who: (round: number) => number,
  rounds = 40,
): Promise<Measured> {
  const byTap = new Map<string, number[]>();
  const replies = new Map<string, readonly OutgoingCall[]>();
  for (let round = -2; round < rounds; round++) {
    for (const { name, does } of taps) {
      const update = updateOf(who(Math.abs(round)), does(Math.abs(round)));
      const begun = performance.now();
      const handled = await db.transaction((tx) => bot.handle(tx, update, new Map()));
      const time = performance.now() - begun;
      if (handled.replies.length === 0) throw new Error(`"${name}" was not answered`);
      replies.set(name, handled.replies);
      if (round >= 0) byTap.set(name, [...(byTap.get(name) ?? []), time]);
    }
  }
  return { byTap, replies };
}

function lists(name: string, { byTap }: Measured, limit: number, bare: readonly number[]): Figure {
  const all = [...byTap.values()].flat();
  const p99 = percentile(all, 0.99);
  const slowest = [...byTap]
    .map(([tap, times]) => ({ tap, time: median(times) }))
    .toSorted((a, b) => b.time - a.time)
    .slice(0, 3)
    .map(({ tap, time }) => `${tap} ${ms(time)}`);
  return {
    name: `${name}, p99 of ${all.length} taps`,
    measured: `${ms(p99)} (median ${ms(median(all))})`,
    reference: `slowest: ${slowest.join(", ")}; begin, select 1, commit: p99 ${ms(percentile(bare, 0.99))}`,
    aim: `≤ ${ms(limit)}`,
    isMet: p99 <= limit,
  };
}

/** The picture of a month's figures, drawn anew each time. */
async function chart({ replies, byTap }: Measured): Promise<Figure> {
  const svg = svgIn(replies.get(monthsReport) ?? []);
  const times: number[] = [];
  for (let round = -1; round < 9; round++) {
    const begun = performance.now();
    await chartPng(`${svg}<!-- ${round} -->`);
    if (round >= 0) times.push(performance.now() - begun);
  }
  const time = median(times);
  return {
    name: "a chart, drawn",
    measured: ms(time),
    reference: `the month's figures for it: ${ms(median(byTap.get(monthsReport) ?? []))}`,
    aim: "≤ 150 ms",
    isMet: time <= 150,
  };
}

function svgIn(replies: readonly OutgoingCall[]): string {
  const text = JSON.stringify(replies);
  const match = /"svg":("(?:[^"\\]|\\.)*")/.exec(text);
  if (!match?.[1]) throw new Error("The month's figures came without a chart");
  return JSON.parse(match[1]);
}

let updateId = 1;

function updateOf(userId: number, does: { data: string } | { text: string }): Update {
  const from = { id: userId, is_bot: false, first_name: "Budi" };
  const chat = { id: userId, type: "private" as const, first_name: "Budi" };
  const base = { message_id: 7, date: Math.floor(Date.now() / 1_000), chat };
  updateId += 1;
  if ("text" in does) {
    const entities = does.text.startsWith("/")
      ? [{ type: "bot_command" as const, offset: 0, length: does.text.split(" ")[0]?.length ?? 0 }]
      : [];
    return { update_id: updateId, message: { ...base, from, text: does.text, entities } };
  }
  const bot = { id: 123456, is_bot: true, first_name: "Toko" };
  const message = { ...base, from: bot, text: "…" };
  const callback = { id: String(updateId), chat_instance: "1", from, message, data: does.data };
  return { update_id: updateId, callback_query: callback };
}

async function bareTransactions({ db }: TestDatabase): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 200; round++) {
    const begun = performance.now();
    await db.transaction((tx) => tx.execute("select 1"));
    times.push(performance.now() - begun);
  }
  return times;
}

/** What the counter lists beside orders and products. */
async function behindTheCounter({ raw }: TestDatabase): Promise<void> {
  const units = await raw<{ id: number; fingerprint: Buffer }[]>`
    select id, fingerprint from product_contents where product_id = ${openedProduct}`;
  for (const { id, fingerprint } of units) {
    const content = testVault.seal(`user-${id}@example.org|pass`, contentIdentity(fingerprint));
    await raw`update product_contents set content = ${content} where id = ${id}`;
  }
  await raw`insert into vouchers (code, kind, value, created_at)
    select 'KUPON' || n, 'percent', 10, now() from generate_series(1, 5000) n
    on conflict do nothing`;
  await raw`insert into deposits (code, customer_id, amount, state, created_at, expires_at)
    select 'DEP-OLD' || n, 1 + n % 100000, 50000,
      case n % 3 when 0 then 'completed' when 1 then 'expired' else 'cancelled' end,
      now() - n * interval '5 minutes', now() from generate_series(1, 100000) n
    on conflict do nothing`;
  await raw`insert into audit_log (at, action, subject)
    select now() - n * interval '1 minute', 'stock.added', 'product:' || n % 10000
    from generate_series(1, 100000) n`;
  await raw`vacuum analyze vouchers, deposits, audit_log`;
}
