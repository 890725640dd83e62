import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { ContentId } from "../../lib/ids.ts";
import { maskContent } from "./content.ts";
import { openUnit, type Unit, type UnitRow, unitColumns } from "./units.queries.ts";

export type UnitDetails = Unit & {
  readonly productName: string;
  readonly orderCode: string | null;
};

/** One unit, its content masked, with the words for what it belongs to. */
export async function findUnit(
  { db, vault }: { readonly db: Queryable; readonly vault: Vault },
  id: ContentId,
): Promise<UnitDetails | undefined> {
  const [row] = await db.execute<UnitRow & { productName: string; orderCode: string | null }>(sql`
    select ${unitColumns},
      (select name from products p where p.id = c.product_id) as "productName",
      (select code from orders o where o.id = c.order_id) as "orderCode"
    from product_contents c where id = ${id}`);
  if (!row) return undefined;
  const content = openUnit(vault, row);
  const { productId, state, orderId, productName, orderCode } = row;
  const masked = content === null ? null : maskContent(content);
  return { id, productId, state, orderId, masked, productName, orderCode };
}

/** One upload of stock. */
export async function findImport(
  queryable: Queryable,
  id: number,
): Promise<{ readonly added: number; readonly isUndone: boolean } | undefined> {
  const [row] = await queryable.execute<{ added: number; isUndone: boolean }>(sql`
    select added, undone_at is not null as "isUndone" from stock_imports where id = ${id}`);
  return row;
}
