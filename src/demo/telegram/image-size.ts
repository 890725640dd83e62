export type ImageSize = { width: number; height: number; extension: string };

/** Width and height as the file itself says; undefined when it is no picture. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length >= 24 && data.toString("latin1", 1, 4) === "PNG") {
    return { width: data.readUInt32BE(16), height: data.readUInt32BE(20), extension: "png" };
  }
  if (data.length >= 10 && data.toString("latin1", 0, 3) === "GIF") {
    return { width: data.readUInt16LE(6), height: data.readUInt16LE(8), extension: "gif" };
  }
  if (data.length >= 26 && data.toString("latin1", 0, 2) === "BM") {
    const height = Math.abs(data.readInt32LE(22));
    return { width: data.readInt32LE(18), height, extension: "bmp" };
  }
  if (data.length >= 30 && data.toString("latin1", 8, 12) === "WEBP") return webpSize(data);
  return data.length >= 4 && data.readUInt16BE(0) === 0xffd8 ? jpegSize(data) : undefined;
}

function webpSize(data: Buffer): ImageSize {
  const extended = data.toString("latin1", 12, 16) === "VP8X";
  return extended
    ? { width: data.readUIntLE(24, 3) + 1, height: data.readUIntLE(27, 3) + 1, extension: "webp" }
    : { width: 512, height: 512, extension: "webp" };
}

function jpegSize(data: Buffer): ImageSize | undefined {
  let at = 2;
  while (at + 9 < data.length) {
    const marker = data.readUInt16BE(at);
    // The frame headers C0–CF carry the size, except for the tables C4, C8 and CC.
    const isFrame =
      marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) {
      return {
        height: data.readUInt16BE(at + 5),
        width: data.readUInt16BE(at + 7),
        extension: "jpg",
      };
    }
    at += 2 + data.readUInt16BE(at + 2);
  }
  return undefined;
}
