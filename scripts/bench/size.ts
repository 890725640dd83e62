import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import type { Figure } from "./figure.ts";

/** The one binary, and what of it is not ours: Bun and the packed PostgreSQL. */
export function benchSize(bench: Bench): Figure[] {
  const size = statSync(bench.binary()).size;
  const parts = [
    `Bun: ${megabytes(statSync(process.execPath).size)}`,
    `packed PostgreSQL: ${megabytes(packedPostgres())}`,
  ];
  return [
    {
      name: "the binary",
      measured: megabytes(size),
      reference: parts.join(", "),
      aim: "≤ 140 MB",
      isMet: size <= 140e6,
    },
  ];
}

// --- internal ---

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The archive that the build has just used is the newest of its kind. */
function packedPostgres(): number {
  const cache = join(import.meta.dir, "..", "..", ".cache", "postgres");
  const own = `linux-${process.arch}-`;
  const packed = readdirSync(cache)
    .filter((name) => name.startsWith(own))
    .map((name) => statSync(join(cache, name, "postgres-programs.tar.zst")))
    .toSorted((a, b) => b.mtimeMs - a.mtimeMs);
  return packed[0]?.size ?? 0;
}
