import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { CategoryId, ProductId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { ProductKind, Stock } from "./product.ts";
import { shelfColumns, stockOf, withStock, wordsOf } from "./shelf-sql.ts";

export type ListedProduct = {
  readonly id: ProductId;
  readonly code: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly price: Rupiah;
  readonly soldCount: number;
  readonly stock: Stock;
  readonly isActive: boolean;
  readonly isArchived: boolean;
};

export type ProductFilter = {
  readonly categoryId?: CategoryId | undefined;
  readonly search?: string | undefined;
  readonly show?: "all" | "active" | "hidden" | "archived" | "low" | "out" | undefined;
};

export type ProductList = {
  readonly products: readonly ListedProduct[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
};

/** What the admins see: everything, in the shop's order. */
export async function listProducts(
  queryable: Queryable,
  filter: ProductFilter & { readonly page: number; readonly pageSize: number },
): Promise<ProductList> {
  const where = conditionsOf(filter);
  const [counted] = await queryable.execute<{ total: number }>(
    sql`select count(*) as total from products p where ${where}`,
  );
  const total = counted?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / filter.pageSize));
  const page = Math.min(Math.max(0, Math.trunc(filter.page)), pages - 1);
  const rows = await queryable.execute<Row>(sql`
    with shown as (
      select * from products p where ${where} order by position, id
      limit ${filter.pageSize}::int offset ${page * filter.pageSize}::int)
    select ${shelfColumns}, p.is_active as "isActive", p.archived_at is not null as "isArchived"
    from shown p ${stockOf} order by p.position, p.id`);
  return { products: rows.map(withStock), page, pages, total };
}

// --- internal ---

type Row = Omit<ListedProduct, "stock"> & { readonly units: number | null };

// A product named as a range is looked up; as an equal it would be joined to all units there are.
const shows = {
  all: sql`p.archived_at is null`,
  active: sql`p.archived_at is null and p.is_active`,
  hidden: sql`p.archived_at is null and not p.is_active`,
  archived: sql`p.archived_at is not null`,
  low: sql`p.archived_at is null and p.is_active and p.stock_alarm <> 'ok'`,
  out: sql`p.archived_at is null and p.is_active and (p.kind = 'unique' or p.is_capped)
    and not exists (select 1 from product_contents c
      where c.product_id between p.id and p.id and c.state = 'available')`,
} satisfies Record<NonNullable<ProductFilter["show"]>, SQL>;

function conditionsOf({ categoryId, search, show = "all" }: ProductFilter): SQL {
  const conditions = [shows[show]];
  if (categoryId !== undefined) conditions.push(sql`p.category_id = ${categoryId}`);
  for (const word of wordsOf(search)) {
    conditions.push(sql`(p.name ilike ${word} or p.code ilike ${word})`);
  }
  return sql.join(conditions, sql` and `);
}
