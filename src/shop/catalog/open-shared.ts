import { eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { products } from "../../../db/schema/catalog.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import { productIdentity } from "./product.ts";

/** What every buyer of a shared product gets, opened. */
export async function openShared(
  queryable: Queryable,
  vault: Vault,
  productId: ProductId,
): Promise<string | null> {
  const [row] = await queryable
    .select({ sealed: products.sharedContent })
    .from(products)
    .where(eq(products.id, productId));
  return row?.sealed == null ? null : vault.open(row.sealed, productIdentity(productId));
}
