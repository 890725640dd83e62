import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { categories } from "../../../db/schema/catalog.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { CsvRow } from "../../lib/csv.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { createProduct } from "./create-product.ts";
import { createCategory } from "./edit-categories.ts";
import { editProduct } from "./edit-product.ts";
import type { ProductKind } from "./product.ts";
import {
  type ProductColumn,
  type ProductLine,
  type ProductLineRefusal,
  readProductColumns,
  readProductLine,
} from "./product-line.ts";
import { findProductByCode } from "./products.queries.ts";

export type RefusedProductLine = { readonly line: number } & ProductLineRefusal;

export type ProductImport = {
  readonly created: number;
  readonly updated: number;
  readonly refused: number;
  /** Categories that came with the products. */
  readonly newCategories: number;
};

type Deps = { readonly db: Queryable; readonly clock: Clock; readonly vault: Vault };

export type ProductFile = {
  /** The first record names the columns. */
  readonly rows: AsyncIterable<CsvRow>;
  readonly actorId: number | null;
  /** Codes that the shop has are edited; without, they are refused. */
  readonly mayUpdate: boolean;
  readonly mayCreateCategories: boolean;
  /** Without, everything is tried and taken back: a preview that cannot be wrong. */
  readonly apply: boolean;
  onRefused(refused: RefusedProductLine): void;
};

/** All lines that are right, in one transaction; each of the others is told with its reason. */
export async function importProducts(
  { db, clock, vault }: Deps,
  file: ProductFile,
): Promise<Result<ProductImport, "unknown_columns" | "missing_columns", readonly string[]>> {
  const tally = { created: 0, updated: 0, refused: 0, newCategories: 0 };
  try {
    return await db.transaction(async (tx) => {
      const rows = file.rows[Symbol.asyncIterator]();
      const first = await rows.next();
      if (first.done) return refuse("missing_columns", ["code", "name", "price"]);
      const columns = readProductColumns(first.value, file);
      if (!columns.ok) return columns;
      const seen = new Set<string>();
      for await (const row of { [Symbol.asyncIterator]: () => rows }) {
        const done = await storeRow({ db: tx, clock, vault }, file, {
          ...{ row, seen, columns: columns.value },
        });
        if (done.ok) {
          tally[done.value.did] += 1;
          tally.newCategories += done.value.newCategories;
        } else {
          tally.refused += 1;
          file.onRefused({ line: row.line, ...done.detail });
        }
      }
      if (!file.apply) throw new TakenBack();
      return ok(tally);
    });
  } catch (error) {
    if (error instanceof TakenBack) return ok(tally);
    throw error;
  }
}

// --- internal ---

class TakenBack extends Error {
  override name = "TakenBack";
}

type Stored = { readonly did: "created" | "updated"; readonly newCategories: number };

async function storeRow(
  deps: Deps,
  file: ProductFile,
  at: {
    readonly row: CsvRow;
    readonly columns: readonly ProductColumn[];
    readonly seen: Set<string>;
  },
): Promise<Result<Stored, "refused", ProductLineRefusal>> {
  const line = readProductLine(at.row, at.columns);
  if (!line.ok) return line;
  const code = line.value.code.toLowerCase();
  if (at.seen.has(code)) return refuse("refused", { reason: "duplicate_in_file" });
  const stored = await storeLine(deps, file, line.value);
  if (stored.ok) at.seen.add(code);
  return stored;
}

async function storeLine(
  deps: Deps,
  file: ProductFile,
  line: ProductLine,
): Promise<Result<Stored, "refused", ProductLineRefusal>> {
  const category = await categoryOf(deps, file, line.category);
  if (category === "unknown") return refuse("refused", { reason: "unknown_category" });
  const values = category ? { ...line.values, categoryId: category.id } : line.values;
  const newCategories = category?.isNew ? 1 : 0;
  const known = await findProductByCode(deps.db, line.code);
  if (!known) {
    const created = await create(deps, file, line, values);
    return created.ok ? ok({ did: "created", newCategories }) : created;
  }
  if (!file.mayUpdate) return refuse("refused", { reason: "duplicate_code" });
  if (line.kind && line.kind !== known.kind) return refuse("refused", { reason: "kind_is_fixed" });
  const { actorId } = file;
  const edited = await editProduct(deps, {
    ...{ productId: known.id, version: known.version, values, actorId },
  });
  if (edited.ok) return ok({ did: "updated", newCategories });
  return refuse("refused", { reason: "invalid_field", column: edited.detail.field ?? "code" });
}

async function create(
  deps: Deps,
  { actorId }: ProductFile,
  line: ProductLine,
  values: ProductLine["values"],
): Promise<Result<undefined, "refused", ProductLineRefusal>> {
  const { name = "", price } = values;
  if (name === "") return refuse("refused", { reason: "missing_value", column: "name" });
  if (price === undefined) return refuse("refused", { reason: "missing_value", column: "price" });
  const kind: ProductKind = line.kind ?? "unique";
  const created = await createProduct(deps, {
    ...{ ...values, code: line.code, name, price, kind, actorId },
  });
  if (created.ok) return ok(undefined);
  if (created.reason === "duplicate_code") return refuse("refused", { reason: "duplicate_code" });
  return refuse("refused", { reason: "invalid_field", column: created.detail?.field ?? "code" });
}

async function categoryOf({ db, clock }: Deps, file: ProductFile, name: string) {
  if (name === "") return undefined;
  const [row] = await db
    .select({ id: categories.id })
    .from(categories)
    .where(sql`lower(${categories.name}) = lower(${name})`)
    .limit(1);
  if (row) return { id: row.id, isNew: false };
  if (!file.mayCreateCategories) return "unknown";
  const created = await createCategory({ db, clock }, { name, actorId: file.actorId });
  return created.ok ? { id: created.value.id, isNew: true } : "unknown";
}
