import { chmodSync, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { type CsvRow, csvLine, parseCsv } from "../lib/csv.ts";
import { CommandFailure } from "./command.ts";

/** A file that may be read several times. */
export function csvFile(path: string): { read(): AsyncIterable<CsvRow> } {
  if (!existsSync(path)) throw new CommandFailure(`There is no file ${path}.`);
  const facts = statSync(path);
  if (!facts.isFile()) throw new CommandFailure(`${path} is not a file.`);
  if (facts.size > largestFile) {
    throw new CommandFailure(`${path} is larger than 256 MB. Split it.`);
  }
  return { read: () => parseCsv(Bun.file(path).stream()) };
}

/**
 * Writes the rows as they come; the file takes its name when it is whole, and nobody else may read
 * it. Answers how many rows it has.
 */
export async function writeCsvFile<Row>(
  path: string,
  columns: readonly CsvColumn<Row>[],
  rows: AsyncIterable<Row>,
  onProgress: (rows: number) => void,
): Promise<number> {
  const unfinished = `${path}.part`;
  const file = await open(unfinished, "w", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(`${path} cannot be written (${error.code}).`);
  });
  try {
    chmodSync(unfinished, 0o600);
    // Excel takes a CSV for UTF-8 only when it begins like this.
    let lines = `\uFEFF${csvLine(columns.map(([name]) => name))}\r\n`;
    let count = 0;
    for await (const row of rows) {
      lines += `${csvLine(columns.map(([, cell]) => cell(row)))}\r\n`;
      count += 1;
      if (count % 1_000 > 0) continue;
      await file.write(lines);
      lines = "";
      if (count % 10_000 === 0) onProgress(count);
    }
    await file.write(lines);
    await file.sync();
    await file.close();
    renameSync(unfinished, path);
    return count;
  } catch (error) {
    await file.close().catch(() => {});
    rmSync(unfinished, { force: true });
    throw error;
  }
}

export type CsvColumn<Row> = readonly [name: string, cell: (row: Row) => string | number | null];

// --- internal ---

const largestFile = 256 * 1024 * 1024;
