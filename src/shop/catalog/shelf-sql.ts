import { sql } from "drizzle-orm";
import type { Stock } from "./product.ts";

/** Stock is counted up to here; a buyer reads "1.000+" from there on. */
export const stockCountedTo = 1_001;

/** What every list of products shows, of `p` and beside it the `stock` below. */
export const shelfColumns = sql`p.id, p.code, p.name, p.kind, p.price,
  p.sold_count as "soldCount", stock.units`;

/**
 * Counted for the listed rows alone, and no further than anybody reads: a list stays as fast with a
 * million units as with ten. A shared product without its text has nothing to give, as has a file
 * product without its file.
 */
export const stockOf = sql`cross join lateral (select case
  when p.kind = 'shared' and p.shared_content is null then 0
  when p.kind = 'file' and not exists (select 1 from product_files f where f.product_id = p.id) then 0
  when p.kind = 'unique' or p.is_capped then (select count(*) from (
    select 1 from product_contents c
    where c.product_id between p.id and p.id and c.state = 'available'
    order by c.product_id, c.id limit ${sql.raw(String(stockCountedTo))}) counted) end as units) stock`;

/** Without units to count there is no end to it. */
export function withStock<Row extends { readonly units: number | null }>(
  row: Row,
): Omit<Row, "units"> & { readonly stock: Stock } {
  const { units, ...rest } = row;
  return { ...rest, stock: units ?? "unlimited" };
}

/** At most five words, as patterns in which nothing that was typed is a wildcard. */
export function wordsOf(search = ""): string[] {
  const words = search.trim().split(/\s+/).filter(Boolean).slice(0, 5);
  return words.map((word) => `%${word.slice(0, 50).replace(/[\\%_]/g, "\\$&")}%`);
}
