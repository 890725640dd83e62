export type TarEntry = {
  readonly path: string;
  readonly mode: number;
  readonly content?: Uint8Array;
  readonly linkTo?: string;
};

/** A tar archive that holds nothing of this machine or this moment: same entries, same bytes. */
export function packTar(entries: readonly TarEntry[]): Uint8Array {
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const parts = sorted.flatMap((entry) => {
    const content = entry.content ?? new Uint8Array();
    return [header(entry), content, new Uint8Array(padding(content.length))];
  });
  return Buffer.concat([...parts, new Uint8Array(2 * blockSize)]);
}

// --- internal ---

const blockSize = 512;

function padding(size: number): number {
  return (blockSize - (size % blockSize)) % blockSize;
}

/** As POSIX ustar has it: fields of fixed width, numbers in octal. */
function header({ path, mode, content, linkTo }: TarEntry): Uint8Array {
  if (Buffer.byteLength(path) > 100) throw new RangeError(`${path} is too long for a tar header`);
  const block = Buffer.alloc(blockSize);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, "0")}\0`;
  const fields: readonly [offset: number, text: string][] = [
    [0, path],
    [100, octal(mode, 8)],
    [108, octal(0, 8)],
    [116, octal(0, 8)],
    [124, octal(content?.length ?? 0, 12)],
    [136, octal(0, 12)],
    [148, " ".repeat(8)],
    [156, linkTo === undefined ? "0" : "2"],
    [157, linkTo ?? ""],
    [257, "ustar\x0000"],
  ];
  for (const [offset, text] of fields) block.write(text, offset, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}
