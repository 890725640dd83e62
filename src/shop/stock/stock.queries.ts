import { sql } from "drizzle-orm";
import type { Queryable, Tx } from "../../../db/client.ts";
import { statement } from "../../../db/statement.ts";
import type { CustomerId, OrderId, ProductId } from "../../lib/ids.ts";

// Three things keep a checkout as fast with a million units as with ten. States stand in the text
// and not among the parameters: a plan that is kept does not look at parameters, and without them
// it cannot use the partial indexes. The product is named as a range and ordered by, so that only
// the index of available units fits; else the planner may walk the primary key past everything
// that was ever sold. And what is found first, places and units, goes into the next step as an
// array, which looks those up and no others.

/**
 * Takes units for an order, those that wait for this customer first, and says how many it got:
 * fewer than asked means sold out, and the caller rolls back. Nobody waits for anybody here.
 */
export async function reserveStock(tx: Tx, input: Reservation): Promise<number> {
  const taken = await tx.execute(reserve(input));
  return taken.count;
}

type Reservation = {
  readonly orderId: OrderId;
  readonly customerId: CustomerId;
  readonly productId: ProductId;
  readonly quantity: number;
};

const reserve = statement<Reservation>(
  ({ orderId, customerId, productId, quantity }) => sql`
    with place as (
      select id from waitlist
      where product_id = ${productId} and customer_id = ${customerId} and state = 'holding'
      for update skip locked
    ), held as (
      select id, waitlist_id from product_contents
      where waitlist_id = any(array(select id from place)) and state = 'reserved'
      order by waitlist_id, id limit ${quantity}::int for update skip locked
    ), free as (
      select id from product_contents
      where product_id between ${productId} and ${productId} and state = 'available'
      order by product_id, id limit ${quantity}::int - (select count(*) from held)
      for update skip locked
    ), bought as (
      update waitlist set state = 'bought', hold_until = null
      where id = any(array(select waitlist_id from held))
    )
    update product_contents set state = 'reserved', order_id = ${orderId}, waitlist_id = null
    where id = any(array(select id from held union all select id from free))`,
);

/** Part of settlement: what was reserved for this order is sold now, and for ever. */
export async function sellReserved(
  tx: Tx,
  { orderId, at }: { readonly orderId: OrderId; readonly at: Date },
): Promise<number> {
  const sold = await tx.execute(sql`
    update product_contents set state = 'sold', sold_at = ${at.toISOString()}::timestamptz
    where order_id = ${orderId} and state = 'reserved'`);
  return sold.count;
}

/** How many can be bought now, counted no further than `upTo`. */
export async function countAvailable(
  queryable: Queryable,
  productId: ProductId,
  upTo = 1_001,
): Promise<number> {
  const [row] = await queryable.execute<{ units: number }>(sql`
    select count(*) as units from (
      select 1 from product_contents
      where product_id between ${productId} and ${productId} and state = 'available'
      order by product_id, id limit ${upTo}::int) counted`);
  return row?.units ?? 0;
}
