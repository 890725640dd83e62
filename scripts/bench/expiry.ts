import { createRendering } from "../../src/bot/messages/create-rendering.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { CustomerId, ProductId } from "../../src/lib/ids.ts";
import { randomCode } from "../../src/lib/ids.ts";
import { rupiah } from "../../src/lib/money.ts";
import { timeZone } from "../../src/lib/time-zone.ts";
import { type Outbox, runOutbox } from "../../src/outbox/run-outbox.ts";
import { expireOrders } from "../../src/shop/orders/expire-orders.ts";
import { markDelivered } from "../../src/shop/orders/mark-delivered.ts";
import { placeOrder } from "../../src/shop/orders/place-order.ts";
import { aProduct, testVault } from "../../src/testing/catalog-factories.ts";
import { aWalletWith } from "../../src/testing/order-factories.ts";
import { silentLog } from "../../src/testing/silent-log.ts";
import type { TestDatabase } from "../../src/testing/test-database.ts";
import { checkoutDeps } from "./a-checkout.ts";
import type { Bench } from "./bench.ts";
import { type Figure, median, ms, percentile } from "./figure.ts";

const orders = 10_000;
const callMs = 20;

/** Ten thousand orders end in one pass while others go on buying by wallet and get their goods. */
export async function benchExpiry(bench: Bench): Promise<Figure[]> {
  const shop = await bench.largeShop();
  const buyers = await openBuyers(shop);
  await using _closing = buyers;
  const before = await buyers.buyFor(() => Bun.sleep(4_000));
  await placeUnpaid(shop);
  const begun = performance.now();
  let expired = 0;
  let time = Number.NaN;
  const during = await buyers.buyFor(async () => {
    ({ expired } = await expireOrders({ db: shop.db, clock: systemClock }, { limit: 20_000 }));
    time = performance.now() - begun;
    buyers.outbox.wake();
    // Their notices go out now: ten thousand, to as many people.
    await Bun.sleep(4_000);
  });
  if (expired < orders) throw new Error(`Of ${orders} orders ${expired} expired`);
  const [quiet, busy] = [percentile(before, 0.99), percentile(during, 0.99)];
  return [
    {
      name: `${orders} orders expire in one pass`,
      measured: ms(time),
      reference: `one bare update of as many rows: ${ms(await bareUpdate(shop))}`,
      ...{ aim: "≤ 10 s", isMet: time <= 10_000 },
    },
    {
      name: `goods delivered meanwhile, p99 of ${during.length}`,
      measured: `${ms(busy)} (median ${ms(median(during))})`,
      reference: `before: ${ms(quiet)} (median ${ms(median(before))}); Telegram: ${callMs} ms a call`,
      ...{ aim: "not delayed", isMet: busy <= Math.max(300, quiet * 2) },
    },
  ];
}

// --- internal ---

const buyersCount = 40;
const firstBuyer = 95_001;
const pauseMs = 50;

/** People who pay by wallet, one after the other; the time from the tap to the goods. */
async function openBuyers({ db }: TestDatabase) {
  const waiting = new Map<number, () => void>();
  const outbox = theOutbox({ db }, (chatId) => waiting.get(chatId)?.());
  const { id: productId } = await aProduct(db, { code: "WALLET", stock: 3_000 });
  for (let place = 0; place < buyersCount; place++)
    await aWalletWith(db, (firstBuyer + place) as CustomerId, rupiah(9_000_000));
  let turn = 0;
  const buy = async () => {
    const customerId = (firstBuyer + (turn++ % buyersCount)) as CustomerId;
    const goods = new Promise<void>((resolve) => waiting.set(customerId, resolve));
    const begun = performance.now();
    const lines = [{ productId: productId as ProductId, quantity: 1 }];
    const checkout = { customerId, lines, useWallet: "all", method: "wallet" } as const;
    const placed = await placeOrder({ db, ...checkoutDeps(randomCode) }, checkout);
    if (!placed.ok) throw new Error(`An order by wallet was refused: ${placed.reason}`);
    outbox.wake();
    await goods;
    return performance.now() - begun;
  };
  const buyFor = async (work: () => Promise<unknown>): Promise<number[]> => {
    const times: Promise<number>[] = [];
    let isOver = false;
    const done = work().finally(() => {
      isOver = true;
    });
    while (!isOver) {
      times.push(buy());
      await Bun.sleep(pauseMs);
    }
    await done;
    return Promise.all(times);
  };
  return { outbox, buyFor, [Symbol.asyncDispose]: () => outbox.stop() };
}

/** The real outbox, and a Telegram that takes its time and says yes. */
function theOutbox({ db }: Pick<TestDatabase, "db">, onGoods: (chatId: number) => void): Outbox {
  const parts = { db, vault: testVault, clock: systemClock };
  const zone = timeZone("Asia/Jakarta");
  const rendering = createRendering({ ...parts, zone, defaultLanguage: "id" });
  let messageId = 1;
  return runOutbox({
    ...{ ...parts, rendering, log: silentLog },
    async call({ method, payload }) {
      await Bun.sleep(callMs);
      const isGoods = /WALLET-\d+/.test(String(payload["text"] ?? ""));
      if (isGoods) onGoods(Number(payload["chat_id"]));
      return { kind: "ok", result: method.startsWith("send") ? { message_id: ++messageId } : true };
    },
    adminsToTell: async () => [],
    onDelivered: async (tx, orderId, at) => void (await markDelivered(tx, orderId, at)),
    onParked({ kind }, why) {
      throw new Error(`${kind} was parked: ${why}`);
    },
  });
}

/** Orders of an hour ago that nobody paid, each with a unit and a payment. */
async function placeUnpaid({ raw }: TestDatabase): Promise<void> {
  await raw.begin(async (tx) => {
    await tx`create temporary table unpaid on commit drop as
      select nextval('orders_id_seq') as id, n, 1 + n % 90000 as customer, 1 + n % 10000 as product
      from generate_series(1, ${orders}::int) n`;
    await tx`insert into orders (id, code, customer_id, state, subtotal, total, created_at, expires_at)
      overriding system value
      select id, 'INV-LATE' || id, customer, 'awaiting_payment', 10000, 10000,
        now() - interval '1 hour', now() - interval '45 minutes' from unpaid`;
    await tx`insert into order_items (order_id, product_id, product_name, kind, quantity, unit_price)
      select id, product, 'Produk', 'unique', 1, 10000 from unpaid`;
    await tx`insert into payments (order_id, customer_id, gateway, method, reference, state, amount,
        total, created_at, expires_at, next_check_at)
      select id, customer, 'pakasir', 'qris', 'INV-LATE' || id, 'pending', 10000, 10000,
        now() - interval '1 hour', now() - interval '45 minutes', now() from unpaid`;
    await tx`update product_contents c set state = 'reserved', order_id = unpaid.id
      from unpaid where c.id = (select min(u.id) from product_contents u
        where u.product_id = unpaid.product and u.state = 'available')`;
  });
  await raw`analyze orders, payments, order_items, product_contents`;
}

async function bareUpdate({ raw }: TestDatabase): Promise<number> {
  await raw`create table if not exists bare as
    select n as id, 'awaiting_payment' as state, now() as closed_at
    from generate_series(1, ${orders}::int) n`;
  const begun = performance.now();
  await raw`update bare set state = 'expired', closed_at = now()`;
  return performance.now() - begun;
}
