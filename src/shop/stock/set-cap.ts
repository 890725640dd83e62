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

/** How often a shared product may be sold from now on, by adding or removing its free copies. */
export async function setCap(
  { db, clock }: { readonly db: Queryable; readonly clock: Clock },
  input: Cap & { readonly productId: ProductId; readonly actorId: number | null },
): Promise<
  Result<Cap, "not_found" | "not_shared" | "out_of_range" | "more_are_taken", { least: number }>
> {
  const { productId, cap, actorId } = input;
  if (cap !== null && !(Number.isInteger(cap) && cap >= 1 && cap <= largestCap)) {
    return refuse("out_of_range", { least: 1 });
  }
  return db.transaction(async (tx) => {
    const product = await lockProduct(tx, productId);
    if (!product) return refuse("not_found", { least: 1 });
    if (product.kind === "unique") return refuse("not_shared", { least: 1 });
    const copies = await lockCopies(tx, productId);
    if (cap !== null && cap < copies.taken) {
      return refuse("more_are_taken", { least: copies.taken });
    }
    await changeCopies(tx, productId, (cap ?? copies.taken) - copies.taken - copies.free, {
      at: clock.now(),
    });
    const version = sql`${products.version} + 1`;
    await tx
      .update(products)
      .set({ isCapped: cap !== null, version, updatedAt: clock.now(), updatedBy: actorId })
      .where(eq(products.id, productId));
    await writeAudit(tx, {
      at: clock.now(),
      actorId,
      action: "product.cap_set",
      subject: `product:${productId}`,
      before: { cap: product.isCapped ? copies.taken + copies.free : null },
      after: { cap, version: product.version + 1 },
    });
    await restock(tx, [productId], clock.now());
    return ok({ cap });
  });
}

// --- internal ---

/** Free copies cannot be taken while this transaction counts on them. */
async function lockCopies(tx: Queryable, productId: ProductId) {
  await tx.execute(sql`
    select 1 from product_contents where product_id = ${productId} and state = 'available'
    order by id for update`);
  const [row] = await tx.execute<{ free: number; taken: number }>(sql`
    select count(*) filter (where state = 'available') as free,
      count(*) filter (where state <> 'available') as taken
    from product_contents where product_id = ${productId}`);
  return { free: row?.free ?? 0, taken: row?.taken ?? 0 };
}

async function changeCopies(
  tx: Queryable,
  productId: ProductId,
  by: number,
  { at }: { readonly at: Date },
): Promise<void> {
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
