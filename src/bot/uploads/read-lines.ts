/**
 * The units in a file: one a line, read from the bytes one after the other, so that a big file is
 * never a second time in memory. A line that is no text comes as one that no import takes.
 */
export function* readLines(bytes: Uint8Array, name: string): Generator<string> {
  const isTable = /\.csv$/i.test(name);
  const lines = textLines(bytes);
  if (!isTable) return yield* lines;
  let isFirst = true;
  for (const cell of cells(lines)) {
    if (isFirst && isHeading(cell)) yield "";
    else yield cell;
    isFirst = false;
  }
}

/** What was typed or pasted: a unit a line, blank lines left out. */
export function typedLines(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "");
}

/** What was typed comes before what is in the file. */
export function* together(
  typed: readonly string[],
  bytes: Uint8Array,
  name: string,
): Generator<string> {
  yield* typed;
  yield* readLines(bytes, name);
}

// --- internal ---

const notText = "\u0000";

function* textLines(bytes: Uint8Array): Generator<string> {
  // Notepad's "Unicode".
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    yield* new TextDecoder("utf-16le").decode(bytes).split("\n");
    return;
  }
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf(0x0a, from);
    const to = at < 0 ? bytes.length : at;
    yield decoded(decoder, bytes.subarray(from, to));
    from = to + 1;
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return notText;
  }
}

/** A quoted cell may hold line breaks; everything else is taken as it stands, commas and all. */
function* cells(lines: Iterable<string>): Generator<string> {
  let open: string | undefined;
  for (const raw of lines) {
    const line = raw.replace(/^\uFEFF/, "").replace(/\r$/, "");
    if (open === undefined && !line.startsWith('"')) {
      yield line;
      continue;
    }
    open = open === undefined ? line : `${open}\n${line}`;
    const isClosed = (open.split('"').length - 1) % 2 === 0;
    if (!isClosed && open.length < longestCell) continue;
    yield unquoted(open);
    open = undefined;
  }
  if (open !== undefined) yield open;
}

/** Beyond this it is a forgotten quotation mark and not a cell. */
const longestCell = 5_000;

function unquoted(line: string): string {
  const cell = /^"((?:[^"]|"")*)"[;,]*$/.exec(line)?.[1];
  return cell === undefined ? line : cell.replaceAll('""', '"');
}

function isHeading(line: string): boolean {
  const words = [
    "content",
    "contents",
    "product_contents",
    "isi",
    "item",
    "konten",
    "stok",
    "stock",
  ];
  return words.includes(line.trim().toLowerCase());
}
