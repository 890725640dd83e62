import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { moneyIn, walletEntries } from "../../../db/schema/money.ts";
import { customers } from "../../../db/schema/people.ts";
import { outbox } from "../../../db/schema/queues.ts";
import { vouchers } from "../../../db/schema/vouchers.ts";
import type { CustomerId, OrderId } from "../../lib/ids.ts";
import { findOrder, type OrderDetail } from "./orders.queries.ts";

/** How far its goods have come on the way to the customer. */
export type GoodsSending = {
  readonly state: "waiting" | "done" | "parked" | "dropped";
  readonly createdAt: Date;
  readonly doneAt: Date | null;
  readonly lastError: string | null;
};

/** Everything that is known of an order, but for its goods. */
export type OrderFile = OrderDetail & {
  readonly money: readonly (typeof moneyIn.$inferSelect)[];
  readonly ledger: readonly (typeof walletEntries.$inferSelect)[];
  readonly sendings: readonly GoodsSending[];
  readonly voucherCode: string | undefined;
  /** How often the goods were sent again by hand. */
  readonly resent: number;
  /** The names of those who had a hand in it. */
  readonly names: ReadonlyMap<number, string>;
};

export async function orderFile(
  queryable: Queryable,
  orderId: OrderId,
): Promise<OrderFile | undefined> {
  const order = await findOrder(queryable, { orderId });
  if (!order) return undefined;
  const [money, ledger, sendings, voucherCode] = await Promise.all([
    queryable.select().from(moneyIn).where(eq(moneyIn.orderId, orderId)).orderBy(asc(moneyIn.id)),
    queryable
      .select()
      .from(walletEntries)
      .where(eq(walletEntries.orderId, orderId))
      .orderBy(asc(walletEntries.id)),
    sendingsOf(queryable, orderId),
    voucherOf(queryable, order),
  ]);
  const actors = [
    ...order.events.map(({ actorId }) => actorId),
    ...money.map(({ confirmedBy }) => confirmedBy),
    order.confirmedBy,
  ];
  const names = await namesOf(queryable, actors);
  const resent = order.events.filter(({ event }) => event === "resent").length;
  return { ...order, money, ledger, sendings, voucherCode, resent, names };
}

/** How people who acted are called; those who never wrote to the bot have no name here. */
export async function namesOf(
  queryable: Queryable,
  ids: readonly (number | null)[],
): Promise<ReadonlyMap<number, string>> {
  const known = [...new Set(ids)].filter((id): id is CustomerId => id !== null);
  if (known.length === 0) return new Map();
  const rows = await queryable
    .select({ id: customers.id, name: customers.firstName })
    .from(customers)
    .where(inArray(customers.id, known));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

// --- internal ---

async function sendingsOf(queryable: Queryable, orderId: OrderId): Promise<GoodsSending[]> {
  const { state, createdAt, doneAt, lastError } = outbox;
  return queryable
    .select({ state, createdAt, doneAt, lastError })
    .from(outbox)
    .where(sql`${outbox.orderId} = ${orderId} and ${outbox.kind} in ('goods', 'goods_file')`)
    .orderBy(asc(outbox.id))
    .limit(100);
}

async function voucherOf(queryable: Queryable, { voucherId }: OrderDetail) {
  if (voucherId === null) return undefined;
  const [voucher] = await queryable
    .select({ code: vouchers.code })
    .from(vouchers)
    .where(eq(vouchers.id, voucherId));
  return voucher?.code;
}
