import { NotText } from "../lib/csv.ts";
import { CommandFailure } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/** A refused line, in words that whoever made the file can act on. */
export function refusedLine(
  { line, reason, column }: { line: number; reason: string; column?: string | undefined },
  words: Readonly<Record<string, string>>,
): string {
  const says = words[reason] ?? reason;
  return `line ${line}: ${column ? says.replace("{column}", column) : says}`;
}

/** `sure` is --yes, or what somebody at the terminal answers; without either nothing is done. */
export function isSure(terminal: Terminal, yes: boolean, question: string): boolean {
  if (yes) return true;
  if (!terminal.isInteractive) return false;
  return /^(y|yes|ya)$/i.test(terminal.ask(`${question} [y/N]`)?.trim() ?? "");
}

/** The head of the file as a whole is wrong: nothing of it was read. */
export function refuseFile(reason: string, names: readonly string[]): never {
  const list = names.map((name) => `"${name}"`).join(", ");
  if (reason === "unknown_product") throw new CommandFailure(`There is no product ${list}.`);
  throw new CommandFailure(
    reason === "missing_columns"
      ? `The first line has to name the columns; missing: ${list}.`
      : `The first line names columns that are not known or there twice: ${list}.`,
  );
}

export async function readingFile<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    throw new CommandFailure(`${error.message} Save it as "CSV UTF-8".`);
  }
}

/** What both imports say about a line that is no good CSV. */
export const csvWords = {
  stray_quote: "a quotation mark in the wrong place (inside a quoted cell it is written twice)",
  unclosed_quote: "a quotation mark that never closes; nothing after it was read",
  cell_too_long: "a cell longer than 64,000 characters",
  wrong_number_of_cells: "not as many cells as the first line has columns",
} as const;
