import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { Update } from "grammy/types";
import type { Tx } from "../../db/client.ts";
import { clockAt } from "../lib/clock.ts";
import { type CustomerId, type ProductId, randomCode } from "../lib/ids.ts";
import { rupiah } from "../lib/money.ts";
import { timeZone } from "../lib/time-zone.ts";
import type { OutgoingCall } from "../outbox/outgoing-call.ts";
import { type Right, rights } from "../shop/customers/roles.ts";
import { markDelivered } from "../shop/orders/mark-delivered.ts";
import { placeOrder } from "../shop/orders/place-order.ts";
import { addProof } from "../shop/payments/add-proof.ts";
import { createDeposit } from "../shop/payments/create-deposit.ts";
import { changeSetting } from "../shop/settings/change-setting.ts";
import { templateLabels } from "../shop/settings/templates.ts";
import { moveWallet } from "../shop/wallet/move-wallet.ts";
import { aCustomer, aProduct, opening, testVault } from "../testing/catalog-factories.ts";
import { everyArea } from "../testing/every-area.ts";
import { aCounter, theGateways } from "../testing/order-factories.ts";
import { testDatabase } from "../testing/test-database.ts";
import { texts } from "../texts/texts.ts";
import type { Registration } from "./area.ts";
import { type Bot, createBot } from "./bot.ts";
import { choiceButton } from "./dialogs/dialog.ts";
import { findDialog, type StoredDialog, saveDialog } from "./dialogs/dialogs.queries.ts";
import { FileWanted } from "./make-turn.ts";
import type { Refused } from "./route-turn.ts";
import type { Allow } from "./turn.ts";

const { db, raw, close } = await testDatabase();
afterAll(close);

const clock = clockAt(opening);
const people = { customer: 1, owner: 2, admin: 3, staff: 4, blocked: 5, stranger: 6 };
const counter = { ownerIds: [people.owner], adminIds: [people.admin] };
const refused: Refused[] = [];
const areas = everyArea({ db, clock, counter, registered: () => bot.registry.all });
const bot: Bot = createBot(
  {
    ...{ vault: testVault, clock, zone: timeZone("Asia/Jakarta"), counter },
    ...{ defaultLanguage: "id", username: () => "toko_bot" },
    onRefused: (what) => void refused.push(what),
  },
  [...areas.front, ...areas.counter],
);
const { common } = texts.id;
const all = bot.registry.all;
const nameOf = (entry: Registration) =>
  "label" in entry ? entry.label(texts.id) : "name" in entry ? entry.name : entry.prefix;
const cases = all.map((entry) => [`${entry.kind} ${nameOf(entry)}`, entry] as const);
const closed = cases.filter(([, { allow }]) => allow !== "everyone");

let count = 0;
let tableNames: string[] | undefined;
await furnish();
const drafts = await draftsOfEveryDialog();

test("the walk goes everywhere: every button has data that it reads", () => {
  const buttons = all.filter((entry) => entry.kind === "button");
  expect(buttons.filter((entry) => sampleOf(entry) === undefined)).toEqual([]);
  expect(closed.length).toBeGreaterThan(60);
  const dialogs = all.filter((entry) => entry.kind === "dialog");
  expect(dialogs.filter(({ name }) => !isParsed(name)).map(({ name }) => name)).toEqual([]);
});

test("nothing behind the counter is for everyone", () => {
  const open = areas.counter.flat().filter(({ allow }) => allow === "everyone");
  expect(open.map(nameOf)).toEqual([]);
});

describe("a customer gets nothing that is not his", () => {
  test.each(closed)("%s", (_name, entry) => isTurnedAway(people.customer, entry));
});

describe("nor does a stranger, at his very first touch", () => {
  test.each(closed)("%s", (_name, entry) => isTurnedAway(people.stranger, entry));
});

describe("nor does somebody of the staff with every right but the one", () => {
  test.each(closed)("%s", async (_name, entry) => {
    if (entry.allow === "staff") return;
    await hasRights(rights.filter((right) => right !== entry.allow));
    await isTurnedAway(people.staff, entry);
  });
});

describe("nor does an admin where only the owner may", () => {
  const owners = closed.filter(([, { allow }]) => allow === "owner");
  test.each(owners)("%s", (_name, entry) => isTurnedAway(people.admin, entry));
});

describe("somebody who is blocked reads that, and nothing else", () => {
  test.each(cases)("%s", async (_name, entry) => {
    for (const update of updatesOf(people.blocked, entry)) {
      const seen = await tried(people.blocked, update, entry);
      expect(seen.changed).toEqual([]);
      expect(new Set(seen.words)).toEqual(new Set([common.blocked]));
    }
  });
});

describe("who may, gets through", () => {
  test.each(cases)("%s", async (_name, entry) => {
    const actor = await whoMay(entry.allow);
    for (const update of updatesOf(actor, entry)) {
      const seen = await tried(actor, update, entry);
      expect(seen.refused).toEqual([]);
      expect(seen.words).not.toContain(common.notAvailable);
      expect(seen.words).not.toContain(common.unknownCommand);
      if (entry.kind === "dialog") expect(seen.words).not.toContain(common.dialog.expired);
    }
  });
});

describe("with a forged number nobody sees or moves what is another's", () => {
  const open = cases.filter(([, { allow }]) => allow === "everyone");
  test.each(open)("%s", async (_name, entry) => {
    for (const update of updatesOf(people.stranger, entry)) {
      const seen = await tried(people.stranger, update, entry);
      expect(seen.ofTheCustomer).toEqual([]);
      for (const secret of secrets) expect(JSON.stringify(seen.calls)).not.toContain(secret);
    }
  });
});

describe("a number of nothing finds nothing, and breaks nothing", () => {
  const buttons = all.filter((entry) => entry.kind === "button");
  test.each(buttons.map((entry) => [entry.name, entry] as const))("%s", async (_name, entry) => {
    const parts = readable(entry, ["zz", "1", "0", "a.0", "YQ"]);
    if (!parts) throw new Error("No data fits this button");
    for (const actor of [people.stranger, people.owner]) {
      const update = presses(actor, ["v1", entry.name, ...parts].join(":"));
      expect((await tried(actor, update, entry)).calls.length).toBeGreaterThan(0);
    }
  });
});

// --- internal ---

const secrets = ["INV-", "DEP-", "RAHASIA-", "proof-file"];

/** Row number 1 of everything belongs to customer 1, so that every sample button finds something. */
async function furnish(): Promise<void> {
  for (const [name, id] of Object.entries(people)) {
    if (id === people.stranger) continue;
    await aCustomer(db, { id: id as CustomerId, firstName: name, isBlocked: name === "blocked" });
  }
  await raw`insert into staff values (${people.staff}, 'Staff', '{}', ${people.owner}, now())`;
  await raw`insert into categories (name, position) values ('Akun', 1)`.catch(() => undefined);
  const { id: productId } = await aProduct(db, { code: "RAHASIA", stock: 3 });
  await aProduct(db);
  const deps = { ...aCounter(db), newCode: randomCode, clock, gateways: theGateways };
  for (const [key, value] of [
    ["manualEnabled", true],
    ["manualInstructions", "BCA 1"],
  ] as const)
    await changeSetting({ db, clock }, { key, value, actorId: null });
  const customerId = people.customer as CustomerId;
  const lines = [{ productId, quantity: 1 }];
  const placed = await placeOrder(deps, { customerId, lines, useWallet: "none", method: "manual" });
  if (!placed.ok || !placed.value.payment) throw new Error("No order to walk around");
  const paymentId = placed.value.payment.id;
  await aBoughtOrder(productId);
  const proof = { fileId: "proof-file", mediaType: "photo" } as const;
  await addProof({ db, clock, vault: testVault }, { paymentId, customerId, proof });
  const wish = { customerId, amount: rupiah(20_000), gateway: "manual", method: "manual" };
  await createDeposit(deps, wish);
  await raw`insert into money_in (gateway, transaction_id, reference, amount, unclaimed,
      circumstance, received_at)
    values ('pakasir', 'lost-1', 'lost-1', 5000, 5000, 'unknown', ${opening})`;
  await raw`insert into vouchers (code, kind, value, created_at)
    values ('HEMAT', 'percent', 10, ${opening})`;
}

/** Row number 2: paid and delivered, so that its goods could be shown. */
async function aBoughtOrder(productId: ProductId): Promise<void> {
  const customerId = people.customer as CustomerId;
  const deps = { ...aCounter(db), newCode: randomCode, clock, gateways: theGateways };
  const amount = rupiah(10_000);
  const money = { customerId, amount, kind: "adjustment", cause: "test", at: opening } as const;
  await db.transaction((tx) => moveWallet(tx, money));
  const lines = [{ productId, quantity: 1 }];
  const bought = await placeOrder(deps, { customerId, lines, useWallet: "all", method: "wallet" });
  if (!bought.ok) throw new Error("Nothing was bought");
  const { orderId } = bought.value;
  await raw`update outbox set state = 'done' where order_id = ${orderId}`;
  await db.transaction((tx) => markDelivered(tx, orderId, opening));
}

/** The staff member's rights, for the walk that follows. */
async function hasRights(own: readonly Right[]): Promise<void> {
  await raw`update staff set rights = ${[...own]} where telegram_id = ${people.staff}`;
}

async function whoMay(allow: Allow): Promise<number> {
  if (allow === "everyone") return people.customer;
  if (allow === "admin" || allow === "owner") return people[allow];
  await hasRights(allow === "staff" ? [] : [allow]);
  return people.staff;
}

async function isTurnedAway(actor: number, entry: Registration): Promise<void> {
  for (const update of updatesOf(actor, entry)) {
    const seen = await tried(actor, update, entry);
    expect(seen.changed).toEqual([]);
    expect(seen.words).toEqual([neutral(entry, update)]);
    // A dialog that has lost its right ends; everything else is noted as an attempt.
    const attempts = entry.kind === "dialog" ? [] : [{ userId: actor, kind: entry.kind }];
    expect(seen.refused).toMatchObject(attempts);
  }
}

function neutral(entry: Registration, update: Update): string {
  if (entry.kind === "dialog") return common.dialog.expired;
  if (update.callback_query) return common.notAvailable;
  return entry.kind === "command" ? common.unknownCommand : common.notUnderstood;
}

/** What the bot would do, undone afterwards. */
async function tried(actor: number, update: Update, entry: Registration) {
  const undo = new Error("Undone");
  let seen = { calls: [] as readonly OutgoingCall[], changed: [""], ofTheCustomer: [""] };
  refused.length = 0;
  await db
    .transaction(async (tx) => {
      if (entry.kind === "dialog") await isInTheMiddleOf(tx, actor, entry.name);
      const before = await everything(tx);
      const mine = await ofTheCustomer(tx);
      const calls = await handle(tx, update);
      const changed = differences(before, await everything(tx));
      seen = { calls, changed, ofTheCustomer: differences(mine, await ofTheCustomer(tx)) };
      throw undo;
    })
    .catch((error) => {
      if (error !== undo) throw error;
    });
  const words = seen.calls.flatMap(({ payload }) => payload["text"] ?? payload["caption"] ?? []);
  return { ...seen, words, refused: [...refused] };
}

async function handle(tx: Tx, update: Update): Promise<readonly OutgoingCall[]> {
  try {
    return (await bot.handle(tx, update, new Map())).replies;
  } catch (error) {
    // It wants to read what was sent: further inside nobody can be.
    if (error instanceof FileWanted) return [];
    throw error;
  }
}

async function isInTheMiddleOf(tx: Tx, actor: number, name: string): Promise<void> {
  const draft = drafts.get(name) ?? unseenDraft(name);
  const expiresAt = new Date(clock.now().getTime() + 60_000);
  await saveDialog(tx, testVault, actor, { ...draft, isPaused: false, expiresAt }, clock.now());
}

function unseenDraft(name: string): Pick<StoredDialog, "name" | "step" | "draft"> {
  const dialog = bot.registry.dialog(name)?.dialog;
  const desk = { id: 2, seen: 1, amount: 1, reason: "" };
  const template = { label: templateLabels[0], language: "id", content: "" };
  const office = [{ key: "expiryMinutes" }, template];
  const samples = [null, {}, desk, ...office, { product: 1, quantity: 1 }, { payment: 1 }];
  const draft = samples.find((sample) => dialog?.draft.safeParse(sample).success);
  return { name, step: Object.keys(dialog?.steps ?? {})[0] ?? "", draft };
}

function isParsed(name: string): boolean {
  const { draft } = drafts.get(name) ?? unseenDraft(name);
  return bot.registry.dialog(name)?.dialog.draft.safeParse(draft).success ?? false;
}

/** A draft as it really is, from whatever button begins the dialog. */
async function draftsOfEveryDialog(): Promise<Map<string, StoredDialog>> {
  const found = new Map<string, StoredDialog>();
  const undo = new Error("Undone");
  for (const entry of all.filter(({ kind }) => kind === "button")) {
    for (const update of updatesOf(people.owner, entry)) {
      await db
        .transaction(async (tx) => {
          await handle(tx, update);
          const dialog = await findDialog(tx, testVault, people.owner);
          if (dialog) found.set(dialog.name, dialog);
          throw undo;
        })
        .catch((error) => {
          if (error !== undo) throw error;
        });
    }
  }
  return found;
}

/** What this person does to reach it, in each way that there is. */
function updatesOf(actor: number, entry: Registration): Update[] {
  switch (entry.kind) {
    case "command":
      return [says(actor, `/${entry.name}`), says(actor, `/${entry.name} 1`)];
    case "menu":
      return Object.values(texts).map((language) => says(actor, entry.label(language)));
    case "button":
      return sampleOf(entry)?.map((data) => presses(actor, data)) ?? [];
    case "dialog":
      return [says(actor, "1"), presses(actor, choiceOf(entry.name))];
    case "deep link":
      return [says(actor, `/start ${entry.prefix}1`)];
    case "typed":
      return ["1", "A1", "12"].filter((text) => entry.matches(text)).map((it) => says(actor, it));
  }
}

function choiceOf(name: string): string {
  const { step } = drafts.get(name) ?? unseenDraft(name);
  return choiceButton.data({ dialog: name, step, value: "yes" });
}

/** Callback data that the button itself would read: about row 1 and row 2, flags set and not. */
function sampleOf(entry: Extract<Registration, { kind: "button" }>): string[] | undefined {
  const found: string[] = [];
  for (const words of [
    ["1", "0", "a.0", "YQ"],
    ["0", "1", "a.0", "YQ"],
    ["2", "1", "0", "a.0", "YQ"],
  ]) {
    const parts = readable(entry, words);
    if (!parts) continue;
    // A word that means something, such as the field of a product.
    const named = [...parts.slice(0, -1), "name"];
    const isRead = parts.length > 0 && entry.open(named) !== undefined;
    for (const each of isRead ? [parts, named] : [parts]) {
      found.push(["v1", entry.name, ...each].join(":"));
    }
  }
  return found.length > 0 ? [...new Set(found)] : undefined;
}

function readable(
  entry: Extract<Registration, { kind: "button" }>,
  words: readonly string[],
): string[] | undefined {
  let rows: string[][] = [[]];
  for (let length = 0; length <= 6; length++) {
    const row = rows.find((parts) => entry.open(parts) !== undefined);
    if (row) return row;
    rows = rows.flatMap((parts) => words.map((word) => [...parts, word]));
  }
  return undefined;
}

function says(actor: number, text: string): Update {
  return { update_id: ++count, message: messageOf(actor, text) } as Update;
}

function presses(actor: number, data: string): Update {
  const from = personOf(actor);
  const message = messageOf(actor, "menu");
  const query = { id: String(++count), from, message, chat_instance: "1", data };
  return { update_id: count, callback_query: query } as Update;
}

function messageOf(actor: number, text: string) {
  const chat = { id: actor, type: "private", first_name: `Person ${actor}` };
  return { message_id: ++count, date: 1_700_000_000, chat, from: personOf(actor), text };
}

function personOf(id: number) {
  const name = Object.entries(people).find(([, each]) => each === id)?.[0] ?? "";
  return { id, is_bot: false, first_name: name };
}

type Rows = ReadonlyMap<string, string>;

/** A fingerprint of every table, but for who was seen when, and the dialog that comes to its end. */
async function everything(tx: Tx): Promise<Rows> {
  const known = await tables();
  const parts = known.map(
    (
      table,
    ) => `select '${table}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), ''))
      as rows from ${table} t`,
  );
  const rows = await tx.execute<{ name: string; rows: string }>(sql.raw(parts.join(" union all ")));
  return new Map(rows.map(({ name, rows: content }) => [name, content]));
}

async function tables(): Promise<string[]> {
  const left = ["customers", "telemetry_daily", "dialogs"];
  tableNames ??= (
    await raw<{ name: string }[]>`select tablename as name from pg_tables
      where schemaname = 'public'`
  )
    .map(({ name }) => name)
    .filter((name) => !left.includes(name));
  return tableNames;
}

/** What the forged numbers point at. */
async function ofTheCustomer(tx: Tx): Promise<Rows> {
  const found = new Map<string, string>();
  for (const table of ["orders", "payments", "deposits", "wallet_entries", "cart_items"]) {
    const rows = await tx.execute(
      sql.raw(`select t::text as row from ${table} t where customer_id = ${people.customer}`),
    );
    found.set(table, JSON.stringify(rows));
  }
  return found;
}

function differences(before: Rows, after: Rows): string[] {
  return [...after].flatMap(([name, rows]) => (before.get(name) === rows ? [] : [name]));
}
