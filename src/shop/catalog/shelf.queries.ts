import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { CategoryId, ProductId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { PriceTier, ProductKind, Stock } from "./product.ts";
import { tiersOf } from "./products.queries.ts";
import { shelfColumns, stockOf, withStock, wordsOf } from "./shelf-sql.ts";

export type ShelfCategory = {
  readonly id: CategoryId;
  readonly name: string;
  readonly emoji: string;
  readonly products: number;
};

export type ShelfProduct = {
  readonly id: ProductId;
  readonly code: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly price: Rupiah;
  readonly soldCount: number;
  readonly stock: Stock;
};

export type ProductCard = ShelfProduct & {
  readonly categoryId: CategoryId | null;
  readonly description: string;
  readonly pictureFileId: string | null;
  readonly maxPerOrder: number | null;
  readonly hasTerms: boolean;
  readonly tiers: readonly PriceTier[];
  /** Off the shelf: an old button may still lead here. */
  readonly isForSale: boolean;
};

export type ShelfPage = {
  readonly products: readonly ShelfProduct[];
  /** From 0; the last one there is where fewer are left than when the button was made. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
};

export type ShelfView = {
  readonly categoryId?: CategoryId | undefined;
  /** Each of its words is in the name or in the code. */
  readonly search?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
};

/** The categories that have something to show, in the order of the admins. */
export async function shelfCategories(queryable: Queryable): Promise<ShelfCategory[]> {
  return queryable.execute<ShelfCategory>(sql`
    select c.id, c.name, c.emoji, p.products from categories c
    join (select category_id, count(*) as products from products
          where is_active and archived_at is null group by category_id) p on p.category_id = c.id
    where c.is_active order by c.position, c.id limit 100`);
}

export async function shelfPage(queryable: Queryable, view: ShelfView): Promise<ShelfPage> {
  const total = await countShelf(queryable, view);
  const pages = Math.max(1, Math.ceil(total / view.pageSize));
  const page = Math.min(Math.max(0, Math.trunc(view.page)), pages - 1);
  const rows = await queryable.execute<Uncounted<ShelfProduct>>(sql`
    with shown as (
      select * from products where ${onShelf(view)}
      order by position, id limit ${view.pageSize}::int offset ${page * view.pageSize}::int)
    select ${shelfColumns} from shown p ${stockOf} order by p.position, p.id`);
  return { products: rows.map(withStock), page, pages, total };
}

/** How many products are on the shelf. */
export async function countShelf(
  queryable: Queryable,
  view: Pick<ShelfView, "categoryId" | "search"> = {},
): Promise<number> {
  const [row] = await queryable.execute<{ total: number }>(sql`
    select count(*) as total from products where ${onShelf(view)}`);
  return row?.total ?? 0;
}

/** The cards of these products, on the shelf or not, in the order asked for. */
export async function productCards(
  queryable: Queryable,
  productIds: readonly ProductId[],
): Promise<ProductCard[]> {
  if (productIds.length === 0) return [];
  const rows = await queryable.execute<Uncounted<Omit<ProductCard, "tiers">>>(sql`
    select ${shelfColumns}, p.category_id as "categoryId", p.description,
      p.picture_file_id as "pictureFileId", p.max_per_order as "maxPerOrder",
      exists (select 1 from product_terms t where t.product_id = p.id) as "hasTerms",
      p.is_active and p.archived_at is null as "isForSale"
    from products p ${stockOf} where p.id = any(${sql.param([...productIds])}::bigint[])`);
  const tiers = await tiersOf(queryable, productIds);
  const cards = new Map(
    rows.map((row) => [row.id, { ...withStock(row), tiers: tiers.get(row.id) ?? [] }]),
  );
  return productIds.flatMap((id) => cards.get(id) ?? []);
}

export async function productCard(
  queryable: Queryable,
  productId: ProductId,
): Promise<ProductCard | undefined> {
  const [card] = await productCards(queryable, [productId]);
  return card;
}

// --- internal ---

type Uncounted<Shown> = Omit<Shown, "stock"> & { readonly units: number | null };

function onShelf({ categoryId, search }: Pick<ShelfView, "categoryId" | "search">): SQL {
  const conditions = [sql`is_active and archived_at is null`];
  if (categoryId !== undefined) conditions.push(sql`category_id = ${categoryId}`);
  for (const word of wordsOf(search)) {
    conditions.push(sql`(name ilike ${word} or code ilike ${word})`);
  }
  return sql.join(conditions, sql` and `);
}
