import type { Vault } from "../../lib/crypto.ts";
import { fingerprintOf } from "./content.ts";

export type Lines = Iterable<string> | AsyncIterable<string>;

export type Malformed = "empty" | "too_long" | "control_characters";

/** A line of an import, judged by itself and by the lines before it. */
export type JudgedLine =
  | { readonly line: number; readonly content: string; readonly fingerprint: Buffer }
  | { readonly line: number; readonly refused: Malformed | "duplicate_in_file" };

export type GoodLine = Extract<JudgedLine, { fingerprint: Buffer }>;

const longestUnit = 4_000;
const batchSize = 1_000;

/** Judges the lines in batches: memory holds one of those and the fingerprints, not the goods. */
export async function* judgeLines(
  vault: Vault,
  lines: Lines,
): AsyncGenerator<readonly JudgedLine[]> {
  const seen = new Set<string>();
  let batch: JudgedLine[] = [];
  let line = 0;
  let blanks: JudgedLine[] = [];
  for await (const raw of lines) {
    line += 1;
    const judged = judge(vault, seen, line, raw);
    if ("refused" in judged && judged.refused === "empty") {
      // Empty lines at the end of a file are nobody's mistake.
      blanks.push(judged);
      continue;
    }
    batch.push(...blanks, judged);
    blanks = [];
    if (batch.length >= batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

// --- internal ---

function judge(vault: Vault, seen: Set<string>, line: number, raw: string): JudgedLine {
  const content = raw
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .trim();
  const malformed = malformedIn(content);
  if (malformed) return { line, refused: malformed };
  const fingerprint = fingerprintOf(vault, content);
  const key = fingerprint.toString("latin1");
  if (seen.has(key)) return { line, refused: "duplicate_in_file" };
  seen.add(key);
  return { line, content, fingerprint };
}

function malformedIn(content: string): Malformed | undefined {
  if (content === "") return "empty";
  if (content.length > longestUnit) return "too_long";
  // Tabs and line breaks belong to goods; anything else unseen is a file that is not text.
  const isText = !/[^\P{Cc}\t\n]/u.test(content) && content.isWellFormed();
  return isText ? undefined : "control_characters";
}
