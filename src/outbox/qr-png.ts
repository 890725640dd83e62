import { crc32, deflateSync } from "node:zlib";
import { encode } from "uqr";

/** A QR code as a PNG of one bit a pixel, with the white margin that scanners need. */
export function qrPng(text: string, modulePixels = 10): Uint8Array {
  // "M" survives a scratched screen; the matrix comes with no margin of its own.
  const { data } = encode(text, { ecc: "M", border: 0 });
  const size = (data.length + 2 * quietModules) * modulePixels;
  const rowBytes = 1 + Math.ceil(size / 8);
  const pixels = Buffer.alloc(rowBytes * size, 0xff);
  for (let y = 0; y < size; y++) {
    const row = y * rowBytes;
    pixels[row] = 0; // no filter
    const modules = data[Math.floor(y / modulePixels) - quietModules];
    modules?.forEach((isDark, column) => {
      if (isDark) darken(pixels, row + 1, (column + quietModules) * modulePixels, modulePixels);
    });
  }
  return png(size, pixels);
}

// --- internal ---

const quietModules = 4;

function darken(pixels: Buffer, row: number, from: number, count: number): void {
  for (let x = from; x < from + count; x++) {
    const at = row + (x >> 3);
    pixels[at] = (pixels[at] ?? 0) & ~(0x80 >> (x & 7));
  }
}

function png(size: number, pixels: Buffer): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header[8] = 1; // one bit a pixel, grey, no interlace
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
