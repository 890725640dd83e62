import { systemClock } from "../lib/clock.ts";
import { type ExportedUnit, exportStock } from "../shop/stock/export-stock.ts";
import { defineCommand } from "./command.ts";
import { type Export, exportFile, exportOptions } from "./export-file.ts";

export const exportStockCommand = defineCommand({
  name: "export stock",
  summary: "writes the units in stock into a CSV file, in the clear",
  operands: { usage: "FILE.csv", least: 1, most: 1 },
  details: [
    "What can be sold, is reserved or in quarantine; --all adds what was sold. That it was done is",
    "in the audit log. `import stock` reads the file back.",
  ].join("\n"),
  options: { ...exportOptions, all: { type: "boolean", about: "also what was sold or retired" } },
  examples: [{ line: "export stock stok.csv --yes", about: "without a question" }],
  run: (input) => exportFile(input, units(input.options.all)),
});

// --- internal ---

function units(isAll: boolean): Export<ExportedUnit> {
  const states = ["available", "reserved", "quarantined"] as const;
  const all = [...states, "sold", "retired"] as const;
  return {
    hasGoods: true,
    rows: ({ db }, vault) =>
      exportStock(
        { db, clock: systemClock, vault: vault() },
        { states: isAll ? all : states, actorId: null },
      ),
    columns: (zone) => [
      ["id", ({ id }) => id],
      ["product", ({ productCode }) => productCode],
      ["state", ({ state }) => state],
      ["added_at", ({ addedAt }) => zone.stamp(addedAt)],
      ["content", ({ content }) => content],
    ],
  };
}
