import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { ProductId } from "../../lib/ids.ts";

/** The numbers that people type: a product's place on the whole shelf, from 1. */
export async function shelfNumbers(
  queryable: Queryable,
  productIds: readonly ProductId[],
): Promise<ReadonlyMap<ProductId, number>> {
  if (productIds.length === 0) return new Map();
  const rows = await queryable.execute<{ id: ProductId; place: number }>(sql`
    select id, place from (
      select id, row_number() over (order by position, id) as place
      from products where is_active and archived_at is null) shelf
    where id = any(${`{${productIds.join(",")}}`}::bigint[])`);
  return new Map(rows.map(({ id, place }) => [id, place]));
}

export async function productAtNumber(
  queryable: Queryable,
  place: number,
): Promise<ProductId | undefined> {
  if (!Number.isSafeInteger(place) || place < 1) return undefined;
  const [row] = await queryable.execute<{ id: ProductId }>(sql`
    select id from products where is_active and archived_at is null
    order by position, id limit 1 offset ${place - 1}::int`);
  return row?.id;
}
