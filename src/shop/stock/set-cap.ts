import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { products } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { lockProduct } from "../catalog/products.queries.ts";
import { restock } from "./restock.ts";

export type Cap = {
  /** How many copies there are in all, sold ones included; nothing for as many as are asked for. */
  readonly cap: number | null;
};

const largestCap = 100_000;

/** How often a shared product or a file may be sold, by adding or removing its free copies. */
export async function setCap(
  { db, clock }: { readonly db: Queryable; readonly clock: Clock },
  input: Cap & { readonly productId: ProductId; readonly actorId: number | null },
): Promise<
  Result<Cap, "not_found" | "not_shared" | "out_of_range" | "more_are_taken", { least: number }>
> {
  const { productId, cap, actorId } = input;
  const at = clock.now();
  if (cap !== null && !(Number.isInteger(cap) && cap >= 1 && cap <= largestCap)) {
    return refuse("out_of_range", { least: 1 });
  }
  return db.transaction(async (tx) => {
    // Waits for checkouts that have written their order, so that each is found below.
    const product = await lockProduct(tx, productId, "update");
    if (!product) return refuse("not_found", { least: 1 });
    if (product.kind === "unique") return refuse("not_shared", { least: 1 });
    const before = product.isCapped ? await countCopies(tx, productId) : null;
    if (cap === null) await dropCopies(tx, productId);
    else {
      const taken = await countTaken(tx, productId);
      if (cap < taken) return refuse("more_are_taken", { least: taken });
      await giveCopies(tx, productId, at);
      await changeFreeCopies(tx, productId, cap - (await countCopies(tx, productId)), at);
    }
    const version = product.version + 1;
    await tx
      .update(products)
      .set({ isCapped: cap !== null, version, updatedAt: at, updatedBy: actorId })
      .where(eq(products.id, productId));
    await writeAudit(tx, {
      at,
      actorId,
      action: "product.cap_set",
      subject: `product:${productId}`,
      before: { cap: before },
      after: { cap, version },
    });
    await restock(tx, [productId], at);
    return ok({ cap });
  });
}

// --- internal ---

async function countCopies(tx: Queryable, productId: ProductId): Promise<number> {
  const [row] = await tx.execute<{ copies: number }>(sql`
    select count(*) as copies from product_contents where product_id = ${productId}`);
  return row?.copies ?? 0;
}

/** Copies that somebody has, and those of orders from before there was a cap. */
async function countTaken(tx: Queryable, productId: ProductId): Promise<number> {
  // Free copies cannot be taken while this transaction counts on them.
  await tx.execute(sql`
    select 1 from product_contents where product_id = ${productId} and state = 'available'
    order by id for update`);
  const [row] = await tx.execute<{ taken: number }>(sql`
    select (select count(*) from product_contents
      where product_id = ${productId} and state <> 'available')
    + (select coalesce(sum(missing.copies), 0)::bigint from (${missing(productId)}) missing) as taken`);
  return row?.taken ?? 0;
}

/** Every order that is open or paid has its copies, also where it is older than the cap. */
async function giveCopies(tx: Queryable, productId: ProductId, at: Date): Promise<void> {
  await tx.execute(sql`
    insert into product_contents (product_id, order_id, state, created_at, sold_at)
    select ${productId}, m.order_id, case when m.paid_at is null then 'reserved' else 'sold' end,
      ${at.toISOString()}::timestamptz, m.paid_at
    from (${missing(productId)}) m cross join generate_series(1, m.copies)`);
}

function missing(productId: ProductId) {
  return sql`select o.id as order_id, o.paid_at, i.quantity - has.copies as copies
    from order_items i join orders o on o.id = i.order_id
    cross join lateral (select count(*) as copies from product_contents c
      where c.order_id = o.id and c.product_id = i.product_id) has
    where i.product_id = ${productId} and i.quantity > has.copies
      and o.state in ('awaiting_payment', 'paid', 'delivered')`;
}

async function changeFreeCopies(tx: Queryable, productId: ProductId, by: number, at: Date) {
  if (by > 0) {
    await tx.execute(sql`
      insert into product_contents (product_id, created_at)
      select ${productId}, ${at.toISOString()}::timestamptz from generate_series(1, ${by}::int)`);
  }
  if (by < 0) {
    await tx.execute(sql`
      delete from product_contents where id in (
        select id from product_contents where product_id = ${productId} and state = 'available'
        order by id desc limit ${-by}::int)`);
  }
}

/** What was sold stays known; nobody has to wait or to reserve any more. */
async function dropCopies(tx: Queryable, productId: ProductId): Promise<void> {
  await tx.execute(sql`
    update waitlist set state = 'left', hold_until = null
    where product_id = ${productId} and state in ('waiting', 'holding')`);
  await tx.execute(sql`
    update product_contents set state = 'available', order_id = null, waitlist_id = null
    where product_id = ${productId} and state = 'reserved'`);
  await tx.execute(sql`
    delete from product_contents where product_id = ${productId} and state = 'available'`);
}
