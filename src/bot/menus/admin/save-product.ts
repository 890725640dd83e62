import type { ProductId } from "../../../lib/ids.ts";
import type { Result } from "../../../lib/result.ts";
import {
  type EditedProduct,
  type EditRefusal,
  type EditRefusalDetail,
  editProduct,
} from "../../../shop/catalog/edit-product.ts";
import type { ProductField, ProductValues } from "../../../shop/catalog/product.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import type { Turn } from "../../turn.ts";

export type FieldEdit = {
  readonly productId: ProductId;
  /** The version that the admin saw. */
  readonly version: number;
  readonly field: ProductField;
  readonly value: unknown;
  /** He was shown what somebody else did, and wants his own. */
  readonly overwrite?: boolean;
};

/** One field of a product. Only what somebody else did to the same field is in the way. */
export async function saveProduct(
  { clock, vault, onCollision }: AdminCatalogDeps,
  turn: Turn,
  { productId, version, field, value, overwrite = false }: FieldEdit,
): Promise<Result<EditedProduct, EditRefusal, EditRefusalDetail>> {
  const deps = { db: turn.tx, clock, vault };
  // Checked by the shop, field by field, as everything that was typed.
  const values = { [field]: value } as ProductValues;
  const edit = { productId, values, actorId: turn.user.id };
  const saved = await editProduct(deps, { ...edit, version, overwrite });
  if (saved.ok && saved.value.overwrote) {
    const { code } = saved.value.product;
    turn.after(() => onCollision?.({ productId, code, field, actorId: turn.user.id }));
  }
  if (saved.ok || saved.reason !== "changed_meanwhile") return saved;
  const { current, changes = [] } = saved.detail;
  const isSameField = changes.some(({ after }) => field in after);
  if (!current || isSameField) return saved;
  return editProduct(deps, { ...edit, version: current.version });
}
