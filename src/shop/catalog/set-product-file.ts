import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { productFiles, products } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { productFileIdentity } from "./product.ts";
import { lockProduct } from "./products.queries.ts";

export type ProductFile = {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
};

/** What a bot may fetch from Telegram and send back again. */
const largestFile = 20 * 1024 * 1024;

export async function setProductFile(
  { db, clock, vault }: { readonly db: Queryable; readonly clock: Clock; readonly vault: Vault },
  input: {
    readonly productId: ProductId;
    readonly file: ProductFile;
    readonly actorId: number | null;
  },
): Promise<Result<undefined, "not_found" | "not_a_file_product" | "empty" | "too_large">> {
  const { productId, file, actorId } = input;
  if (file.bytes.length === 0) return refuse("empty");
  if (file.bytes.length > largestFile) return refuse("too_large");
  return db.transaction(async (tx) => {
    const product = await lockProduct(tx, productId);
    if (!product) return refuse("not_found");
    if (product.kind !== "file") return refuse("not_a_file_product");
    await storeProductFile({ tx, vault }, productId, file);
    await tx
      .update(products)
      .set({ version: sql`${products.version} + 1`, updatedAt: clock.now(), updatedBy: actorId })
      .where(eq(products.id, productId));
    await writeAudit(tx, {
      at: clock.now(),
      actorId,
      action: "product.file_set",
      subject: `product:${productId}`,
      before: {},
      after: { file: file.name, size: file.bytes.length, version: product.version + 1 },
    });
    return ok(undefined);
  });
}

export async function storeProductFile(
  { tx, vault }: { readonly tx: Queryable; readonly vault: Vault },
  productId: ProductId,
  { name, mime, bytes }: ProductFile,
): Promise<void> {
  const sealed = vault.sealBytes(bytes, productFileIdentity(productId));
  const row = { name: name.slice(0, 200), mime: mime.slice(0, 100), size: bytes.length, sealed };
  await tx
    .insert(productFiles)
    .values({ productId, ...row })
    .onConflictDoUpdate({ target: productFiles.productId, set: row });
}

export async function readProductFile(
  { queryable, vault }: { readonly queryable: Queryable; readonly vault: Vault },
  productId: ProductId,
): Promise<ProductFile | undefined> {
  const [row] = await queryable
    .select()
    .from(productFiles)
    .where(eq(productFiles.productId, productId));
  if (!row) return undefined;
  const bytes = vault.openBytes(row.sealed, productFileIdentity(productId));
  return { name: row.name, mime: row.mime, bytes };
}
