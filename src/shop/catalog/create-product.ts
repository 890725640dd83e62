import { max } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { products } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { checkValues, type ProductField, type ProductKind, type ProductValues } from "./product.ts";
import { findProductByCode } from "./products.queries.ts";
import { shown, storeValues } from "./store-values.ts";

export type NewProduct = ProductValues & {
  readonly code: string;
  readonly name: string;
  readonly price: number;
  readonly kind?: ProductKind;
  readonly actorId: number | null;
};

export type DuplicateCode = {
  readonly productId: ProductId;
  readonly name: string;
  readonly isArchived: boolean;
};
export type CreateRefusal =
  | { readonly field: ProductField; readonly duplicate?: DuplicateCode }
  | undefined;

/** A product without units; those are added as stock, and a file by `setProductFile`. */
export async function createProduct(
  { db, clock, vault }: { readonly db: Queryable; readonly clock: Clock; readonly vault: Vault },
  { kind = "unique", actorId, ...input }: NewProduct,
): Promise<Result<ProductId, "invalid_field" | "duplicate_code", CreateRefusal>> {
  const checked = checkValues(input);
  if ("wrong" in checked) return refuse("invalid_field", { field: checked.wrong });
  const { values } = checked;
  const at = clock.now();
  return db.transaction(async (tx) => {
    const [last] = await tx.select({ position: max(products.position) }).from(products);
    const [row] = await tx
      .insert(products)
      .values({
        code: values.code ?? "",
        name: values.name ?? "",
        price: values.price ?? rupiah(0),
        position: (last?.position ?? 0) + 1,
        kind,
        createdAt: at,
        updatedAt: at,
        updatedBy: actorId,
      })
      .onConflictDoNothing()
      .returning({ id: products.id });
    if (!row) return refuse("duplicate_code", await duplicateOf(tx, input.code));
    await storeValues({ tx, vault }, row.id, values);
    await writeAudit(tx, {
      at,
      actorId,
      action: "product.created",
      subject: `product:${row.id}`,
      after: { ...shown(values), kind, version: 1 },
    });
    return ok(row.id);
  });
}

export async function duplicateOf(
  tx: Queryable,
  code: string,
): Promise<{ readonly field: "code"; readonly duplicate?: DuplicateCode }> {
  const other = await findProductByCode(tx, code.trim());
  if (!other) return { field: "code" };
  const { id: productId, name, archivedAt } = other;
  return { field: "code", duplicate: { productId, name, isArchived: archivedAt !== null } };
}
