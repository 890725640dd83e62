import { ok, type Result, refuse } from "./result.ts";

/** A QRIS text is a row of fields: a two-digit tag, a two-digit length, the value; then its checksum. */
export type QrisField = { readonly tag: string; readonly value: string };

export type QrisFault = "malformed" | "wrong checksum";

/** The fields without the checksum (tag 63), which is checked and left out. */
export function parseQris(text: string): Result<readonly QrisField[], QrisFault> {
  const fields = readFields(text);
  const checksum = fields?.at(-1);
  if (!fields || checksum?.tag !== checksumTag || checksum.value.length !== 4) {
    return refuse("malformed");
  }
  const body = text.slice(0, -4);
  return checksum.value === crc16(body) ? ok(fields.slice(0, -1)) : refuse("wrong checksum");
}

export function buildQris(fields: readonly QrisField[]): string {
  const body = `${fields.map(writeField).join("")}${checksumTag}04`;
  return `${body}${crc16(body)}`;
}

/** The same fields with one of them replaced, or put where its tag belongs in the order. */
export function withQrisField(fields: readonly QrisField[], field: QrisField): QrisField[] {
  const others = fields.filter(({ tag }) => tag !== field.tag);
  const place = others.findIndex(({ tag }) => tag > field.tag);
  return others.toSpliced(place === -1 ? others.length : place, 0, field);
}

/** CRC-16/CCITT-FALSE, as four upper-case hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
    }
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
}

// --- internal ---

const checksumTag = "63";

function readFields(text: string): QrisField[] | undefined {
  const fields: QrisField[] = [];
  let at = 0;
  while (at < text.length) {
    const head = /^(\d{2})(\d{2})$/.exec(text.slice(at, at + 4));
    const [, tag, digits] = head ?? [];
    if (tag === undefined || digits === undefined) return undefined;
    const end = at + 4 + Number(digits);
    if (end > text.length) return undefined;
    fields.push({ tag, value: text.slice(at + 4, end) });
    at = end;
  }
  return fields.length > 0 ? fields : undefined;
}

function writeField({ tag, value }: QrisField): string {
  if (!/^\d{2}$/.test(tag) || value.length > 99) {
    throw new RangeError(`A QRIS field takes a two-digit tag and at most 99 characters: ${tag}`);
  }
  return `${tag}${value.length.toString().padStart(2, "0")}${value}`;
}
