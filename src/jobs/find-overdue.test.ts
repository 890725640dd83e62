import { afterAll, afterEach, expect, test } from "bun:test";
import { hours, minutes } from "../lib/clock.ts";
import { rupiah } from "../lib/money.ts";
import { aCustomer, anOrder, opening } from "../testing/catalog-factories.ts";
import { testDatabase } from "../testing/test-database.ts";
import { findOverdue, type OverdueKind } from "./find-overdue.ts";

const { db, raw, close } = await testDatabase();
afterAll(close);
afterEach(async () => {
  await raw`truncate customers, orders, deposits, payments, outbox, telegram_updates,
    payment_events, payment_proofs, money_in cascade`;
});

const ago = (ms: number) => new Date(opening.getTime() - ms);
const overdue = async () => (await findOverdue(db, opening)).map(({ kind }) => kind);

async function aPaidOrder(paidAt: Date, customer: { readonly isUnreachable?: boolean } = {}) {
  const customerId = await aCustomer(db);
  const orderId = await anOrder(db, { customerId });
  await raw`update orders set state = 'paid', paid_at = ${paidAt} where id = ${orderId}`;
  if (customer.isUnreachable)
    await raw`update customers set unreachable_at = ${paidAt} where id = ${customerId}`;
  return { customerId, orderId };
}

test("a young shop has nothing to tell", async () => {
  await aPaidOrder(ago(minutes(4)));
  expect(await overdue()).toEqual([]);
});

test("a paid order without its goods is told, with how many and since when", async () => {
  await aPaidOrder(ago(minutes(6)));
  await aPaidOrder(ago(minutes(20)));
  expect(await findOverdue(db, opening)).toEqual([
    { kind: "owed_orders", count: 2, oldest: ago(minutes(20)) },
  ]);
});

test("goods that wait for somebody who has blocked the bot are news, but not for ever", async () => {
  await aPaidOrder(ago(minutes(50)), { isUnreachable: true });
  expect(await overdue()).toEqual(["owed_orders"]);
  await raw`update orders set paid_at = ${ago(minutes(70))}`;
  expect(await overdue()).toEqual([]);
});

test("every state that is not an end has an age past which the owner hears of it", async () => {
  const old = ago(hours(5));
  const { customerId, orderId } = await aPaidOrder(old);
  const waiting = await anOrder(db, { customerId });
  await raw`update orders set state = 'awaiting_payment', expires_at = ${old} where id = ${waiting}`;
  await raw`insert into deposits (code, customer_id, amount, created_at, expires_at)
    values ('DEP-1', ${customerId}, ${rupiah(10_000)}, ${old}, ${old})`;
  const [payment] = await raw`
    insert into payments (order_id, customer_id, gateway, method, reference, state, amount, total,
      created_at, expires_at)
    values (${orderId}, ${customerId}, 'manual', 'manual', 'R', 'pending', 5, 5, ${old}, ${old})
    returning id`;
  await raw`insert into payment_proofs (payment_id, created_at) values (${payment?.["id"]}, ${old})`;
  await raw`insert into outbox (lane, chat_id, kind, dedupe_key, not_before, created_at)
    values (1, ${customerId}, 'goods', 'k', ${old}, ${old})`;
  await raw`insert into telegram_updates (update_id, user_id, received_at)
    values (1, ${customerId}, ${old})`;
  await raw`
    insert into payment_events (gateway, fingerprint, reference, body, received_at, not_before)
    values ('pakasir', 'f', 'R', '{}', ${old}, ${old})`;
  await raw`insert into money_in (gateway, transaction_id, reference, amount, unclaimed,
      circumstance, received_at)
    values ('pakasir', 't', 'X', 5, 5, 'unknown', ${old})`;
  const all: OverdueKind[] = [
    ...(["owed_orders", "unexpired_orders", "unexpired_deposits", "unsent_messages"] as const),
    ...(["unhandled_updates", "unchecked_callbacks", "waiting_proofs"] as const),
    "unclaimed_money",
  ];
  expect(await overdue()).toEqual(all);
});
