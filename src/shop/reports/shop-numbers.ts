import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";

export type ShopNumbers = {
  readonly customers: number;
  readonly sold: number;
  readonly products: number;
};

/** What the greeting shows, from one row a day and the small table of products. */
export async function shopNumbers(db: Queryable): Promise<ShopNumbers> {
  const [row] = await db.execute<ShopNumbers>(sql`
    select coalesce(sum(new_customers), 0)::int as customers,
           coalesce(sum(items_sold), 0)::int as sold,
           (select count(*) from products where is_active and archived_at is null)::int as products
      from telemetry_daily`);
  return row ?? { customers: 0, sold: 0, products: 0 };
}
