import { and, count, eq, lte, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { waitlist } from "../../../db/schema/orders.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { productCard } from "../catalog/shelf.queries.ts";
import { restock } from "../stock/restock.ts";

type Deps = { readonly db: Queryable; readonly clock: Clock };
type Place = { readonly productId: ProductId; readonly customerId: CustomerId };
/** Counted from 1. */
export type Joined = { readonly place: number };

/** Only what is sold out is waited for. Who waits already keeps his place. */
export async function joinWaitlist(
  { db, clock }: Deps,
  { productId, customerId }: Place,
): Promise<Result<Joined, "not_for_sale" | "in_stock">> {
  return db.transaction(async (tx) => {
    const card = await productCard(tx, productId);
    if (!card?.isForSale) return refuse("not_for_sale");
    if (card.stock !== 0) return refuse("in_stock");
    await tx
      .insert(waitlist)
      .values({ productId, customerId, createdAt: clock.now() })
      .onConflictDoNothing();
    return ok({ place: await placeOf(tx, { productId, customerId }) });
  });
}

/** A unit that waited for him goes to the next. */
export async function leaveWaitlist(
  { db, clock }: Deps,
  { productId, customerId }: Place,
): Promise<Result<undefined, "not_waiting">> {
  return db.transaction(async (tx) => {
    const left = await tx.execute<{ freed: number }>(sql`
      with gone as (
        update waitlist set state = 'left', hold_until = null
        where product_id = ${productId} and customer_id = ${customerId}
          and state in ('waiting', 'holding')
        returning id
      ), freed as (
        update product_contents set state = 'available', waitlist_id = null
        where waitlist_id in (select id from gone) and state = 'reserved' returning id
      )
      select (select count(*) from freed) as freed from gone`);
    if (!left[0]) return refuse("not_waiting");
    if (left[0].freed > 0) await restock(tx, [productId], clock.now());
    return ok(undefined);
  });
}

// --- internal ---

async function placeOf(tx: Queryable, { productId, customerId }: Place): Promise<number> {
  const mine = tx
    .select({ id: waitlist.id })
    .from(waitlist)
    .where(
      sql`${waitlist.productId} = ${productId} and ${waitlist.customerId} = ${customerId}
        and ${waitlist.state} in ('waiting', 'holding')`,
    );
  const [row] = await tx
    .select({ place: count() })
    .from(waitlist)
    .where(
      and(
        eq(waitlist.productId, productId),
        sql`${waitlist.state} = 'waiting'`,
        lte(waitlist.id, sql`(${mine})`),
      ),
    );
  return row?.place ?? 0;
}
