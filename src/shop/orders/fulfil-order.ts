import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { products } from "../../../db/schema/catalog.ts";
import { walletEntries } from "../../../db/schema/money.ts";
import { orderItems, type orders } from "../../../db/schema/orders.ts";
import { vouchers } from "../../../db/schema/vouchers.ts";
import { type Rupiah, rupiah } from "../../lib/money.ts";
import { reserveStock } from "../stock/stock.queries.ts";
import { moveWallet } from "../wallet/move-wallet.ts";
import { completeOrder } from "./complete-order.ts";

export type Order = typeof orders.$inferSelect;

export type Fulfilment = {
  readonly order: Order;
  readonly at: Date;
  /** What made it happen, as in `pakasir:abc`: the wallet's part is taken again once for it. */
  readonly cause: string;
  readonly confirmedBy?: number | undefined;
  readonly note?: string | undefined;
};

export type Shortage = "out_of_stock" | "wallet_short";

/** Everything is taken; `finish` comes after the money's own entries in the wallet. */
export type Prepared =
  | { readonly ok: true; finish(): Promise<void> }
  | { readonly ok: false; readonly shortage: Shortage };

/**
 * Takes what an order needs to be handed over, all of it or nothing. The order's row is locked.
 * An order that had ended takes its units and the wallet's part again. Its voucher is taken again
 * where a use is left; where none is, the customer keeps the price that was shown and paid.
 */
export async function prepareFulfilment(tx: Tx, fulfilment: Fulfilment): Promise<Prepared> {
  const finish = () => complete(tx, fulfilment);
  if (fulfilment.order.state === "awaiting_payment") return { ok: true, finish };
  try {
    // A savepoint: where one thing is missing, the others are given back as if never taken.
    await tx.transaction((attempt) => takeAgain(attempt, fulfilment));
    return { ok: true, finish };
  } catch (error) {
    if (error instanceof Short) return { ok: false, shortage: error.shortage };
    throw error;
  }
}

// --- internal ---

class Short extends Error {
  override name = "Short";
  readonly shortage: Shortage;
  constructor(shortage: Shortage) {
    super(shortage);
    this.shortage = shortage;
  }
}

async function complete(tx: Tx, { order, at, confirmedBy, note }: Fulfilment): Promise<void> {
  const done = await completeOrder(tx, { orderId: order.id, at, confirmedBy, note });
  if (!done.ok) throw new Error(`Order ${order.id} was paid but not completed: ${done.reason}`);
}

async function takeAgain(tx: Tx, fulfilment: Fulfilment): Promise<void> {
  const { order } = fulfilment;
  if (!(await reserveAgain(tx, order))) throw new Short("out_of_stock");
  // Completion looks at the voucher, but its row is locked before the wallet's by everybody.
  if (order.voucherId !== null) {
    const isIts = eq(vouchers.id, order.voucherId);
    await tx.select({ id: vouchers.id }).from(vouchers).where(isIts).for("no key update");
  }
  if (!(await takeFromWalletAgain(tx, fulfilment))) throw new Short("wallet_short");
}

/** Products that have units: unique ones, and shared ones with a cap. */
async function reserveAgain(tx: Tx, order: Order): Promise<boolean> {
  const hasUnits = sql`(${products.kind} = 'unique' or ${products.isCapped})`;
  const items = await tx
    .select({ productId: orderItems.productId, quantity: orderItems.quantity })
    .from(orderItems)
    .innerJoin(products, eq(products.id, orderItems.productId))
    .where(and(eq(orderItems.orderId, order.id), hasUnits))
    .orderBy(orderItems.productId);
  const { id: orderId, customerId } = order;
  for (const { productId, quantity } of items) {
    const got = await reserveStock(tx, { orderId, customerId, productId, quantity });
    if (got < quantity) return false;
  }
  return true;
}

/** The wallet's part was given back when the order ended unpaid. */
async function takeFromWalletAgain(tx: Tx, { order, at, cause }: Fulfilment): Promise<boolean> {
  const missing = rupiah(order.walletAmount - (await takenFromWallet(tx, order)));
  if (missing <= 0) return true;
  const { id: orderId, customerId } = order;
  const moved = await moveWallet(tx, {
    ...{ customerId, orderId, at, kind: "purchase", cause: `order:${orderId}:again:${cause}` },
    amount: rupiah(-missing),
  });
  return moved.ok;
}

async function takenFromWallet(tx: Tx, order: Order): Promise<Rupiah> {
  const isForIt = inArray(walletEntries.kind, ["purchase", "give_back"]);
  const [row] = await tx
    .select({ taken: sql<number>`coalesce(-sum(${walletEntries.amount}), 0)::bigint` })
    .from(walletEntries)
    .where(and(eq(walletEntries.orderId, order.id), isForIt));
  return rupiah(row?.taken ?? 0);
}
