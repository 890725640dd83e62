import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { OrderId } from "../../lib/ids.ts";
import { maskContent } from "./content.ts";
import { openUnit, type Unit, type UnitRow, unitColumns } from "./units.queries.ts";

/** What an order holds or held, masked: enough to find the one that the customer speaks of. */
export async function unitsOfOrder(
  { db, vault }: { readonly db: Queryable; readonly vault: Vault },
  { orderId, most }: { readonly orderId: OrderId; readonly most: number },
): Promise<{ readonly units: readonly Unit[]; readonly hasMore: boolean }> {
  const rows = await db.execute<UnitRow>(sql`
    select ${unitColumns} from product_contents
    where order_id = ${orderId} and content is not null and state in ('sold', 'retired')
    order by id limit ${most + 1}::int`);
  const units = rows.slice(0, most).map(({ id, productId, state, orderId: holder, ...row }) => {
    const content = openUnit(vault, row);
    return { id, productId, state, orderId: holder, masked: content && maskContent(content) };
  });
  return { units, hasMore: rows.length > most };
}
