import type { ProductId } from "../../../lib/ids.ts";
import { outgoing } from "../../../outbox/outgoing-call.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import { exportStock } from "../../../shop/stock/export-stock.ts";
import { listImports } from "../../../shop/stock/preview-stock.ts";
import { undoImport } from "../../../shop/stock/undo-import.ts";
import { findImport } from "../../../shop/stock/unit.queries.ts";
import { countUnits, type UnitState } from "../../../shop/stock/units.queries.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { type Area, onButton } from "../../area.ts";
import {
  exportStockButton,
  importsButton,
  stockButton,
  type UnitView,
  undoImportButton,
  unitViews,
} from "../../buttons/admin-catalog-buttons.ts";
import { inRows } from "../../screens/paging.ts";
import type { Turn } from "../../turn.ts";

/** What came in at once may go out at once: uploads undone, units exported. */
export function importsArea(deps: AdminCatalogDeps): Area {
  const rules = { allow: "stock" } as const;
  return [
    onButton(importsButton, rules, (turn, { product }) => showImports(deps, turn, product)),
    onButton(undoImportButton, rules, (turn, it) => undo(deps, turn, it)),
    onButton(exportStockButton, rules, (turn, it) => exportUnits(deps, turn, it)),
  ];
}

// --- internal ---

/** What a chat and a row of the database can bear; the shell has no such limit. */
const mostExported = 20_000;

async function showImports({ zone }: AdminCatalogDeps, turn: Turn, id: ProductId): Promise<void> {
  const { imports } = turn.texts.adminStock;
  const product = await findProduct(turn.tx, id);
  if (!product) return turn.edit(turn.texts.adminCatalog.list.gone);
  const rows = await listImports(turn.tx, id);
  const lines = rows.map(({ createdAt, added, undoneAt }, place) =>
    imports.line({
      ...{ place: place + 1, at: shopTime(zone, createdAt), added },
      isUndone: undoneAt !== null,
    }),
  );
  const keys = rows.flatMap(({ id: upload, undoneAt }, place) =>
    undoneAt === null
      ? [undoImportButton.button(imports.undo(place + 1), { product: id, upload, sure: false })]
      : [],
  );
  const back = stockButton.button(turn.texts.common.back, { product: id });
  const body = lines.length > 0 ? lines.join("\n") : imports.empty;
  turn.edit({
    text: `${imports.title(product.name)}\n\n${body}`,
    keyboard: [...inRows(keys, 5), [back]],
  });
}

async function undo(
  { clock }: AdminCatalogDeps,
  turn: Turn,
  { product, upload, sure }: { product: ProductId; upload: number; sure: boolean },
): Promise<void> {
  const { imports } = turn.texts.adminStock;
  const back = [stockButton.button(turn.texts.common.back, { product })];
  if (!sure) {
    const found = await findImport(turn.tx, upload);
    if (!found) return turn.edit({ text: imports.gone, keyboard: [back] });
    const yes = undoImportButton.button(imports.yes, { product, upload, sure: true });
    return turn.edit({ text: imports.ask(found.added), keyboard: [[yes], back] });
  }
  const undoing = { importId: upload, actorId: turn.user.id };
  const undone = await undoImport({ db: turn.tx, clock }, undoing);
  const text = undone.ok ? imports.undone(undone.value) : imports.gone;
  turn.edit({ text, keyboard: [back] });
}

async function exportUnits(
  { clock, vault }: AdminCatalogDeps,
  turn: Turn,
  { product: id, view, sure }: { product: ProductId; view: UnitView; sure: boolean },
): Promise<void> {
  const { export: words, units: shown } = turn.texts.adminStock;
  const product = await findProduct(turn.tx, id);
  if (!product) return turn.edit(turn.texts.adminCatalog.list.gone);
  const states = unitViews.filter((state): state is UnitState => state !== "all");
  const wanted = view === "all" ? states : [view];
  const counts = await countUnits(turn.tx, id);
  const units = wanted.reduce((sum, state) => sum + counts[state], 0);
  const back = [stockButton.button(turn.texts.common.back, { product: id })];
  if (units === 0) return turn.edit({ text: words.nothing, keyboard: [back] });
  if (units > mostExported) {
    return turn.edit({ text: words.tooMany(mostExported), keyboard: [back] });
  }
  if (!sure) {
    const text = words.ask({ name: product.name, view: shown.views[view], units });
    const yes = exportStockButton.button(words.yes, { product: id, view, sure: true });
    return turn.edit({ text, keyboard: [[yes], back] });
  }
  const input = { productId: id, states: wanted, actorId: turn.user.id };
  const lines: string[] = [];
  for await (const unit of exportStock({ db: turn.tx, clock, vault }, input)) {
    lines.push(lineOf(unit.content));
  }
  const content = `${lines.join("\n")}\n`;
  const document = { $file: "text", name: `${product.code}-${view}.txt`, content } as const;
  turn.edit({ text: words.caption(lines.length), keyboard: [back] });
  turn.send(outgoing("sendDocument", { chat_id: turn.chatId, document }));
}

/** One line a unit; what has several is quoted, as an import of a table reads it. */
function lineOf(content: string): string {
  return content.includes("\n") ? `"${content.replaceAll('"', '""')}"` : content;
}
