import { Api } from "grammy";
import { type SimulatedPakasir, startPakasir } from "../../src/demo/pakasir/start-pakasir.ts";
import { makePakasir } from "../../src/gateways/pakasir/pakasir.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { type CustomerId, randomCode } from "../../src/lib/ids.ts";
import { rupiah } from "../../src/lib/money.ts";
import { placeOrder } from "../../src/shop/orders/place-order.ts";
import type { PaymentGateway } from "../../src/shop/payments/gateway.ts";
import { requestCharge } from "../../src/shop/payments/request-charge.ts";
import { aCustomer, aProduct } from "../../src/testing/catalog-factories.ts";
import { silentLog } from "../../src/testing/silent-log.ts";
import { type TestDatabase, testDatabase } from "../../src/testing/test-database.ts";
import { aStore, type Store, token } from "./a-store.ts";
import type { Bench } from "./bench.ts";
import { type Figure, median, ms, percentile } from "./figure.ts";

const perSecond = 50;
const seconds = 15;
const firstCustomer = 10_001;

/** From the moment a buyer pays to the goods on his screen, fifty times a second. */
export async function benchPaidToGoods(bench: Bench): Promise<Figure[]> {
  await using database = await testDatabase();
  await using pakasir = await startPakasir({ ...account, rateLimits: "off" });
  await using store = await aStore(bench.binary(), {
    DATABASE_URL: database.url,
    ...{ PAKASIR_PROJECT_SLUG: account.slug, PAKASIR_API_KEY: account.apiKey },
    ...{ PAKASIR_WEBHOOK_SECRET: account.webhookSecret, PAKASIR_BASE_URL: pakasir.url },
  });
  const gateway = gatewayTo(pakasir);
  const codes = await placeOrders(database, store, gateway);
  await using _served = await store.serve();
  await untilQuiet(database);
  // Asked about moments ago, a charge has to wait for the gateway's four seconds, whoever paid it:
  // here the webhooks are alone.
  await database.raw`update payments set next_check_at = now() + interval '1 hour'`;
  await Bun.sleep(5_000);
  const bare = await bareCalls(store, gateway, codes[0] ?? "", pakasir);
  pakasir.sendWebhooksTo(`${store.url}/webhooks/pakasir`);
  const times = await payAll(store, pakasir, codes);
  const p99 = percentile(times, 0.99);
  return [
    {
      name: `paid to goods at ${perSecond} orders/s, p99 of ${times.length}`,
      measured: `${ms(p99)} (median ${ms(median(times))})`,
      reference: `four such calls alone, one after the other: ${ms(median(bare))}`,
      aim: "≤ 300 ms",
      isMet: p99 <= 300 && times.length === codes.length,
    },
  ];
}

// --- internal ---

const account = { slug: "toko", apiKey: "key-of-the-bench", webhookSecret: "secret-of-the-bench" };

function gatewayTo({ url }: SimulatedPakasir): PaymentGateway {
  const pace = { max: 1_000, windowMs: 0, queue: 1_000 };
  return makePakasir({
    ...{ ...account, version: 2, clock: systemClock, baseUrl: url },
    pace: { create: pace, cancel: pace, statusEveryMs: 0 },
  });
}

/** A customer for each order, with something to pay with; the first one is for the reference. */
async function placeOrders(
  { db, raw }: TestDatabase,
  { telegram }: Store,
  gateway: PaymentGateway,
): Promise<string[]> {
  const count = perSecond * seconds;
  const now = { clock: systemClock };
  const gateways = new Map([[gateway.name, gateway]]);
  const deps = { db, ...now, gateways, newCode: randomCode, expiryMinutes: 30 };
  const charging = { db, ...now, gateways, log: silentLog, acceptsSandbox: false };
  const { id: productId } = await aProduct(db, { code: "NF", stock: count + 10 });
  const codes: string[] = [];
  for (let place = 0; place < count; place++) {
    const customerId = await aCustomer(db, { id: (firstCustomer + place) as CustomerId });
    telegram.user({ id: customerId, first_name: `Budi ${place}` }).hasStarted();
    const lines = [{ productId, quantity: 1 }];
    const checkout = { customerId, lines, useWallet: "none", method: "qris" } as const;
    const placed = await placeOrder(deps, checkout);
    if (!placed.ok) throw new Error(`An order was refused: ${placed.reason}`);
    const { payment, code } = placed.value;
    if (payment) await requestCharge(charging, payment.id);
    codes.push(code);
  }
  await raw`vacuum analyze`;
  return codes;
}

/** The invoices of before have been sent. */
async function untilQuiet({ raw }: TestDatabase): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const [row] = await raw`
      select count(*) as left from outbox where state = 'waiting' and lane <= 1`;
    if (Number(row?.["left"]) === 0) return;
    if (performance.now() > deadline) throw new Error("The invoices were not sent in two minutes");
    await Bun.sleep(100);
  }
}

/** What the simulators and the network take: a webhook, a status, a message and its edit. */
async function bareCalls(
  { telegram, url }: Store,
  gateway: PaymentGateway,
  code: string,
  pakasir: SimulatedPakasir,
): Promise<number[]> {
  const api = new Api(token, { apiRoot: telegram.url });
  const charge = pakasir.find(code);
  if (!charge) throw new Error(`The simulated Pakasir does not know ${code}`);
  const query = {
    reference: code,
    transactionId: charge.txnId,
    amount: rupiah(charge.amount),
  };
  const times: number[] = [];
  const { id } = telegram.user({ id: 77, first_name: "Reference" }).hasStarted();
  for (let round = 0; round < 60; round++) {
    const begun = performance.now();
    await (await fetch(`${url}/health/none`)).text();
    await gateway.status(query);
    const { message_id } = await api.sendMessage(id, "A moment");
    await api.editMessageText(id, message_id, `The goods of round ${round}`);
    times.push(performance.now() - begun);
  }
  return times;
}

/** In even steps, however slow the shop is. */
async function payAll(
  { telegram }: Store,
  pakasir: SimulatedPakasir,
  codes: readonly string[],
): Promise<number[]> {
  const paidAt = new Map<number, number>();
  const times: number[] = [];
  telegram.onCall((_method, { chat_id, text }, phase) => {
    const paid = paidAt.get(Number(chat_id));
    if (phase !== "after" || paid === undefined || !/NF-\d+/.test(String(text))) return;
    times.push(performance.now() - paid);
    paidAt.delete(Number(chat_id));
  });
  const begun = performance.now();
  for (const [place, code] of codes.entries()) {
    const due = begun + (place * 1_000) / perSecond;
    if (due > performance.now()) await Bun.sleep(due - performance.now());
    paidAt.set(firstCustomer + place, performance.now());
    const paid = pakasir.pay(code);
    if (!paid.ok) throw new Error(`${code} could not be paid: ${paid.reason}`);
  }
  const deadline = performance.now() + 30_000;
  while (paidAt.size > 0 && performance.now() < deadline) await Bun.sleep(20);
  return times;
}
