import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { products, stockImports } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { contentIdentity } from "./content.ts";
import { type GoodLine, judgeLines, type Lines } from "./import-lines.ts";
import { restock } from "./restock.ts";

export type StockAdded = {
  readonly importId: number;
  readonly added: number;
  /** Lines that the shop has or once had, twice in the file, or that are no goods. */
  readonly skipped: number;
};

export type NewStock = {
  readonly productId: ProductId;
  readonly lines: Lines;
  readonly actorId: number | null;
  /** After each batch; a message that is edited with it belongs outside this transaction. */
  onProgress?(progress: { readonly lines: number; readonly added: number }): void;
};

type Deps = { readonly db: Queryable; readonly clock: Clock; readonly vault: Vault };

/** All of the lines that are new, or none: in one transaction, in batches, in their order. */
export async function addStock(
  { db, clock, vault }: Deps,
  { productId, lines, actorId, onProgress }: NewStock,
): Promise<Result<StockAdded, "not_found" | "takes_no_units" | "nothing_new">> {
  return db.transaction(async (tx) => {
    const [product] = await tx
      .select({ kind: products.kind })
      .from(products)
      .where(eq(products.id, productId));
    if (!product) return refuse("not_found");
    if (product.kind !== "unique") return refuse("takes_no_units");
    // Two imports with the same lines in another order would wait for each other in a circle.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('stock_import'))`);
    const at = clock.now();
    const [row] = await tx
      .insert(stockImports)
      .values({ productId, actorId, added: 0, createdAt: at })
      .returning({ id: stockImports.id });
    const importId = row?.id ?? 0;
    let added = 0;
    let seen = 0;
    for await (const batch of judgeLines(vault, lines)) {
      const good = batch.filter((line): line is GoodLine => "fingerprint" in line);
      added += await insertBatch(tx, { vault, productId, importId, at }, good);
      seen += batch.length;
      onProgress?.({ lines: seen, added });
    }
    if (added === 0) {
      await tx.delete(stockImports).where(eq(stockImports.id, importId));
      return refuse("nothing_new");
    }
    await tx.update(stockImports).set({ added }).where(eq(stockImports.id, importId));
    await writeAudit(tx, {
      at,
      actorId,
      action: "stock.added",
      subject: `product:${productId}`,
      after: { import: importId, added, skipped: seen - added },
    });
    await restock(tx, [productId], at);
    return ok({ importId, added, skipped: seen - added });
  });
}

// --- internal ---

async function insertBatch(
  tx: Queryable,
  target: {
    readonly vault: Vault;
    readonly productId: ProductId;
    readonly importId: number;
    readonly at: Date;
  },
  lines: readonly GoodLine[],
): Promise<number> {
  if (lines.length === 0) return 0;
  const { vault, productId, importId, at } = target;
  const sealed = lines.map((line) => vault.seal(line.content, contentIdentity(line.fingerprint)));
  const fingerprints = lines.map(({ fingerprint }) => fingerprint.toString("hex"));
  const inserted = await tx.execute(sql`
    insert into product_contents (product_id, content, fingerprint, import_id, created_at)
    select ${productId}, sealed, decode(fingerprint, 'hex'), ${importId},
      ${at.toISOString()}::timestamptz
    from unnest(${sql.param(sealed)}::text[], ${sql.param(fingerprints)}::text[])
      with ordinality as line (sealed, fingerprint, n)
    order by n on conflict (fingerprint) do nothing`);
  return inserted.count;
}
