import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { productPriceTiers, products, productTerms } from "../../../db/schema/catalog.ts";
import type { ProductId } from "../../lib/ids.ts";
import type { PriceTier, Product } from "./product.ts";

/** Everything about a product that is not goods. */
export type ProductDetails = Omit<Product, "sharedContent"> & {
  readonly terms: string | null;
  readonly tiers: readonly PriceTier[];
  /** Whether a shared product has its text and a file product its file; units are counted apart. */
  readonly hasGoods: boolean;
};

export async function findProduct(
  queryable: Queryable,
  productId: ProductId,
): Promise<ProductDetails | undefined> {
  const [row] = await queryable
    .select({ product: products, terms: productTerms.content, hasFile })
    .from(products)
    .leftJoin(productTerms, eq(productTerms.productId, products.id))
    .where(eq(products.id, productId));
  if (!row) return undefined;
  const { sharedContent, ...product } = row.product;
  const hasGoods = { unique: true, shared: sharedContent !== null, file: row.hasFile };
  const tiers = (await tiersOf(queryable, [productId])).get(productId) ?? [];
  return { ...product, terms: row.terms, tiers, hasGoods: hasGoods[product.kind] };
}

export async function findProductByCode(
  queryable: Queryable,
  code: string,
): Promise<Pick<Product, "id" | "code" | "name" | "kind" | "version" | "archivedAt"> | undefined> {
  const { id, name, kind, version, archivedAt } = products;
  const [row] = await queryable
    .select({ id, code: products.code, name, kind, version, archivedAt })
    .from(products)
    .where(sql`lower(${products.code}) = lower(${code})`);
  return row;
}

/**
 * The row, so that whoever changes it next waits for this transaction. Orders and units may still
 * name it meanwhile, except where it is locked to be deleted.
 */
export async function lockProduct(
  tx: Queryable,
  productId: ProductId,
  strength: "no key update" | "update" = "no key update",
): Promise<Product | undefined> {
  const [row] = await tx.select().from(products).where(eq(products.id, productId)).for(strength);
  return row;
}

export async function tiersOf(
  queryable: Queryable,
  productIds: readonly ProductId[],
): Promise<ReadonlyMap<ProductId, readonly PriceTier[]>> {
  if (productIds.length === 0) return new Map();
  const rows = await queryable
    .select()
    .from(productPriceTiers)
    .where(inArray(productPriceTiers.productId, [...productIds]))
    .orderBy(asc(productPriceTiers.productId), asc(productPriceTiers.minQuantity));
  return Map.groupBy(rows, ({ productId }) => productId);
}

// --- internal ---

const hasFile = sql<boolean>`exists (
  select 1 from product_files f where f.product_id = ${products.id})`;
