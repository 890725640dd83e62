import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { stockImports } from "../../../db/schema/catalog.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ProductId } from "../../lib/ids.ts";
import { type GoodLine, judgeLines, type Lines, type Malformed } from "./import-lines.ts";

export type RefusedLine = {
  readonly line: number;
  readonly reason: Malformed | "duplicate_in_file" | "in_stock" | "sold_before";
};

export type LineCounts = {
  readonly fresh: number;
  readonly duplicatesInFile: number;
  /** In stock already, under this product or another. */
  readonly inStock: number;
  /** Sold once, and therefore never again. */
  readonly soldBefore: number;
  readonly malformed: number;
};

export type StockPreview = LineCounts & {
  /** The first of them, for the screen; `onRefused` hears of all. */
  readonly refused: readonly RefusedLine[];
};

const shownAtMost = 20;

/** What adding these lines would do; nothing is written. */
export async function previewStock(
  { db, vault }: { readonly db: Queryable; readonly vault: Vault },
  { lines, onRefused }: { readonly lines: Lines; onRefused?(refused: RefusedLine): void },
): Promise<StockPreview> {
  const tally = { fresh: 0, duplicatesInFile: 0, inStock: 0, soldBefore: 0, malformed: 0 };
  const refused: RefusedLine[] = [];
  const refuseLine = (line: RefusedLine) => {
    tally[countedAs[line.reason]] += 1;
    if (refused.length < shownAtMost) refused.push(line);
    onRefused?.(line);
  };
  for await (const batch of judgeLines(vault, lines)) {
    const good = batch.filter((judged): judged is GoodLine => "fingerprint" in judged);
    const known = await knownAmong(db, good);
    for (const judged of batch) {
      const { line } = judged;
      if ("refused" in judged) refuseLine({ line, reason: judged.refused });
      else {
        const reason = known.get(judged.fingerprint.toString("hex"));
        if (reason) refuseLine({ line, reason });
        else tally.fresh += 1;
      }
    }
  }
  return { ...tally, refused };
}

/** The product's uploads, the latest first, so that one can be undone. */
export async function listImports(
  queryable: Queryable,
  productId: ProductId,
): Promise<(typeof stockImports.$inferSelect)[]> {
  return queryable
    .select()
    .from(stockImports)
    .where(sql`${stockImports.productId} = ${productId}`)
    .orderBy(sql`${stockImports.id} desc`)
    .limit(10);
}

// --- internal ---

/** Which of them the shop has, or once had and sold: by fingerprint, in hexadecimal. */
async function knownAmong(
  queryable: Queryable,
  lines: readonly GoodLine[],
): Promise<ReadonlyMap<string, "in_stock" | "sold_before">> {
  if (lines.length === 0) return new Map();
  const fingerprints = lines.map(({ fingerprint }) => fingerprint.toString("hex"));
  const rows = await queryable.execute<{ fingerprint: string; isSold: boolean }>(sql`
    select encode(c.fingerprint, 'hex') as fingerprint, c.state in ('sold', 'retired') as "isSold"
    from unnest(${sql.param(fingerprints)}::text[]) as asked (hex)
    join product_contents c on c.fingerprint = decode(asked.hex, 'hex')`);
  return new Map(
    rows.map((row) => [row.fingerprint, row.isSold ? "sold_before" : "in_stock"] as const),
  );
}

const countedAs = {
  empty: "malformed",
  too_long: "malformed",
  control_characters: "malformed",
  duplicate_in_file: "duplicatesInFile",
  in_stock: "inStock",
  sold_before: "soldBefore",
} as const satisfies Record<RefusedLine["reason"], keyof LineCounts>;
