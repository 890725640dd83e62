import { type CsvProblem, type CsvRow, fromExport } from "../../lib/csv.ts";
import { parseRupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import {
  type ProductField,
  type ProductKind,
  type ProductValues,
  productKinds,
} from "./product.ts";

export type ProductColumn = keyof typeof columnNames;

export type ProductLineRefusal = {
  readonly reason:
    | CsvProblem
    | "wrong_number_of_cells"
    | "missing_value"
    | "invalid_field"
    | "duplicate_in_file"
    | "duplicate_code"
    | "unknown_category"
    | "kind_is_fixed";
  readonly column?: string | undefined;
};

export type ProductLine = {
  readonly code: string;
  /** The category's name; empty, where the file says none. */
  readonly category: string;
  readonly kind: ProductKind | undefined;
  readonly values: ProductValues;
};

/** What a spreadsheet may call each column, in both languages. */
export const columnNames = {
  code: ["code", "kode"],
  name: ["name", "nama"],
  price: ["price", "harga"],
  description: ["description", "deskripsi"],
  category: ["category", "kategori"],
  kind: ["kind", "jenis"],
  instructions: ["instructions", "instruksi", "cara_pakai"],
  terms: ["terms", "snk"],
  maxPerOrder: ["max_per_order", "maks_per_pesanan"],
  lowStockAt: ["low_stock_at", "stok_menipis"],
  isActive: ["active", "aktif"],
  sharedContent: ["shared_content", "isi_bersama"],
} as const;

/** Which columns the file has, in its order; the names that nobody knows are told. */
export function readProductColumns(
  row: CsvRow,
  { mayUpdate }: { readonly mayUpdate: boolean },
): Result<readonly ProductColumn[], "unknown_columns" | "missing_columns", readonly string[]> {
  const names = "cells" in row ? row.cells.map((cell) => cell.trim().toLowerCase()) : [];
  const columns = names.map((name) => columnCalled(name));
  const unknown = names.filter((_, place) => columns[place] === undefined);
  const doubled = names.filter((_, place) => columns.indexOf(columns[place]) !== place);
  if (unknown.length + doubled.length > 0)
    return refuse("unknown_columns", [...unknown, ...doubled]);
  const known = columns.filter((column) => column !== undefined);
  const needed = mayUpdate ? (["code"] as const) : (["code", "name", "price"] as const);
  const missing = needed.filter((column) => !known.includes(column));
  return missing.length > 0 ? refuse("missing_columns", missing) : ok(known);
}

/** An empty cell says nothing: the product keeps what it has, or gets what products have. */
export function readProductLine(
  row: CsvRow,
  columns: readonly ProductColumn[],
): Result<ProductLine, "refused", ProductLineRefusal> {
  if ("problem" in row) return refuse("refused", { reason: row.problem });
  if (row.cells.length !== columns.length) {
    return refuse("refused", { reason: "wrong_number_of_cells" });
  }
  const cells = new Map(
    columns.map((column, place) => [column, fromExport(row.cells[place] ?? "").trim()]),
  );
  const code = cells.get("code") ?? "";
  if (code === "") return refuse("refused", { reason: "missing_value", column: "code" });
  const typed = cells.get("kind")?.toLowerCase() ?? "";
  const kind = kinds[typed] ?? productKinds.find((known) => known === typed);
  if (typed !== "" && !kind) return refuse("refused", { reason: "invalid_field", column: "kind" });
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const text = cells.get(field) ?? "";
    if (text === "") continue;
    const value = readers[field]?.(text) ?? (readers[field] ? undefined : text);
    if (value === undefined) return refuse("refused", { reason: "invalid_field", column: field });
    values[field] = value;
  }
  return ok({ code, category: cells.get("category") ?? "", kind, values });
}

// --- internal ---

const fields = [
  "name",
  "price",
  "description",
  "instructions",
  "terms",
  "maxPerOrder",
  "lowStockAt",
  "isActive",
  "sharedContent",
] as const satisfies readonly (ProductField & ProductColumn)[];

const whole = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);

const readers: Partial<Record<(typeof fields)[number], (text: string) => unknown>> = {
  price: parseRupiah,
  maxPerOrder: whole,
  lowStockAt: whole,
  isActive: (text) => answers[text.toLowerCase()],
};

const answers: Readonly<Record<string, boolean>> = {
  ...{ yes: true, ya: true, true: true, "1": true, aktif: true, active: true },
  ...{ no: false, tidak: false, false: false, "0": false, nonaktif: false, inactive: false },
};

const kinds: Readonly<Record<string, ProductKind>> = {
  unik: "unique",
  bersama: "shared",
  berkas: "file",
};

function columnCalled(name: string): ProductColumn | undefined {
  const all = Object.keys(columnNames) as ProductColumn[];
  return all.find((column) => (columnNames[column] as readonly string[]).includes(name));
}
