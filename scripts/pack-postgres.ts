import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { symbolicLinks } from "../src/postgres/package-files.ts";
import { packageVersion } from "../src/postgres/version.ts";
import { packTar, type TarEntry } from "./pack-tar.ts";
import { slimIcu } from "./slim-icu.ts";

/** Packs the programs of the npm package for the binary, once per version and content. */
export function packPostgres(source: string, arch: string, cache: string): string {
  const tar = packTar(entriesOf(source));
  const digest = new Bun.CryptoHasher("sha256").update(tar).digest("hex").slice(0, 12);
  const folder = join(cache, `${arch}-${packageVersion}-${digest}-${compressionLevel}`);
  const archive = join(folder, "postgres-programs.tar.zst");
  if (existsSync(archive)) return archive;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${archive}.tmp`, Bun.zstdCompressSync(tar, { level: compressionLevel }));
  renameSync(`${archive}.tmp`, archive);
  return archive;
}

// --- internal ---

// Ten levels more would save 3 MB of 133 and cost every first build twenty seconds.
const compressionLevel = 9;

/** What is for compiling against PostgreSQL, or for programs that are not in the package. */
const unneeded =
  /\.a$|^lib\/pkgconfig\/|^lib\/postgresql\/pgxs\/|^lib\/lib(ecpg|pgtypes)|^bin\/pg_ctl$|\.json$/;

function entriesOf(source: string): TarEntry[] {
  const links = symbolicLinks(source).filter(({ path }) => !unneeded.test(path));
  const linked = new Set(links.map(({ path }) => path));
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(source, join(entry.parentPath, entry.name)))
    .filter((path) => !unneeded.test(path) && !linked.has(path));
  const read = (path: string) => readFileSync(join(source, path));
  return [
    ...links.map(({ path, to }) => ({ path, mode: 0o777, linkTo: to })),
    ...files.map((path) => ({
      path,
      mode: path.startsWith("bin/") ? 0o755 : 0o644,
      content: path.startsWith("lib/libicudata") ? slimIcu(read(path)) : read(path),
    })),
  ];
}
