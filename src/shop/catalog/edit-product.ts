import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { constraintOf } from "../../../db/constraint.ts";
import { products } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { type DuplicateCode, duplicateOf } from "./create-product.ts";
import {
  type CheckedValues,
  checkValues,
  type ProductField,
  type ProductValues,
} from "./product.ts";
import { changesSince, type ProductChange } from "./product-changes.queries.ts";
import { findProduct, lockProduct, type ProductDetails } from "./products.queries.ts";
import { shown, storeValues } from "./store-values.ts";

export type ProductEdit = {
  readonly productId: ProductId;
  /** The version that the admin saw. */
  readonly version: number;
  readonly values: ProductValues;
  readonly actorId: number | null;
  /** He has seen what somebody else changed meanwhile, and wants his values all the same. */
  readonly overwrite?: boolean;
};

export type EditRefusal = "not_found" | "invalid_field" | "duplicate_code" | "changed_meanwhile";
export type EditRefusalDetail = {
  readonly field?: ProductField;
  readonly duplicate?: DuplicateCode;
  /** Where somebody was faster: what the product is now, and each change since. */
  readonly current?: ProductDetails;
  readonly changes?: readonly ProductChange[];
};
export type EditedProduct = {
  readonly product: ProductDetails;
  /** Another's change was overwritten: the owner is to hear of it. */
  readonly overwrote: boolean;
};

type Deps = { readonly db: Queryable; readonly clock: Clock; readonly vault: Vault };

export async function editProduct(
  { db, clock, vault }: Deps,
  edit: ProductEdit,
): Promise<Result<EditedProduct, EditRefusal, EditRefusalDetail>> {
  const checked = checkValues(edit.values);
  if ("wrong" in checked) return refuse("invalid_field", { field: checked.wrong });
  try {
    return await db.transaction(async (tx) => {
      const locked = await lockProduct(tx, edit.productId);
      const before = locked && (await findProduct(tx, edit.productId));
      if (!before) return refuse("not_found", {});
      const isStale = before.version !== edit.version;
      if (isStale && !edit.overwrite) {
        const changes = await changesSince(tx, edit.productId, edit.version);
        return refuse("changed_meanwhile", { current: before, changes });
      }
      const product = await store({ tx, vault }, before, edit, checked.values, clock.now());
      if (isStale) await tellAdmins(tx, product, clock.now());
      return ok({ product, overwrote: isStale });
    });
  } catch (error) {
    if (constraintOf(error) !== "products_code_unique") throw error;
    return refuse("duplicate_code", await duplicateOf(db, edit.values.code ?? ""));
  }
}

// --- internal ---

async function store(
  { tx, vault }: { readonly tx: Queryable; readonly vault: Vault },
  before: ProductDetails,
  { productId, actorId }: ProductEdit,
  values: CheckedValues,
  at: Date,
): Promise<ProductDetails> {
  await storeValues({ tx, vault }, productId, values);
  await tx
    .update(products)
    .set({ version: sql`${products.version} + 1`, updatedAt: at, updatedBy: actorId })
    .where(eq(products.id, productId));
  const after = await findProduct(tx, productId);
  if (!after) throw new Error(`Product ${productId} vanished while it was locked`);
  await writeAudit(tx, {
    at,
    actorId,
    action: "product.edited",
    subject: `product:${productId}`,
    before: shown(sameFields(before, values)),
    after: { ...shown(values), version: after.version },
  });
  return after;
}

/** Of the product before, the fields that change. */
function sameFields(before: ProductDetails, values: CheckedValues): CheckedValues {
  const known: Record<string, unknown> = { ...before };
  const entries = Object.keys(values).map((field) => [field, known[field]]);
  if (values.sharedContent !== undefined) {
    entries.push(["sharedContent", before.hasGoods ? "•••" : null]);
  }
  return Object.fromEntries(entries) as CheckedValues;
}

async function tellAdmins(tx: Queryable, product: ProductDetails, at: Date): Promise<void> {
  const subject = `product:${product.id}`;
  await queueMessages(tx, [
    {
      to: "admins",
      lane: "notice",
      message: { kind: "admin_attention", subject, detail: "edited_by_two" },
      dedupeKey: `edited_by_two:${subject}:${product.version}`,
      at,
    },
  ]);
}
