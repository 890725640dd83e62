import { systemClock } from "../lib/clock.ts";
import { makeVault } from "../lib/crypto.ts";
import {
  importProducts,
  type ProductImport,
  type RefusedProductLine,
} from "../shop/catalog/import-products.ts";
import type { ProductLineRefusal } from "../shop/catalog/product-line.ts";
import { defineCommand } from "./command.ts";
import { commandLog } from "./command-log.ts";
import { configurationFor } from "./configuration.ts";
import { csvFile } from "./csv-file.ts";
import { csvWords, isSure, readingFile, refusedLine, refuseFile } from "./import-report.ts";
import { openForCommand } from "./open-for-command.ts";

export const importProductsCommand = defineCommand({
  name: "import products",
  summary: "brings products in from a CSV file",
  operands: { usage: "FILE.csv", least: 1, most: 1 },
  details: [
    "The first line names the columns: code, name, price, and any of description, category, kind",
    "(unique, shared, file), instructions, terms, max_per_order, low_stock_at, active,",
    "shared_content. Indonesian names are understood. It shows what would happen; --yes, or an",
    "answer at the terminal, does it, in one transaction. Every refused line is told with its",
    "number and reason, and then the exit code is 1.",
  ].join("\n"),
  options: {
    yes: { type: "boolean", about: "does it without asking" },
    update: { type: "boolean", about: "edits products whose code is there, instead of refusing" },
    "create-categories": { type: "boolean", about: "makes the categories that are not there" },
    json: { type: "boolean", about: "for machines" },
  },
  examples: [
    { line: "import products katalog.csv", about: "what would happen" },
    { line: "import products katalog.csv --update --yes", about: "new prices for all" },
  ],
  async run({ options, operands, terminal, env }) {
    const file = csvFile(operands[0] ?? "");
    const loaded = configurationFor("data", { env, terminal });
    await using log = commandLog(loaded, terminal);
    await using database = await openForCommand(
      { config: loaded.config, log },
      { applicationName: "import", max: 2 },
    );
    const keys = loaded.config.encryptionKeys;
    if (!keys) throw new Error("The configuration promised a key");
    const deps = { db: database.db, clock: systemClock, vault: makeVault(keys) };
    const refused: RefusedProductLine[] = [];
    const read = async (apply: boolean): Promise<ProductImport> => {
      refused.length = 0;
      const done = await readingFile(() =>
        importProducts(deps, {
          ...{ rows: file.read(), actorId: null, apply },
          mayUpdate: options.update,
          mayCreateCategories: options["create-categories"],
          onRefused: (line) => void refused.push(line),
        }),
      );
      return done.ok ? done.value : refuseFile(done.reason, done.detail);
    };
    const report = (done: ProductImport, applied: boolean) => {
      if (options.json) terminal.out(JSON.stringify({ applied, ...done, lines: refused }, null, 2));
      else {
        for (const line of refused) terminal.out(refusedLine(line, words));
        const { created, updated, newCategories } = done;
        terminal.out(
          `${applied ? "Done" : "Would do"}: ${created} created, ${updated} updated, ` +
            `${newCategories} new categories, ${done.refused} lines refused.`,
        );
      }
      return done.refused > 0 ? 1 : 0;
    };

    if (options.yes) return report(await read(true), true);
    const preview = await read(false);
    const code = report(preview, false);
    if (preview.created + preview.updated === 0) return code;
    if (!isSure(terminal, false, "Apply this?")) {
      terminal.err("Nothing was changed. With --yes it is done.");
      return code;
    }
    const { created, updated } = await read(true);
    log.info(`Products imported: ${created} created, ${updated} updated`);
    terminal.out(`Done: ${created} created, ${updated} updated.`);
    return code;
  },
});

// --- internal ---

const words = {
  ...csvWords,
  missing_value: "{column} is missing",
  invalid_field: "{column} is not what it may be",
  duplicate_in_file: "this code stands further up in the file",
  duplicate_code: "the shop has a product with this code; --update edits it",
  unknown_category: "there is no such category; --create-categories makes it",
  kind_is_fixed: "a product's kind cannot be changed",
} as const satisfies Record<ProductLineRefusal["reason"], string>;
