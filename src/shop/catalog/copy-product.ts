import type { Queryable } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import { type Result, refuse } from "../../lib/result.ts";
import { type CreateRefusal, createProduct } from "./create-product.ts";
import { openShared } from "./open-shared.ts";
import { findProduct } from "./products.queries.ts";
import { readProductFile, storeProductFile } from "./set-product-file.ts";

type Deps = { readonly db: Queryable; readonly clock: Clock; readonly vault: Vault };

/** Another product like this one, not yet on sale and without its units. */
export async function copyProduct(
  { db, clock, vault }: Deps,
  input: { readonly productId: ProductId; readonly code: string; readonly actorId: number | null },
): Promise<Result<ProductId, "not_found" | "invalid_field" | "duplicate_code", CreateRefusal>> {
  return db.transaction(async (tx) => {
    const source = await findProduct(tx, input.productId);
    if (!source) return refuse("not_found", undefined);
    const { kind, id, isCapped: _, position: __, ...values } = source;
    const created = await createProduct(
      { db: tx, clock, vault },
      {
        ...values,
        tiers: [...source.tiers],
        sharedContent: await openShared(tx, vault, id),
        code: input.code,
        isActive: false,
        kind,
        actorId: input.actorId,
      },
    );
    if (!created.ok || kind !== "file") return created;
    const file = await readProductFile({ queryable: tx, vault }, id);
    if (file) await storeProductFile({ tx, vault }, created.value, file);
    return created;
  });
}
