import type { Queryable } from "../../../db/client.ts";
import { type CsvProblem, type CsvRow, fromExport } from "../../lib/csv.ts";
import type { ProductId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { findProductByCode } from "../catalog/products.queries.ts";
import type { RefusedLine } from "./preview-stock.ts";

export type RefusedStockLine = {
  readonly line: number;
  readonly reason:
    | RefusedLine["reason"]
    | CsvProblem
    | "wrong_number_of_cells"
    | "unknown_product"
    | "takes_no_units";
};

export type StockFileFault = "unknown_columns" | "missing_columns" | "unknown_product";

export type StockFileLine = {
  readonly line: number;
  readonly product: { readonly id: ProductId; readonly code: string };
  readonly content: string;
};

type Reading = {
  readonly rows: AsyncIterable<CsvRow>;
  readonly productCode: string | undefined;
  refuseLine(refused: RefusedStockLine): void;
};

/** The lines that name a product which takes units; the others are told. */
export async function readStockLines(
  { db }: { readonly db: Queryable },
  { rows, productCode, refuseLine }: Reading,
): Promise<Result<AsyncIterable<StockFileLine>, StockFileFault, readonly string[]>> {
  const rest = rows[Symbol.asyncIterator]();
  const first = await rest.next();
  const columns = columnsOf(first.done ? undefined : first.value, productCode);
  if (!columns.ok) return columns;
  const find = productFinder(db);
  if (productCode !== undefined && (await find(productCode)) === undefined) {
    return refuse("unknown_product", [productCode]);
  }
  return ok(linesOf({ [Symbol.asyncIterator]: () => rest }, columns.value));

  async function* linesOf(all: AsyncIterable<CsvRow>, at: Columns): AsyncGenerator<StockFileLine> {
    for await (const row of all) {
      const judged = "problem" in row ? row.problem : await judge(row.cells, at);
      if (typeof judged === "string") refuseLine({ line: row.line, reason: judged });
      else yield { line: row.line, ...judged };
    }
  }
  async function judge(cells: readonly string[], { width, product, content }: Columns) {
    if (cells.length !== width) return "wrong_number_of_cells";
    const found = await find(productCode ?? cells[product]?.trim() ?? "");
    if (!found) return "unknown_product";
    if (found.kind !== "unique") return "takes_no_units";
    const goods = cells[content] ?? "";
    return goods.trim() === "" ? "empty" : { product: found, content: fromExport(goods) };
  }
}

// --- internal ---

type Columns = { readonly width: number; readonly product: number; readonly content: number };

const names = {
  product: ["product", "product_code", "code", "produk", "kode"],
  content: ["content", "contents", "product_contents", "isi", "konten", "stok", "stock"],
  /** What an export says beside them. */
  other: ["id", "state", "added_at"],
} as const;

function columnsOf(
  row: CsvRow | undefined,
  productCode: string | undefined,
): Result<Columns, StockFileFault, readonly string[]> {
  const cells = row && "cells" in row ? row.cells.map((cell) => cell.trim().toLowerCase()) : [];
  const placeOf = (of: readonly string[]) => cells.findIndex((cell) => of.includes(cell));
  const product = placeOf(names.product);
  const content = placeOf(names.content);
  const missing = [
    ...(product < 0 && productCode === undefined ? ["product"] : []),
    ...(content < 0 ? ["content"] : []),
  ];
  if (missing.length > 0) return refuse("missing_columns", missing);
  const known: readonly string[] = [...names.product, ...names.content, ...names.other];
  const unknown = cells.filter((cell) => !known.includes(cell));
  if (unknown.length > 0) return refuse("unknown_columns", unknown);
  return ok({ width: cells.length, product, content });
}

/** A file names the same few products again and again. */
function productFinder(db: Queryable) {
  const found = new Map<string, Promise<Awaited<ReturnType<typeof findProductByCode>>>>();
  return (code: string) => {
    const key = code.toLowerCase();
    const known = found.get(key) ?? findProductByCode(db, code);
    if (found.size < 10_000) found.set(key, known);
    return known;
  };
}
