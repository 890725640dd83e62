import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { OrderId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { sellReserved } from "../stock/stock.queries.ts";
import { useVoucher } from "../vouchers/take-voucher.ts";
import { closeTheSale, type SoldOrder } from "./close-the-sale.ts";

export type Completion = {
  readonly orderId: OrderId;
  readonly at: Date;
  /** The day of the shop's zone, whose numbers the sale belongs to. */
  readonly day: string;
  /** Who confirmed it by hand, and why. */
  readonly actorId?: number | undefined;
  readonly note?: string | undefined;
};

/**
 * The order has its money: everything that follows from it, in the transaction that moves the
 * money. It does not look at payments; the caller has, or there was nothing left to pay.
 */
export async function completeOrder(
  tx: Tx,
  completion: Completion,
): Promise<Result<SoldOrder, "not_awaiting">> {
  const { orderId, at, actorId, note } = completion;
  const [order] = await tx.execute<SoldOrder>(sql`
    update orders set state = 'paid', paid_at = ${at.toISOString()}::timestamptz,
      confirmed_by = ${actorId ?? null}::bigint, note = coalesce(${note ?? null}::text, note)
    where id = ${orderId} and state = 'awaiting_payment'
    returning id as "orderId", code, customer_id as "customerId", total,
      wallet_amount as "walletAmount"`);
  if (!order) return refuse("not_awaiting");
  const [units] = await Promise.all([sellReserved(tx, { orderId, at }), useVoucher(tx, orderId)]);
  await closeTheSale(tx, { order, units, event: "paid", ...completion });
  return ok(order);
}
