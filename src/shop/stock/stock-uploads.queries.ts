import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { stockUploads } from "../../../db/schema/catalog.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";

/** Where the lines of an upload are: what was typed, and a file that Telegram keeps. */
export type UploadSource = {
  readonly typed: readonly string[];
  readonly file: { readonly id: string; readonly name: string } | null;
  /** How many lines the preview saw, for the progress. */
  readonly lines: number;
};

export type StockUpload = Omit<typeof stockUploads.$inferSelect, "source"> & {
  readonly source: UploadSource;
};

/** Part of the update that confirms it: from here on it happens, whatever dies. */
export async function storeUpload(
  { tx, vault }: { readonly tx: Queryable; readonly vault: Vault },
  upload: {
    readonly productId: ProductId;
    readonly actorId: number;
    readonly language: "id" | "en";
    readonly messageId: number | null;
    readonly source: UploadSource;
    readonly at: Date;
  },
): Promise<void> {
  const { productId, actorId, language, messageId, source, at } = upload;
  const sealed = vault.seal(JSON.stringify(source), identity(upload));
  await tx.insert(stockUploads).values({
    ...{ productId, actorId, language, messageId, source: sealed },
    ...{ notBefore: at, createdAt: at },
  });
}

/** The ids of what is due, the oldest first. */
export async function dueUploads(queryable: Queryable, at: Date): Promise<number[]> {
  const rows = await queryable
    .select({ id: stockUploads.id })
    .from(stockUploads)
    .where(lte(stockUploads.notBefore, at))
    .orderBy(asc(stockUploads.id))
    .limit(20);
  return rows.map(({ id }) => id);
}

export async function readUpload(
  { queryable, vault }: { readonly queryable: Queryable; readonly vault: Vault },
  id: number,
): Promise<StockUpload | undefined> {
  const [row] = await queryable.select().from(stockUploads).where(eq(stockUploads.id, id));
  if (!row) return undefined;
  const source = JSON.parse(vault.open(row.source, identity(row))) as UploadSource;
  return { ...row, source };
}

/** Takes it for this transaction; false, where somebody has it or had it. */
export async function claimUpload(tx: Queryable, id: number): Promise<boolean> {
  const rows = await tx
    .select({ id: stockUploads.id })
    .from(stockUploads)
    .where(eq(stockUploads.id, id))
    .for("update", { skipLocked: true });
  return rows.length > 0;
}

export async function removeUpload(tx: Queryable, id: number): Promise<void> {
  await tx.delete(stockUploads).where(eq(stockUploads.id, id));
}

/** It did not work this time. */
export async function postponeUpload(
  queryable: Queryable,
  { id, attempts, until }: { readonly id: number; readonly attempts: number; readonly until: Date },
): Promise<void> {
  await queryable
    .update(stockUploads)
    .set({ attempts: sql`${stockUploads.attempts} + 1`, notBefore: until })
    .where(and(eq(stockUploads.id, id), eq(stockUploads.attempts, attempts)));
}

/** How many files of this product are still to be read. */
export async function countUploads(queryable: Queryable, productId: ProductId): Promise<number> {
  return queryable.$count(stockUploads, eq(stockUploads.productId, productId));
}

// --- internal ---

function identity(upload: { readonly productId: ProductId; readonly actorId: number }): string {
  return `stock-upload:${upload.productId}:${upload.actorId}`;
}
