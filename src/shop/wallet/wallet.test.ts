import { afterAll, beforeAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { CustomerId } from "../../lib/ids.ts";
import { type Rupiah, rupiah } from "../../lib/money.ts";
import { randomFrom } from "../../testing/random.ts";
import { type TestDatabase, testDatabase } from "../../testing/test-database.ts";
import { adjustWallet } from "./adjust-wallet.ts";
import { moveWallet } from "./move-wallet.ts";
import { ledger, walletOf } from "./wallet.queries.ts";
import { walletLaws } from "./wallet-laws.ts";

let shop: TestDatabase;
let people = 0;
const at = new Date("2026-11-20T10:00:00Z");
const clock = { now: () => at };

beforeAll(async () => {
  shop = await testDatabase();
});
afterAll(() => shop.close());

async function aCustomer(): Promise<CustomerId> {
  const id = (7_000_000_000 + ++people) as CustomerId;
  await shop.raw`insert into customers (id, created_at, last_seen_at) values (${id}, ${at}, ${at})`;
  return id;
}

const move = (customerId: CustomerId, amount: number, cause: string) =>
  shop.db.transaction((tx) =>
    moveWallet(tx, { customerId, amount: rupiah(amount), kind: "adjustment", cause, at }),
  );

async function violations() {
  const found = await Promise.all(walletLaws.map((law) => law.query(shop.db, 100)));
  return found.flat();
}

test("a wallet begins empty and carries its running balance in every entry", async () => {
  const ani = await aCustomer();
  expect(await walletOf(shop.db, ani)).toBe(rupiah(0));
  expect(await move(ani, 50_000, `in:${ani}`)).toMatchObject({
    ok: true,
    value: { balance: 50_000 },
  });
  expect(await move(ani, -20_000, `out:${ani}`)).toMatchObject({ value: { balance: 30_000 } });
  const { entries, hasMore } = await ledger(shop.db, { customerId: ani, page: 0, size: 10 });
  expect(entries.map(({ amount, balance }) => [amount, balance] as number[])).toEqual([
    [-20_000, 30_000],
    [50_000, 50_000],
  ]);
  expect(hasMore).toBe(false);
});

test("nobody spends more than there is, and a refusal leaves no entry", async () => {
  const budi = await aCustomer();
  await move(budi, 10_000, `in:${budi}`);
  expect(await move(budi, -10_001, `out:${budi}`)).toMatchObject({ reason: "insufficient" });
  expect(await move(budi, -10_000, `out:${budi}`)).toMatchObject({ ok: true });
  expect(await walletOf(shop.db, budi)).toBe(rupiah(0));
});

test("the same cause moves money once, even when it comes ten times at once", async () => {
  const citra = await aCustomer();
  const tries = await Promise.all(
    Array.from({ length: 10 }, () => move(citra, 5_000, `deposit:${citra}`)),
  );
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  expect(tries.filter((t) => !t.ok && t.reason === "already_done")).toHaveLength(9);
  expect(await walletOf(shop.db, citra)).toBe(rupiah(5_000));
});

test("a wallet spent from two sides at once pays for one of them", async () => {
  const dewi = await aCustomer();
  await move(dewi, 10_000, `in:${dewi}`);
  const tries = await Promise.all([1, 2, 3, 4].map((n) => move(dewi, -7_000, `out:${dewi}:${n}`)));
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  expect(tries.filter((t) => !t.ok && t.reason === "insufficient")).toHaveLength(3);
  expect(await walletOf(shop.db, dewi)).toBe(rupiah(3_000));
});

test("whatever comes in whatever order, the balance is the sum of the ledger", async () => {
  const person = await aCustomer();
  const chance = randomFrom(20_261_120);
  for (let round = 0; round < 12; round++) {
    const moves = Array.from({ length: 1 + chance.below(12) }, () => ({
      amount: (chance.below(2) ? 1 : -1) * (1 + chance.below(20_000)),
      // Some causes repeat.
      cause: `random:${person}:${chance.below(120)}`,
    }));
    await Promise.all(moves.map(({ amount, cause }) => move(person, amount, cause)));
  }
  const [sum] = await shop.db.execute<{ sum: number; causes: number; entries: number }>(sql`
    select sum(amount)::bigint as sum, count(distinct cause) as causes, count(*) as entries
    from wallet_entries where customer_id = ${person}`);
  expect(await walletOf(shop.db, person)).toBe(sum?.sum as Rupiah);
  expect(sum?.causes).toBe(sum?.entries as number);
  expect(await violations()).toEqual([]);
});

test("an admin corrects a balance with a reason; the customer and the audit log are told", async () => {
  const eka = await aCustomer();
  const adjustment = {
    customerId: eka,
    amount: rupiah(15_000),
    actorId: 99,
    cause: `update:${eka}`,
  };
  expect(await adjustWallet({ db: shop.db, clock }, { ...adjustment, reason: "  " })).toMatchObject(
    {
      reason: "reason_missing",
    },
  );
  const given = { ...adjustment, reason: "Ganti rugi" };
  expect(await adjustWallet({ db: shop.db, clock }, given)).toMatchObject({ ok: true });
  expect(await adjustWallet({ db: shop.db, clock }, given)).toMatchObject({
    reason: "already_done",
  });
  const audit = await shop.raw`select action, note, before, after from audit_log
    where subject = ${`customer:${eka}`}`;
  expect(audit).toHaveLength(1);
  expect(audit[0]).toMatchObject({ note: "Ganti rugi", after: { balance: 15_000 } });
  const told = await shop.raw`select kind from outbox where chat_id = ${eka}`;
  expect(told.map((row) => row["kind"])).toEqual(["wallet_adjusted"]);
});

test("the doctor sees a balance that is not the sum of its ledger", async () => {
  const fajar = await aCustomer();
  await move(fajar, 10_000, `in:${fajar}`);
  await shop.raw`update wallets set balance = 10001 where customer_id = ${fajar}`;
  expect((await violations()).map(({ subject }) => subject)).toContain(`customer:${fajar}`);
  await shop.raw`update wallets set balance = 10000 where customer_id = ${fajar}`;
  expect(await violations()).toEqual([]);
});
