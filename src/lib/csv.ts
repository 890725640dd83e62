/** A record, with the line of the file on which it begins; or what is wrong with it. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly problem: CsvProblem };

/** `unclosed_quote` ends the reading: what follows cannot be told from the cell. */
export type CsvProblem = "stray_quote" | "unclosed_quote" | "cell_too_long";

/** The bytes are no text that we know. */
export class NotText extends Error {
  override name = "NotText";
  constructor() {
    super("The file is no UTF-8 text.");
  }
}

export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * RFC 4180, strictly, whatever the size: with or without BOM, CRLF or LF, cells over several
 * lines, and commas, semicolons or tabs as the first line shows. Blank lines are passed over.
 */
export async function* parseCsv(
  chunks: Chunks,
  { longestCell = 64_000 }: { readonly longestCell?: number } = {},
): AsyncGenerator<CsvRow> {
  let reader: Reader | undefined;
  let head = "";
  for await (const text of decoded(chunks)) {
    if (!reader) {
      head += text;
      if (!/[\r\n]/.test(head) && head.length < longestCell) continue;
      reader = makeReader(delimiterOf(head), longestCell);
    }
    yield* reader.read(head || text);
    head = "";
    if (reader.isLost) return;
  }
  reader ??= makeReader(delimiterOf(head), longestCell);
  yield* reader.read(head);
  if (!reader.isLost) yield* reader.end();
}

/** One line of a CSV file, without its end, in which no cell is a formula to a spreadsheet. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return cells.map((cell) => quoted(typeof cell === "number" ? `${cell}` : asText(cell))).join(",");
}

/** What spreadsheets read as a formula gets an apostrophe in front, which `fromExport` takes away. */
export function asText(cell: string | null): string {
  if (cell === null) return "";
  return looksLikeFormula.test(cell) ? `'${cell}` : cell;
}

export function fromExport(cell: string): string {
  return cell.startsWith("'") && looksLikeFormula.test(cell) ? cell.slice(1) : cell;
}

// --- internal ---

// Apostrophes count, so that one that was there before comes back as it was.
const looksLikeFormula = /^'*[=+\-@\t\r\n]/;

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

async function* decoded(chunks: Chunks): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of chunks) {
      // Excel's "Unicode text" is UTF-16.
      decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? "utf-16le" : "utf-8", {
        fatal: true,
      });
      const text = decoder.decode(chunk, { stream: true });
      if (text.includes("\0")) throw new NotText();
      yield text;
    }
    if (decoder) yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new NotText() : error;
  }
}

/** The sign that stands most often outside of quotes in the first line. */
function delimiterOf(head: string): string {
  const line = (head.split(/[\r\n]/, 1)[0] ?? "").replace(/"[^"]*"/g, "");
  const countOf = (sign: string) => line.split(sign).length;
  const [best = ","] = [",", ";", "\t"].toSorted((a, b) => countOf(b) - countOf(a));
  return best;
}

type Reader = {
  readonly isLost: boolean;
  read(text: string): Generator<CsvRow>;
  end(): Generator<CsvRow>;
};

type State = "start" | "plain" | "quoted" | "quote" | "broken";

function makeReader(delimiter: string, longestCell: number): Reader {
  let state: State = "start";
  let cells: string[] = [];
  let cell = "";
  let line = 1;
  let begins = 1;
  let isFirst = true;
  let problem: CsvProblem | undefined;
  let isLost = false;
  let wasReturn = false;

  const endCell = () => {
    cells.push(cell);
    cell = "";
    state = "start";
  };
  function* endRow(): Generator<CsvRow> {
    endCell();
    const isBlank = cells.length === 1 && cells[0] === "";
    if (problem) yield { line: begins, problem };
    else if (!isBlank) yield { line: begins, cells };
    cells = [];
    problem = undefined;
    begins = line;
  }
  const take = (char: string) => {
    if (state === "broken") return;
    if (state === "start" && char === '"') state = "quoted";
    else if (state === "quoted") {
      if (char === '"') state = "quote";
      else cell += char;
    } else if (state === "quote") {
      if (char === '"') {
        cell += '"';
        state = "quoted";
      } else break_("stray_quote");
    } else if (char === '"') break_("stray_quote");
    else {
      cell += char;
      state = "plain";
    }
    if (cell.length > longestCell) break_("cell_too_long");
  };
  const break_ = (what: CsvProblem) => {
    // A quoted cell without an end swallows line after line: nothing after it can be trusted.
    if (what === "cell_too_long" && state === "quoted") {
      problem = "unclosed_quote";
      isLost = true;
    } else problem ??= what;
    state = "broken";
    cell = "";
  };

  // CR LF is one end of a line, also where a chunk ends between them.
  function* lineBreak(char: string): Generator<CsvRow> {
    const isSecond = char === "\n" && wasReturn;
    wasReturn = char === "\r";
    if (!isSecond) line += 1;
    if (state === "quoted") take(char);
    else if (!isSecond) yield* endRow();
  }
  const other = (char: string) => {
    wasReturn = false;
    if (char === delimiter && state !== "quoted") {
      if (state !== "broken") endCell();
    } else take(char);
  };
  function* read(text: string): Generator<CsvRow> {
    const from = isFirst && text.startsWith("\uFEFF") ? 1 : 0;
    if (text !== "") isFirst = false;
    for (let at = from; at < text.length; at++) {
      const char = text[at] as string;
      if (char === "\n" || char === "\r") yield* lineBreak(char);
      else other(char);
      if (!isLost) continue;
      yield { line: begins, problem: "unclosed_quote" };
      return;
    }
  }
  function* end(): Generator<CsvRow> {
    if (state === "quoted") yield { line: begins, problem: "unclosed_quote" };
    else yield* endRow();
  }
  return {
    get isLost() {
      return isLost;
    },
    read,
    end,
  };
}
