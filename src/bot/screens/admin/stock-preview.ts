import type { RefusedLine, StockPreview } from "../../../shop/stock/preview-stock.ts";
import type { Texts } from "../../../texts/id.ts";

/** What adding would do, and which lines it would leave out. */
export function stockPreviewText(preview: StockPreview, { adminStock }: Texts): string {
  const refused = [...Map.groupBy(preview.refused, ({ reason }) => reason)];
  const lines = refused.map(([reason, of]) =>
    adminStock.add.refused({
      reason,
      lines: of.slice(0, shown).map(({ line }) => line),
      more: countOf(preview, reason, of) - Math.min(of.length, shown),
    }),
  );
  return [adminStock.add.preview(preview), ...(lines.length > 0 ? ["", ...lines] : [])].join("\n");
}

// --- internal ---

const shown = 10;

/** Malformed lines are counted together: of one kind only those are known that were kept. */
function countOf(
  preview: StockPreview,
  reason: RefusedLine["reason"],
  kept: readonly RefusedLine[],
): number {
  if (reason === "duplicate_in_file") return preview.duplicatesInFile;
  if (reason === "in_stock") return preview.inStock;
  return reason === "sold_before" ? preview.soldBefore : kept.length;
}
