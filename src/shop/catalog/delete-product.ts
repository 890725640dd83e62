import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { productContents, products } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { lockProduct } from "./products.queries.ts";

export type Deletion = {
  /** What orders, vouchers or held units still name is kept, out of sight. */
  readonly outcome: "deleted" | "archived";
  readonly unsoldUnits: number;
};

type Deps = { readonly db: Queryable; readonly clock: Clock };
type Input = { readonly productId: ProductId; readonly actorId: number | null };

/** What deleting would do, for the question before it. */
export async function previewDeletion(
  queryable: Queryable,
  productId: ProductId,
): Promise<Deletion> {
  const [row] = await queryable.execute<{ named: boolean; unsold: number }>(sql`
    select exists (select 1 from order_items where product_id = ${productId})
        or exists (select 1 from voucher_products where product_id = ${productId})
        or exists (select 1 from product_contents where product_id = ${productId}
                   and state in ('reserved', 'sold', 'retired')) as named,
      (select count(*) from product_contents where product_id = ${productId}
        and state in ('available', 'quarantined')) as unsold`);
  return { outcome: row?.named ? "archived" : "deleted", unsoldUnits: row?.unsold ?? 0 };
}

export async function deleteProduct(
  { db, clock }: Deps,
  { productId, actorId }: Input,
): Promise<Result<Deletion, "not_found">> {
  return db.transaction(async (tx) => {
    // A checkout that is under way holds the row; whatever it inserts is seen below.
    const product = await lockProduct(tx, productId, "update");
    if (!product) return refuse("not_found");
    const deletion = await previewDeletion(tx, productId);
    if (deletion.outcome === "archived") await archive(tx, productId, clock.now(), actorId);
    else await remove(tx, productId);
    const { code, name, price, kind } = product;
    await writeAudit(tx, {
      at: clock.now(),
      actorId,
      action: `product.${deletion.outcome}`,
      subject: `product:${productId}`,
      before: { code, name, price, kind },
      after: { unsoldUnits: deletion.unsoldUnits, version: product.version + 1 },
    });
    return ok(deletion);
  });
}

/** Back from the archive, not yet on sale. */
export async function restoreProduct(
  { db, clock }: Deps,
  { productId, actorId }: Input,
): Promise<Result<undefined, "not_found" | "not_archived">> {
  return db.transaction(async (tx) => {
    const product = await lockProduct(tx, productId);
    if (!product) return refuse("not_found");
    if (product.archivedAt === null) return refuse("not_archived");
    await tx
      .update(products)
      .set({ archivedAt: null, isActive: false, ...touched(clock.now(), actorId) })
      .where(eq(products.id, productId));
    await writeAudit(tx, {
      at: clock.now(),
      actorId,
      action: "product.restored",
      subject: `product:${productId}`,
      before: { archivedAt: product.archivedAt },
      after: { archivedAt: null, version: product.version + 1 },
    });
    return ok(undefined);
  });
}

// --- internal ---

async function archive(tx: Queryable, productId: ProductId, at: Date, actorId: number | null) {
  await tx
    .update(products)
    .set({ archivedAt: at, isActive: false, ...touched(at, actorId) })
    .where(eq(products.id, productId));
  await tx.execute(sql`
    update waitlist set state = 'left' where product_id = ${productId} and state = 'waiting'`);
}

async function remove(tx: Queryable, productId: ProductId) {
  await tx.delete(productContents).where(eq(productContents.productId, productId));
  await tx.delete(products).where(eq(products.id, productId));
}

function touched(at: Date, actorId: number | null) {
  return { version: sql`${products.version} + 1`, updatedAt: at, updatedBy: actorId };
}
