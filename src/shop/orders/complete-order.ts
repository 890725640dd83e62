import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { OrderId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { sellReserved } from "../stock/stock.queries.ts";
import { retakeVoucher, useVoucher } from "../vouchers/take-voucher.ts";
import { closeTheSale, type SoldOrder } from "./close-the-sale.ts";
import type { OrderState } from "./order.ts";

export type Completion = {
  readonly orderId: OrderId;
  readonly at: Date;
  /** Who confirmed it by hand, and why. */
  readonly confirmedBy?: number | undefined;
  readonly note?: string | undefined;
};

/**
 * The order has its money: everything that follows from it, in the transaction that moves the
 * money. It does not look at payments or the wallet; the caller has. For an order that had ended
 * the caller has reserved its units again: what is missing is thrown, and nothing is sold.
 */
export async function completeOrder(
  tx: Tx,
  completion: Completion,
): Promise<Result<SoldOrder, "not_payable">> {
  const { orderId, at } = completion;
  const paid = await becomePaid(tx, completion);
  if (!paid) return refuse("not_payable");
  const { before, ...order } = paid;
  const isLate = before !== "awaiting_payment";
  const units = await sellReserved(tx, { orderId, at });
  await (isLate ? retakeVoucher(tx, orderId) : useVoucher(tx, orderId));
  const event = isLate ? "paid_late" : "paid";
  await closeTheSale(tx, { order, units, event, ...completion });
  return ok(order);
}

// --- internal ---

/** Compare and set: no row means that somebody was first. */
async function becomePaid(tx: Tx, { orderId, at, confirmedBy, note }: Completion) {
  const [row] = await tx.execute<SoldOrder & { before: OrderState }>(sql`
    with before as materialized (
      select id, state from orders where id = ${orderId}
        and state in ('awaiting_payment', 'expired', 'cancelled') for update
    )
    update orders o set state = 'paid', paid_at = ${at.toISOString()}::timestamptz,
      closed_at = null, confirmed_by = ${confirmedBy ?? null}::bigint,
      note = coalesce(${note ?? null}::text, note)
    from before where o.id = before.id
    returning o.id as "orderId", o.code, o.customer_id as "customerId", o.total,
      o.wallet_amount as "walletAmount", before.state as before`);
  return row;
}
