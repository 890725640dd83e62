import { eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { productPriceTiers, products, productTerms } from "../../../db/schema/catalog.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { CategoryId, ProductId } from "../../lib/ids.ts";
import { type CheckedValues, type PriceTier, productIdentity } from "./product.ts";

/** Writes checked values into the product's row and into the tables beside it. */
export async function storeValues(
  { tx, vault }: { readonly tx: Queryable; readonly vault: Vault },
  productId: ProductId,
  values: CheckedValues,
): Promise<void> {
  const { terms, tiers, sharedContent, categoryId, ...plain } = values;
  const columns = {
    ...plain,
    ...(categoryId === undefined ? {} : { categoryId: categoryId as CategoryId | null }),
    ...(sharedContent === undefined
      ? {}
      : { sharedContent: sealed(vault, productId, sharedContent) }),
  };
  if (Object.keys(columns).length > 0) {
    await tx.update(products).set(columns).where(eq(products.id, productId));
  }
  if (terms !== undefined) await storeTerms(tx, productId, terms);
  if (tiers !== undefined) await storeTiers(tx, productId, tiers);
}

/** Values as the audit log may show them: that goods were changed, and never the goods. */
export function shown(values: CheckedValues): Record<string, unknown> {
  const { sharedContent, ...rest } = values;
  return sharedContent === undefined
    ? rest
    : { ...rest, sharedContent: sharedContent === null ? null : "•••" };
}

// --- internal ---

function sealed(vault: Vault, productId: ProductId, content: string | null): string | null {
  return content === null ? null : vault.seal(content, productIdentity(productId));
}

async function storeTerms(tx: Queryable, productId: ProductId, terms: string | null) {
  if (terms === null) {
    await tx.delete(productTerms).where(eq(productTerms.productId, productId));
    return;
  }
  await tx
    .insert(productTerms)
    .values({ productId, content: terms })
    .onConflictDoUpdate({ target: productTerms.productId, set: { content: terms } });
}

async function storeTiers(tx: Queryable, productId: ProductId, tiers: readonly PriceTier[]) {
  await tx.delete(productPriceTiers).where(eq(productPriceTiers.productId, productId));
  if (tiers.length === 0) return;
  await tx.insert(productPriceTiers).values(tiers.map((tier) => ({ ...tier, productId })));
}
