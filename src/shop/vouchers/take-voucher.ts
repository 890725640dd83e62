import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { CustomerId, OrderId, VoucherId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";

export type VoucherTaking = {
  readonly voucherId: VoucherId;
  readonly orderId: OrderId;
  readonly customerId: CustomerId;
  readonly discount: Rupiah;
  readonly at: Date;
};

/**
 * Holds one use for the order. The voucher's row lock makes the customer's uses a number that
 * nobody else changes; a refusal has changed nothing.
 */
export async function reserveVoucher(
  tx: Tx,
  taking: VoucherTaking,
): Promise<Result<"reserved", "limit_reached" | "customer_limit">> {
  const { voucherId, orderId, customerId, discount, at } = taking;
  const [locked] = await tx.execute<{ is_free: boolean }>(sql`
    select is_active and (total_limit is null or taken < total_limit) as is_free
    from vouchers where id = ${voucherId} for no key update`);
  if (!locked?.is_free) return refuse("limit_reached");
  // A statement of its own, so that it sees what was committed while we waited for the lock.
  const [taken] = await tx.execute<{ order_id: OrderId }>(sql`
    with used as (
      insert into voucher_uses (order_id, voucher_id, customer_id, discount, state, created_at)
      select ${orderId}::bigint, v.id, ${customerId}::bigint, ${discount}::bigint, 'reserved',
        ${at.toISOString()}::timestamptz
      from vouchers v where v.id = ${voucherId}
        and (v.per_customer_limit is null or v.per_customer_limit > (
          select count(*) from voucher_uses u where u.voucher_id = v.id
            and u.customer_id = ${customerId} and u.state <> 'released'))
      returning order_id, voucher_id
    ), counted as (
      update vouchers v set taken = taken + 1 from used where v.id = used.voucher_id
    )
    select order_id from used`);
  return taken ? ok("reserved") : refuse("customer_limit");
}

/** The order was paid. */
export async function useVoucher(tx: Tx, orderId: OrderId): Promise<void> {
  await tx.execute(sql`
    update voucher_uses set state = 'used' where order_id = ${orderId} and state = 'reserved'`);
}

/** The orders ended unpaid: their uses may be taken by somebody else. */
export async function releaseVouchers(tx: Tx, orderIds: readonly OrderId[]): Promise<number> {
  const [row] = await tx.execute<{ released: number }>(sql`
    with released as (
      update voucher_uses set state = 'released'
      where order_id = any(${`{${orderIds.join(",")}}`}::bigint[]) and state = 'reserved'
      returning voucher_id
    ), counts as (
      select voucher_id, count(*) as uses from released group by voucher_id
    ), locked as (
      -- In the order of their ids, as everybody does who needs several.
      select v.id, c.uses from vouchers v join counts c on c.voucher_id = v.id
      order by v.id for no key update of v
    ), given as (
      update vouchers v set taken = v.taken - locked.uses from locked where v.id = locked.id
    )
    select count(*) as released from released`);
  return row?.released ?? 0;
}

export async function releaseVoucher(tx: Tx, orderId: OrderId): Promise<void> {
  await releaseVouchers(tx, [orderId]);
}

/**
 * An order that had ended was paid late: its use is taken again where one is left. Where none is,
 * the customer keeps the price that was paid, and the voucher its limit.
 */
export async function retakeVoucher(tx: Tx, orderId: OrderId): Promise<boolean> {
  const [locked] = await tx.execute<{ id: VoucherId }>(sql`
    select v.id from vouchers v join voucher_uses u on u.voucher_id = v.id
    where u.order_id = ${orderId} and u.state = 'released' for no key update of v`);
  if (!locked) return false;
  const [row] = await tx.execute<{ order_id: OrderId }>(sql`
    with used as (
      update voucher_uses u set state = 'used' from vouchers v
      where u.order_id = ${orderId} and u.state = 'released' and v.id = u.voucher_id
        and (v.total_limit is null or v.taken < v.total_limit)
        and (v.per_customer_limit is null or v.per_customer_limit > (
          select count(*) from voucher_uses o where o.voucher_id = v.id
            and o.customer_id = u.customer_id and o.state <> 'released'))
      returning u.order_id, u.voucher_id
    ), counted as (
      update vouchers v set taken = taken + 1 from used where v.id = used.voucher_id
    )
    select order_id from used`);
  return row !== undefined;
}
