/**
 * Blanks what PostgreSQL never asks of ICU's data (a third of the archive): code pages, names of
 * countries, currencies and zones, line breaks, transliteration. Collations and locales stay.
 */
export function slimIcu(library: Uint8Array): Uint8Array {
  const bytes = Buffer.from(library);
  const items = itemsOf(bytes);
  items.forEach(({ name, start }, index) => {
    const end = items[index + 1]?.start;
    // The last one has no end that is written down.
    if (end !== undefined && !isNeeded(name)) bytes.fill(0, start, end);
  });
  return bytes;
}

// --- internal ---

const neededKinds = /^[^/]+\/(coll\/.*|[^/]+\.(res|icu|nrm|cfu))$/;

function isNeeded(name: string): boolean {
  return neededKinds.test(name);
}

type Item = { readonly name: string; readonly start: number };

/** ICU's common data: a header, then a table of names and places, all counted from the table. */
function itemsOf(bytes: Buffer): Item[] {
  const mark = bytes.indexOf("CmnD");
  const header = mark - 12;
  if (mark < 0 || bytes.readUInt16LE(header + 2) !== 0x27da) {
    throw new Error(
      "This is not ICU's data: the package has changed, look at scripts/slim-icu.ts.",
    );
  }
  const table = header + bytes.readUInt16LE(header);
  const count = bytes.readUInt32LE(table);
  return Array.from({ length: count }, (_, index) => {
    const entry = table + 4 + 8 * index;
    const name = table + bytes.readUInt32LE(entry);
    return {
      name: bytes.toString("latin1", name, bytes.indexOf(0, name)),
      start: table + bytes.readUInt32LE(entry + 4),
    };
  }).toSorted((a, b) => a.start - b.start);
}
