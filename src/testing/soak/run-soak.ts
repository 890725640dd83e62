import { sql } from "drizzle-orm";
import type { Person } from "../../demo/telegram/person.ts";
import { systemClock } from "../../lib/clock.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { changeSetting } from "../../shop/settings/change-setting.ts";
import type { SettingKey } from "../../shop/settings/setting-rules.ts";
import { createVoucher } from "../../shop/vouchers/manage-vouchers.ts";
import { adjustWallet } from "../../shop/wallet/adjust-wallet.ts";
import { approveTransfer } from "../approve-transfer.ts";
import { addUnits, aProduct } from "../catalog-factories.ts";
import { insists } from "../patient-buyer.ts";
import { randomFrom } from "../random.ts";
import { leftWaiting, reconcile } from "../reconcile.ts";
import { openShopWorld, type ShopWorld } from "../shop-world.ts";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";
import { transferTo, type Visitor, visit, visits } from "./shoppers.ts";
import { makeTroubles, type Troubles } from "./troubles.ts";

export type SoakOptions = {
  readonly binary: string;
  readonly orders: number;
  readonly kills: number;
  readonly seed: number;
  readonly minutes: number;
  readonly atOnce?: number;
  readonly say: (line: string) => void;
};

export type SoakReport = {
  readonly seed: number;
  readonly minutes: number;
  readonly visits: number;
  readonly orders: Readonly<Record<string, number>>;
  readonly money: { readonly credited: number; readonly byCircumstance: Record<string, number> };
  readonly troubles: Readonly<Record<string, number>>;
  /** Visits in which a customer lost patience, and why, by how often. */
  readonly impatience: Readonly<Record<string, number>>;
  readonly complaints: readonly string[];
};

/**
 * Many customers at once, everything that can go wrong around them, and then the reckoning: the
 * gateway's ledger, the database, and what each of them has seen.
 */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { seed, say } = options;
  const startedAt = performance.now();
  const random = randomFrom(seed);
  await using postgres = await startOwnPostgres();
  await using world = await openShopWorld({
    binary: options.binary,
    mode: () => random.oneOf(["webhook", "polling"]),
    database: postgres,
    env: { PAYMENT_EXPIRY_MINUTES: "1" },
  });
  const shelf = await stockTheShelf(world, options.orders);
  const people = await letPeopleIn(world);
  const troubles = makeTroubles(world, postgres, random, seed);
  const impatience: Record<string, number> = {};
  const visitor: Visitor = {
    ...{ world, random, ...shelf },
    approve: (code, share) => approve(world, code, share),
  };

  const deadline = startedAt + options.minutes * 60_000;
  let begun = 0;
  const free = [...people];
  const visitOnce = async () => {
    const person = free.splice(random.below(free.length), 1)[0];
    if (!person) return;
    const kind = random.oneOf(visits);
    try {
      await visit(visitor, person, kind);
    } catch (error) {
      const why = `${kind}: ${String(error).split("\n")[0]?.slice(0, 120)}`;
      impatience[why] = (impatience[why] ?? 0) + 1;
      if (impatience[why] === 1) say(`impatient: ${String(error).slice(0, 700)}`);
    }
    free.push(person);
  };
  const shoppers = Array.from({ length: options.atOnce ?? 60 }, async () => {
    while (performance.now() < deadline && begun < options.orders * 3) {
      if ((await countOrders(postgres)) >= options.orders && troubles.count.kills >= options.kills)
        return;
      begun += 1;
      await visitOnce();
      if (begun % 100 === 0) say(`${begun} visits, ${troubles.count.kills} kills`);
    }
  });
  const killer = keepKilling(options, troubles, postgres, shoppers);
  await Promise.all(shoppers);
  await killer;

  say("peace: what is on its way arrives, what is unpaid expires");
  await troubles.end();
  await approveTheRest(world);
  await untilQuiet(world, say);
  return {
    ...{ seed, visits: begun, impatience },
    minutes: (performance.now() - startedAt) / 60_000,
    orders: await counted(
      postgres,
      "select state as key, count(*)::int as n from orders group by 1",
    ),
    money: {
      credited: world.pakasir.ledger.filter(({ isCredited }) => isCredited).length,
      byCircumstance: await counted(
        postgres,
        "select circumstance as key, count(*)::int as n from money_in group by 1",
      ),
    },
    troubles: troubles.count,
    complaints: [
      ...(await shortOf(options, postgres, troubles)),
      ...(await reconcile(world, people)),
      ...world.telegram.violations,
      ...troubles.ownEnds.map((end) => `the shop ended by itself: ${end}`),
    ],
  };
}

// --- internal ---

async function stockTheShelf({ db }: ShopWorld, orderCount: number) {
  const products: string[] = [];
  for (let n = 1; n <= 6; n++) {
    const code = `SOAK${n}`;
    const { id } = await aProduct(db, { code, price: rupiah(10_000 + n * 1_500) });
    const units = Array.from({ length: orderCount }, (_, unit) => `GOODS-${n}-${unit + 1}`);
    for (let from = 0; from < units.length; from += 500) {
      await addUnits(db, id, units.slice(from, from + 500));
    }
    products.push(code);
  }
  const actorId = 9_001;
  const fields = { kind: "percent", value: 10 } as const;
  for (const [code, totalLimit] of [
    ["HEMAT", null],
    ["LANGKA", 20],
  ] as const) {
    await createVoucher(
      { db, clock: systemClock },
      {
        fields: { ...fields, code, totalLimit },
        actorId,
      },
    );
  }
  const settings: Partial<Record<SettingKey, unknown>> = {
    manualInstructions: transferTo,
    manualEnabled: true,
    maxUnpaidOrders: 50,
    nonPayerOrders: 0,
    scarceAt: 0,
  };
  for (const [key, value] of Object.entries(settings)) {
    const changed = await changeSetting(
      { db, clock: systemClock },
      { key: key as SettingKey, value, actorId },
    );
    if (!changed.ok) throw new Error(`The setting ${key} was refused: ${changed.reason}`);
  }
  return { products, vouchers: ["HEMAT", "LANGKA"] };
}

/** With some money in their wallets. */
async function letPeopleIn(world: ShopWorld): Promise<Person[]> {
  const people = Array.from({ length: 150 }, (_, n) => world.person(`Pembeli ${n + 1}`));
  for (const person of people) {
    await insists(person, () => person.sends("/start"), "Toko Uji");
    await adjustWallet(
      { db: world.db, clock: systemClock },
      {
        customerId: person.id as CustomerId,
        amount: rupiah(400_000),
        reason: "modal",
        actorId: 9_001,
        cause: `soak:${person.id}`,
      },
    );
  }
  return people;
}

async function approve({ db }: ShopWorld, code: string, share: number): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    try {
      return await approveTransfer(db, code, share);
    } catch {
      // The database is being restarted.
      await Bun.sleep(500);
    }
  }
}

/** Whoever lost patience has transferred all the same, and an admin finds it on the account. */
async function approveTheRest(world: ShopWorld): Promise<void> {
  const rows = await world.raw`
    select o.code from orders o join payments p on p.order_id = o.id
    where p.gateway = 'manual' and p.state = 'pending'`;
  for (const { code } of rows) await approve(world, code, 1);
}

async function keepKilling(
  { orders: wanted, kills }: SoakOptions,
  troubles: Troubles,
  postgres: OwnPostgres,
  shoppers: readonly Promise<void>[],
): Promise<void> {
  let areThere = true;
  void Promise.allSettled(shoppers).then(() => {
    areThere = false;
  });
  for (let done = 0; done < kills && areThere; ) {
    const due = ((done + 1) * wanted) / (kills + 1);
    if ((await countOrders(postgres)) < due) {
      await Bun.sleep(70);
      continue;
    }
    await troubles.kill();
    done += 1;
  }
}

let lastCount = 0;

async function countOrders({ raw }: OwnPostgres): Promise<number> {
  try {
    const [row] = await raw`select count(*)::int as n from orders`;
    lastCount = row?.["n"] ?? lastCount;
  } catch {
    // The database is being restarted.
  }
  return lastCount;
}

/** The clock cannot be hurried, but what is watched for a day may be looked at now. */
async function untilQuiet(world: ShopWorld, say: SoakOptions["say"]): Promise<void> {
  const deadline = performance.now() + 5 * 60_000;
  for (let looks = 0; performance.now() < deadline; looks++) {
    const left = [...(await leftWaiting(world.db)), ...(await unseenMoney(world))];
    if (left.length === 0) return;
    if (looks % 5 === 0)
      say(`${left.length} things are on their way: ${left.slice(0, 3).join("; ")}`);
    // A transfer by hand may be made for a day: nobody waits for that here.
    await world.db.execute(sql`
      update orders set expires_at = now() where state = 'awaiting_payment'
        and expires_at > now() + interval '2 minutes'`);
    await world.db.execute(sql`
      update payment_events set not_before = now()
        where processed_at is null and not_before > now() + interval '10 seconds'`);
    await world.db.execute(sql`
      update payments set next_check_at = now() where next_check_at > now() + interval '10 seconds'
        and state in ('expired', 'cancelled', 'failed')`);
    await Bun.sleep(3_000);
  }
}

/** A soak that ran out of time proves less than was asked for. */
async function shortOf(
  { orders, kills }: SoakOptions,
  postgres: OwnPostgres,
  { count }: Troubles,
): Promise<string[]> {
  const placed = await countOrders(postgres);
  if (placed >= orders && count.kills >= kills) return [];
  return [`time ran out at ${placed} of ${orders} orders and ${count.kills} of ${kills} kills`];
}

async function unseenMoney({ raw, pakasir }: ShopWorld): Promise<string[]> {
  const rows = await raw`select transaction_id as id from money_in`;
  const known = new Set(rows.map(({ id }) => id));
  return pakasir.ledger
    .filter(({ isCredited, txnId }) => isCredited && !known.has(txnId))
    .map(({ orderId }) => `money for ${orderId}`);
}

async function counted({ raw }: OwnPostgres, query: string): Promise<Record<string, number>> {
  const rows = await raw.unsafe<{ key: string; n: number }[]>(query);
  return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
}
