import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { stockImports } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { watchStock } from "./watch-stock.ts";

export type ImportUndone = {
  readonly removed: number;
  /** Held by an unpaid order or for somebody who waits; they may be removed once they are free. */
  readonly reserved: number;
  readonly sold: number;
};

/** Takes back what an import brought, as far as nobody has it. */
export async function undoImport(
  { db, clock }: { readonly db: Queryable; readonly clock: Clock },
  { importId, actorId }: { readonly importId: number; readonly actorId: number | null },
): Promise<Result<ImportUndone, "not_found">> {
  return db.transaction(async (tx) => {
    const at = clock.now();
    const [row] = await tx
      .update(stockImports)
      .set({ undoneAt: sql`coalesce(${stockImports.undoneAt}, ${at.toISOString()}::timestamptz)` })
      .where(eq(stockImports.id, importId))
      .returning({ productId: stockImports.productId });
    if (!row) return refuse("not_found");
    const gone = await tx.execute(sql`
      delete from product_contents
      where import_id = ${importId} and state in ('available', 'quarantined')`);
    const [left] = await tx.execute<{ reserved: number; sold: number }>(sql`
      select count(*) filter (where state = 'reserved') as reserved,
        count(*) filter (where state in ('sold', 'retired')) as sold
      from product_contents where import_id = ${importId}`);
    const undone = { removed: gone.count, reserved: left?.reserved ?? 0, sold: left?.sold ?? 0 };
    await writeAudit(tx, {
      at,
      actorId,
      action: "stock.import_undone",
      subject: `product:${row.productId}`,
      after: { import: importId, ...undone },
    });
    await watchStock(tx, [row.productId], at);
    return ok(undone);
  });
}
