import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ContentId, ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { restock } from "./restock.ts";
import { openUnit, type UnitRow, unitColumns } from "./units.queries.ts";
import { watchStock } from "./watch-stock.ts";

type Deps = { readonly db: Queryable; readonly clock: Clock };
export type UnitsChange = {
  readonly contentIds: readonly ContentId[];
  readonly actorId: number | null;
  readonly note?: string | undefined;
};
/** Units that somebody has by now, or that are already so, stay as they are. */
export type UnitsChanged = { readonly changed: number; readonly unchanged: number };

/** For good: what was never sold may be added again later. */
export async function removeUnits(deps: Deps, change: UnitsChange): Promise<UnitsChanged> {
  return changeUnits(deps, change, "stock.removed", (ids) => {
    return sql`delete from product_contents
      where id = any(${ids}) and state in ('available', 'quarantined') returning product_id`;
  });
}

/** Off the shelf, for instance because customers complained about its neighbours. */
export async function quarantineUnits(deps: Deps, change: UnitsChange): Promise<UnitsChanged> {
  return changeUnits(deps, change, "stock.quarantined", (ids) => {
    return sql`update product_contents set state = 'quarantined'
      where id = any(${ids}) and state = 'available' returning product_id`;
  });
}

/** Back onto the shelf, or to those who wait for it. */
export async function releaseUnits(deps: Deps, change: UnitsChange): Promise<UnitsChanged> {
  return changeUnits(deps, change, "stock.released", (ids) => {
    return sql`update product_contents set state = 'available'
      where id = any(${ids}) and state = 'quarantined' returning product_id`;
  });
}

/** Shows goods to somebody behind the counter, which is never done unseen. */
export async function revealUnit(
  { db, clock, vault }: Deps & { readonly vault: Vault },
  { contentId, actorId }: { readonly contentId: ContentId; readonly actorId: number },
): Promise<Result<string, "not_found">> {
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<UnitRow>(
      sql`select ${unitColumns} from product_contents where id = ${contentId}`,
    );
    const content = row && openUnit(vault, row);
    if (content == null) return refuse("not_found");
    await writeAudit(tx, {
      at: clock.now(),
      actorId,
      action: "stock.revealed",
      subject: `content:${contentId}`,
    });
    return ok(content);
  });
}

// --- internal ---

async function changeUnits(
  { db, clock }: Deps,
  { contentIds, actorId, note }: UnitsChange,
  action: "stock.removed" | "stock.quarantined" | "stock.released",
  statement: (ids: SQL) => SQL,
): Promise<UnitsChanged> {
  return db.transaction(async (tx) => {
    const at = clock.now();
    const rows = await tx.execute<{ product_id: ProductId }>(
      statement(sql`${sql.param([...contentIds])}::bigint[]`),
    );
    const productIds = [...new Set(rows.map((row) => row.product_id))];
    for (const productId of productIds) {
      const units = rows.filter((row) => row.product_id === productId).length;
      const subject = `product:${productId}`;
      await writeAudit(tx, { at, actorId, action, subject, after: { units }, note });
    }
    if (action === "stock.released") await restock(tx, productIds, at);
    else await watchStock(tx, productIds, at);
    return { changed: rows.length, unchanged: contentIds.length - rows.length };
  });
}
