import { existsSync } from "node:fs";
import type { ShopDatabase } from "../app/open-shop-database.ts";
import { makeVault, type Vault } from "../lib/crypto.ts";
import type { Log } from "../lib/log/log.ts";
import { type TimeZone, timeZone } from "../lib/time-zone.ts";
import { CommandFailure, type CommandInput, type OptionTable } from "./command.ts";
import { commandLog } from "./command-log.ts";
import { configurationFor } from "./configuration.ts";
import { type CsvColumn, writeCsvFile } from "./csv-file.ts";
import { isSure } from "./import-report.ts";
import { openForCommand } from "./open-for-command.ts";
import type { Terminal } from "./terminal.ts";

export type Export<Row> = {
  readonly columns: (zone: TimeZone) => readonly CsvColumn<Row>[];
  readonly rows: (database: ShopDatabase, vault: () => Vault) => AsyncIterable<Row>;
  /** Goods lie open in it: asked before, and only with the key that sealed them. */
  readonly hasGoods?: true;
};

export const exportOptions = {
  yes: { type: "boolean", about: "does it without asking, also over a file that is there" },
  json: { type: "boolean", about: "for machines" },
} as const satisfies OptionTable;

type Asked = Pick<CommandInput, "operands" | "terminal" | "env"> & {
  readonly options: { readonly yes: boolean; readonly json: boolean };
};

/** What every export has in common, from the question to the file. */
export async function exportFile<Row>(
  { options, operands, terminal, env }: Asked,
  asked: Export<Row>,
): Promise<void> {
  const [path = ""] = operands;
  confirm(path, { terminal, yes: options.yes }, asked.hasGoods === true);
  const loaded = configurationFor(asked.hasGoods ? "data" : "none", { env, terminal });
  await using log: Log & AsyncDisposable = commandLog(loaded, terminal);
  await using database = await openForCommand(
    { config: loaded.config, log },
    { applicationName: "export", max: 2, statementTimeoutMs: 0 },
  );
  const vault = () => {
    const keys = loaded.config.encryptionKeys;
    if (!keys) throw new Error("The configuration promised a key");
    return makeVault(keys);
  };
  const columns = asked.columns(timeZone(loaded.config.store.timeZone));
  const rows = await writeCsvFile(path, columns, asked.rows(database, vault), (written) => {
    if (terminal.isInteractive) terminal.err(`${written} rows …`);
  });
  if (options.json) terminal.out(JSON.stringify({ file: path, rows }));
  else terminal.out(`${path}: ${rows} rows.`);
}

// --- internal ---

function confirm(
  path: string,
  { terminal, yes }: { readonly terminal: Terminal; readonly yes: boolean },
  hasGoods: boolean,
): void {
  if (
    hasGoods &&
    !isSure(terminal, yes, `${path} will hold goods that anybody can read. Write it?`)
  ) {
    throw new CommandFailure("Not written: the file would hold goods in the clear. Give --yes.");
  }
  if (existsSync(path) && !isSure(terminal, yes, `${path} is there. Replace it?`)) {
    throw new CommandFailure(`${path} is there. Give another name, or --yes to replace it.`);
  }
}
