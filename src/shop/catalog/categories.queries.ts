import { asc, count, eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { categories, products } from "../../../db/schema/catalog.ts";
import type { CategoryId } from "../../lib/ids.ts";
import type { Category } from "./edit-categories.ts";

export type CategoryPage = {
  readonly categories: readonly (Category & { readonly products: number })[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
};

/** As the admins see them: all, in the shop's order, with how many products each has. */
export async function listCategories(
  queryable: Queryable,
  query: { readonly page: number; readonly pageSize: number },
): Promise<CategoryPage> {
  const total = await queryable.$count(categories);
  const pages = Math.max(1, Math.ceil(total / query.pageSize));
  const page = Math.min(Math.max(0, Math.trunc(query.page)), pages - 1);
  const counted = queryable
    .select({ id: products.categoryId, products: count().as("products") })
    .from(products)
    .groupBy(products.categoryId)
    .as("counted");
  const rows = await queryable
    .select({ category: categories, products: counted.products })
    .from(categories)
    .leftJoin(counted, eq(counted.id, categories.id))
    .orderBy(asc(categories.position), asc(categories.id))
    .limit(query.pageSize)
    .offset(page * query.pageSize);
  const shown = rows.map(({ category, products: of }) => ({ ...category, products: of ?? 0 }));
  return { categories: shown, page, pages, total };
}

export async function findCategory(
  queryable: Queryable,
  id: CategoryId,
): Promise<(Category & { readonly products: number }) | undefined> {
  const [row] = await queryable.select().from(categories).where(eq(categories.id, id));
  if (!row) return undefined;
  return { ...row, products: await queryable.$count(products, eq(products.categoryId, id)) };
}

export async function categoryName(
  queryable: Queryable,
  id: CategoryId | null,
): Promise<string | undefined> {
  if (id === null) return undefined;
  const [row] = await queryable
    .select({ name: categories.name, emoji: categories.emoji })
    .from(categories)
    .where(eq(categories.id, id));
  return row && `${row.emoji} ${row.name}`.trim();
}

/** What all of them are called, by id: there are at most some dozens. */
export async function categoryNames(queryable: Queryable): Promise<ReadonlyMap<number, string>> {
  const rows = await queryable
    .select({ id: categories.id, name: categories.name, emoji: categories.emoji })
    .from(categories)
    .orderBy(asc(categories.position), asc(categories.id))
    .limit(1_000);
  return new Map(rows.map(({ id, name, emoji }) => [id, `${emoji} ${name}`.trim()]));
}
