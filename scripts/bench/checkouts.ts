import { openDatabase } from "../../db/client.ts";
import { randomCode } from "../../src/lib/ids.ts";
import { placeOrder } from "../../src/shop/orders/place-order.ts";
import type { TestDatabase } from "../../src/testing/test-database.ts";
import { aCheckoutOf, checkoutDeps } from "./a-checkout.ts";
import { benchShop } from "./bench-shop.ts";
import { capturedCheckout } from "./captured-checkout.ts";
import { type Figure, median, ms, perSecond, timed } from "./figure.ts";
import { pgbench } from "./pgbench.ts";

/** Checkouts of one product by many customers, beside pgbench with the same statements. */
export async function benchCheckouts(): Promise<Figure[]> {
  return [await throughput(), await growth()];
}

// --- internal ---

const atOnce = 8;
const rounds = 5;
const checkoutsOfARound = 1_500;
const secondsOfARound = 3;
/** A plan that was made for an empty table would be kept: nobody analyses here. */
const someHistory = 20_000;

async function throughput(): Promise<Figure> {
  const customers = 200_000;
  await using shop = await benchShop({
    ...{ customers, products: 1, unitsOfEach: 100_000, orders: someHistory },
  });
  const isOurs = !("url" in shop.address);
  const script =
    isOurs && (await capturedCheckout(shop.address, { first: 50_000, last: customers }));
  await using database = openDatabase({ ...shop.address, max: atOnce });
  const shopping = shopper(database);
  await shopping(200);
  const rates: number[] = [];
  const references: number[] = [];
  // In turns, because the machine may not be ours alone.
  for (let round = 0; round < rounds; round++) {
    const settings = { clients: atOnce, seconds: secondsOfARound };
    const reference = script ? await pgbench(shop, { script, ...settings }) : undefined;
    if (reference !== undefined) references.push(reference);
    rates.push(await shopping(checkoutsOfARound));
  }
  return verdict(rates, references);
}

function verdict(rates: readonly number[], references: readonly number[]): Figure {
  const rate = median(rates);
  const reference = median(references);
  const ratio = median(references.map((each, round) => (rates[round] ?? 0) / each));
  const hasReference = references.length > 0;
  return {
    name: "checkouts of one product, 100,000 units",
    measured: perSecond(rate),
    reference: hasReference
      ? `pgbench, same statements: ${perSecond(reference)} (${Math.round(ratio * 100)} %)`
      : "skipped: there is no pgbench on this machine",
    aim: "≥ 50 % of pgbench; ≥ 1,000/s where it makes 2,000",
    isMet: hasReference ? ratio >= 0.5 && (reference < 2_000 || rate >= 1_000) : undefined,
  };
}

/** The same checkout with a thousand and with a million units behind it, in turns. */
async function growth(): Promise<Figure> {
  const size = { customers: 1_000, products: 1, orders: someHistory };
  await using few = await benchShop({ ...size, unitsOfEach: 1_000 });
  await using many = await benchShop({ ...size, unitsOfEach: 1_000_000 });
  const [withFew, withMany] = [alone(few), alone(many)];
  const medians: { few: number; many: number }[] = [];
  for (let round = 0; round < rounds; round++)
    medians.push({ few: await withFew(), many: await withMany() });
  const latency = median(medians.map((round) => round.many));
  return {
    name: "a checkout with 1,000,000 units in stock",
    measured: ms(latency),
    reference: `with 1,000 units: ${ms(median(medians.map((round) => round.few)))}`,
    aim: "no growth",
    isMet: median(medians.map((round) => round.many / round.few)) <= 1.15,
  };
}

/** Places so many orders, a customer each, and says how many a second. */
function shopper(database: Pick<TestDatabase, "db">): (count: number) => Promise<number> {
  const order = orderer(database);
  return async (count) => (count / (await timed(count, atOnce, order)).total) * 1_000;
}

/** One after the other; says how long one takes. */
function alone(database: Pick<TestDatabase, "db">): () => Promise<number> {
  const order = orderer(database);
  return async () => median((await timed(150, 1, order)).each);
}

function orderer({ db }: Pick<TestDatabase, "db">): () => Promise<void> {
  const deps = { db, ...checkoutDeps(randomCode) };
  let customer = 0;
  return async () => {
    const outcome = await placeOrder(deps, aCheckoutOf(++customer));
    if (!outcome.ok) throw new Error(`A checkout was refused: ${outcome.reason}`);
  };
}
