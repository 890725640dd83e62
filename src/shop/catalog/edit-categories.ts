import { eq, max, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { constraintOf } from "../../../db/constraint.ts";
import { categories, products } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CategoryId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { type CategoryField, type CategoryValues, categoryFields, slugOf } from "./category.ts";

type Deps = { readonly db: Queryable; readonly clock: Clock };
type Actor = { readonly actorId: number | null };
export type Category = typeof categories.$inferSelect;
export type CategoryRefusal = "not_found" | "invalid_field" | "duplicate_name";

export async function createCategory(
  { db, clock }: Deps,
  input: Actor & { readonly name: string; readonly emoji?: string },
): Promise<Result<Category, CategoryRefusal, CategoryField | undefined>> {
  const checked = check({ name: input.name, emoji: input.emoji ?? "" });
  if ("wrong" in checked) return refuse("invalid_field", checked.wrong);
  const { name = "", emoji = "" } = checked.values;
  return db.transaction(async (tx) => {
    const [last] = await tx.select({ position: max(categories.position) }).from(categories);
    const position = (last?.position ?? 0) + 1;
    const [row] = await tx
      .insert(categories)
      .values({ name, slug: slugOf(name), emoji, position })
      .onConflictDoNothing({ target: categories.slug })
      .returning();
    if (!row) return refuse("duplicate_name", "name" as const);
    await writeAudit(tx, {
      at: clock.now(),
      actorId: input.actorId,
      action: "category.created",
      subject: `category:${row.id}`,
      after: { name, emoji },
    });
    return ok(row);
  });
}

export async function editCategory(
  { db, clock }: Deps,
  input: Actor & { readonly categoryId: CategoryId; readonly values: CategoryValues },
): Promise<Result<Category, CategoryRefusal, CategoryField | undefined>> {
  const checked = check(input.values);
  if ("wrong" in checked) return refuse("invalid_field", checked.wrong);
  const { values } = checked;
  try {
    return await db.transaction(async (tx) => {
      const before = await locked(tx, input.categoryId);
      if (!before) return refuse("not_found", undefined);
      const slug = values.name === undefined ? {} : { slug: slugOf(values.name) };
      const [after] = await tx
        .update(categories)
        // An update without a single field is an error in SQL.
        .set({ name: before.name, ...values, ...slug })
        .where(eq(categories.id, input.categoryId))
        .returning();
      await writeAudit(tx, {
        at: clock.now(),
        actorId: input.actorId,
        action: "category.edited",
        subject: `category:${before.id}`,
        before,
        after,
      });
      return ok(after ?? before);
    });
  } catch (error) {
    if (constraintOf(error) === "categories_slug_unique") return refuse("duplicate_name", "name");
    throw error;
  }
}

/** Its products stay, without a category. */
export async function deleteCategory(
  { db, clock }: Deps,
  input: Actor & { readonly categoryId: CategoryId },
): Promise<Result<{ readonly products: number }, "not_found">> {
  return db.transaction(async (tx) => {
    const before = await locked(tx, input.categoryId);
    if (!before) return refuse("not_found");
    const freed = await tx
      .update(products)
      .set({ categoryId: null, version: sql`${products.version} + 1` })
      .where(eq(products.categoryId, input.categoryId));
    await tx.delete(categories).where(eq(categories.id, input.categoryId));
    await writeAudit(tx, {
      at: clock.now(),
      actorId: input.actorId,
      action: "category.deleted",
      subject: `category:${before.id}`,
      before: { ...before, products: freed.count },
    });
    return ok({ products: freed.count });
  });
}

/** Puts it one place further up or down among the others. */
export async function moveCategory(
  { db, clock }: Deps,
  input: Actor & { readonly categoryId: CategoryId; readonly by: 1 | -1 },
): Promise<Result<undefined, "not_found">> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({ id: categories.id })
      .from(categories)
      .orderBy(categories.position, categories.id)
      .for("update");
    const ids = rows.map(({ id }) => id);
    const from = ids.indexOf(input.categoryId);
    if (from < 0) return refuse("not_found");
    const to = Math.min(Math.max(from + input.by, 0), ids.length - 1);
    const order = ids.toSpliced(from, 1).toSpliced(to, 0, input.categoryId);
    await tx.execute(sql`
      update categories set position = place.n
      from unnest(${sql.param(order)}::bigint[]) with ordinality as place (id, n)
      where categories.id = place.id`);
    await writeAudit(tx, {
      at: clock.now(),
      actorId: input.actorId,
      action: "category.moved",
      subject: `category:${input.categoryId}`,
      before: { place: from + 1 },
      after: { place: to + 1 },
    });
    return ok(undefined);
  });
}

// --- internal ---

async function locked(tx: Queryable, id: CategoryId): Promise<Category | undefined> {
  const [row] = await tx.select().from(categories).where(eq(categories.id, id)).for("update");
  return row;
}

type Checked = { name?: string; emoji?: string; position?: number; isActive?: boolean };

function check(values: CategoryValues): { values: Checked } | { wrong: CategoryField } {
  const checked: Record<string, unknown> = {};
  for (const field of Object.keys(categoryFields) as CategoryField[]) {
    if (values[field] === undefined) continue;
    const parsed = categoryFields[field].safeParse(values[field]);
    if (!parsed.success) return { wrong: field };
    checked[field] = parsed.data;
  }
  return { values: checked as Checked };
}
