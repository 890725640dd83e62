import { systemClock } from "../lib/clock.ts";
import { makeVault } from "../lib/crypto.ts";
import { importStockFile, type StockFileImport } from "../shop/stock/import-stock-file.ts";
import type { RefusedStockLine } from "../shop/stock/stock-file-lines.ts";
import { defineCommand } from "./command.ts";
import { commandLog } from "./command-log.ts";
import { configurationFor } from "./configuration.ts";
import { csvFile } from "./csv-file.ts";
import { csvWords, isSure, readingFile, refusedLine, refuseFile } from "./import-report.ts";
import { openForCommand } from "./open-for-command.ts";

export const importStockCommand = defineCommand({
  name: "import stock",
  summary: "brings units of stock in from a CSV file",
  operands: { usage: "FILE.csv", least: 1, most: 1 },
  details: [
    "The first line names the columns: product (its code) and content; with --product only",
    "content. What `export stock` writes can be read back. It shows what would happen; --yes, or",
    "an answer at the terminal, does it, in one transaction. Every refused line is told with its",
    "number and reason, never with the goods, and then the exit code is 1.",
  ].join("\n"),
  options: {
    product: { type: "string", value: "CODE", about: "whose goods these are" },
    yes: { type: "boolean", about: "does it without asking" },
    json: { type: "boolean", about: "for machines" },
  },
  examples: [
    { line: "import stock akun.csv --product NF1", about: "what would happen" },
    { line: "import stock semua.csv --yes", about: "for many products at once" },
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
    const refused: RefusedStockLine[] = [];
    const tellProgress = (lines: number) => {
      if (terminal.isInteractive && lines % 10_000 === 0) terminal.err(`${lines} lines read …`);
    };
    const read = async (apply: boolean): Promise<StockFileImport> => {
      refused.length = 0;
      const done = await readingFile(() =>
        importStockFile(deps, {
          ...{ read: file.read, productCode: options.product, actorId: null, apply },
          onRefused: (line) => void refused.push(line),
          onProgress: tellProgress,
        }),
      );
      return done.ok ? done.value : refuseFile(done.reason, done.detail);
    };
    const report = (done: StockFileImport, applied: boolean) => {
      refused.sort((a, b) => a.line - b.line);
      if (options.json) terminal.out(JSON.stringify({ applied, ...done, lines: refused }, null, 2));
      else {
        for (const line of refused) terminal.out(refusedLine(line, words));
        for (const { code, added } of done.products) terminal.out(`${code}: ${added} units`);
        terminal.out(
          `${applied ? "Done" : "Would do"}: ${done.added} units added, ` +
            `${done.refused} lines refused.`,
        );
      }
      return done.refused > 0 ? 1 : 0;
    };

    if (options.yes) {
      const done = await read(true);
      log.info(`Stock imported: ${done.added} units`);
      return report(done, true);
    }
    const preview = await read(false);
    const code = report(preview, false);
    if (preview.added === 0) return code;
    if (!isSure(terminal, false, "Add these units?")) {
      terminal.err("Nothing was changed. With --yes it is done.");
      return code;
    }
    const { added } = await read(true);
    log.info(`Stock imported: ${added} units`);
    terminal.out(`Done: ${added} units added.`);
    return code;
  },
});

// --- internal ---

const words = {
  ...csvWords,
  empty: "there is no content",
  too_long: "the content is longer than 4,000 characters",
  control_characters: "the content holds signs that are no text",
  duplicate_in_file: "the same content stands further up in the file",
  in_stock: "the shop has this content in stock",
  sold_before: "this content was sold once, and is never sold again",
  unknown_product: "there is no product with this code",
  takes_no_units: "this product is shared or a file, and takes no units",
} as const satisfies Record<RefusedStockLine["reason"], string>;
