import type { Db, Queryable } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { CsvRow } from "../../lib/csv.ts";
import type { ProductId } from "../../lib/ids.ts";
import { ok, type Result } from "../../lib/result.ts";
import { addStock } from "./add-stock.ts";
import type { Lines } from "./import-lines.ts";
import { previewStock } from "./preview-stock.ts";
import {
  type RefusedStockLine,
  readStockLines,
  type StockFileFault,
  type StockFileLine,
} from "./stock-file-lines.ts";

export type StockFile = {
  /** Opens the file anew: once to judge it, and once for each share of it that memory can bear. */
  read(): AsyncIterable<CsvRow>;
  /** Whose goods these are, where the file has no column for it. */
  readonly productCode: string | undefined;
  readonly actorId: number | null;
  /** Without, nothing is written. */
  readonly apply: boolean;
  onRefused(refused: RefusedStockLine): void;
  onProgress?(lines: number): void;
};

export type StockFileImport = {
  readonly added: number;
  readonly refused: number;
  readonly products: readonly {
    readonly productId: ProductId;
    readonly code: string;
    readonly added: number;
  }[];
};

type Deps = { readonly db: Db; readonly clock: Clock; readonly vault: Vault };
type Outcome = Result<StockFileImport, StockFileFault, readonly string[]>;

/** Units for any number of products from one file: all that are new, in one transaction. */
export async function importStockFile(deps: Deps, file: StockFile): Promise<Outcome> {
  if (!file.apply) {
    const judged = await judgeFile(deps, file);
    return judged.ok ? ok(totals(judged.value, fresh(judged.value))) : judged;
  }
  return deps.db.transaction(async (tx) => {
    const judged = await judgeFile({ ...deps, db: tx }, file);
    if (!judged.ok) return judged;
    const added = new Map<ProductId, number>();
    const bring = async (productId: ProductId, lines: Lines) => {
      const { actorId } = file;
      const done = await addStock({ ...deps, db: tx }, { productId, lines, actorId });
      // Somebody else brought the same goods in between.
      added.set(productId, done.ok ? done.value.added : 0);
    };
    for (const share of shares(judged.value)) {
      const lines = linesOf({ ...deps, db: tx }, file, judged.value, new Set(share));
      const [only] = share;
      if (only !== undefined && share.length === 1) await bring(only, contentsOf(lines));
      else for (const [productId, held] of await byProduct(lines)) await bring(productId, held);
    }
    return ok(totals(judged.value, added));
  });
}

// --- internal ---

type Judged = {
  /** By their place among the lines that name a product and hold something. */
  readonly refusedPlaces: ReadonlySet<number>;
  readonly products: readonly (ProductId | undefined)[];
  readonly codes: ReadonlyMap<ProductId, string>;
  /** How much of the file is about each product. */
  readonly letters: ReadonlyMap<ProductId, number>;
  readonly refused: number;
};

type ReadDeps = { readonly db: Queryable; readonly vault: Vault };

async function judgeFile(
  { db, vault }: ReadDeps,
  file: StockFile,
): Promise<Result<Judged, StockFileFault, readonly string[]>> {
  const fileLines: number[] = [];
  const products: ProductId[] = [];
  const codes = new Map<ProductId, string>();
  const letters = new Map<ProductId, number>();
  const refusedPlaces = new Set<number>();
  let refused = 0;
  const refuseLine = (line: RefusedStockLine) => {
    refused += 1;
    file.onRefused(line);
  };
  const opened = await readStockLines({ db }, { ...file, rows: file.read(), refuseLine });
  if (!opened.ok) return opened;
  async function* contents(lines: AsyncIterable<StockFileLine>): AsyncGenerator<string> {
    for await (const { line, product, content } of lines) {
      fileLines.push(line);
      products.push(product.id);
      codes.set(product.id, product.code);
      letters.set(product.id, (letters.get(product.id) ?? 0) + content.length);
      if (fileLines.length % 1_000 === 0) file.onProgress?.(fileLines.length);
      yield content;
    }
  }
  await previewStock(
    { db, vault },
    {
      lines: contents(opened.value),
      onRefused({ line: place, reason }) {
        refusedPlaces.add(place);
        refuseLine({ line: fileLines[place - 1] ?? 0, reason });
      },
    },
  );
  return ok({ refusedPlaces, products, codes, letters, refused });
}

async function* linesOf(
  { db }: { readonly db: Queryable },
  file: StockFile,
  { refusedPlaces }: Judged,
  wanted: ReadonlySet<ProductId>,
): AsyncGenerator<StockFileLine> {
  const again = { ...file, rows: file.read(), refuseLine: () => {} };
  const opened = await readStockLines({ db }, again);
  if (!opened.ok) return;
  let place = 0;
  for await (const line of opened.value) {
    place += 1;
    if (wanted.has(line.product.id) && !refusedPlaces.has(place)) yield line;
  }
}

async function* contentsOf(lines: AsyncIterable<StockFileLine>): AsyncGenerator<string> {
  for await (const { content } of lines) yield content;
}

async function byProduct(
  lines: AsyncIterable<StockFileLine>,
): Promise<ReadonlyMap<ProductId, readonly string[]>> {
  const held = new Map<ProductId, string[]>();
  for await (const { product, content } of lines) {
    const those = held.get(product.id) ?? [];
    those.push(content);
    held.set(product.id, those);
  }
  return held;
}

/** Small products together, so that the file is not read again for each; a big one by itself. */
function shares(judged: Judged): readonly (readonly ProductId[])[] {
  const all: ProductId[][] = [];
  let room = 0;
  for (const [productId] of fresh(judged)) {
    const size = judged.letters.get(productId) ?? 0;
    const last = all.at(-1);
    if (last && size <= room) last.push(productId);
    else {
      all.push([productId]);
      room = mostHeld;
    }
    room -= size;
  }
  return all;
}

const mostHeld = 8_000_000;

function fresh({ products, refusedPlaces }: Judged): ReadonlyMap<ProductId, number> {
  const counted = new Map<ProductId, number>();
  for (const [index, product] of products.entries()) {
    if (product === undefined || refusedPlaces.has(index + 1)) continue;
    counted.set(product, (counted.get(product) ?? 0) + 1);
  }
  return counted;
}

function totals({ codes, refused }: Judged, added: ReadonlyMap<ProductId, number>) {
  const products = [...added].map(([productId, units]) => ({
    productId,
    code: codes.get(productId) ?? "",
    added: units,
  }));
  return { added: products.reduce((sum, each) => sum + each.added, 0), refused, products };
}
