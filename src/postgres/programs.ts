import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { copyPostgresPackage } from "./package-files.ts";
import { canReach, giveTo, type ServerUser } from "./server-user.ts";
import { packageVersion } from "./version.ts";

export const programsName = `postgres-${packageVersion}`;

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`: the one that was installed beside the
 * binary, else unpacked once per version into `home`.
 */
export async function ensurePrograms(home: string, user: ServerUser | undefined): Promise<string> {
  const installed = join(dirname(process.execPath), programsName);
  if (isComplete(installed)) return installed;
  // Under /root nobody may go: there the programs, and they alone, live in the system's cache.
  const canRunAtHome = !user || canReach(user, resolve(home));
  const folder = canRunAtHome ? home : "/var/cache/bot-auto-order";
  const programs = join(folder, programsName);
  if (isComplete(programs)) return programs;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  await unpackPrograms(programs, canRunAtHome ? user : undefined);
  return programs;
}

/** Puts the programs into `target` in one step: it is there entirely or not at all. */
export async function unpackPrograms(target: string, owner?: ServerUser): Promise<void> {
  const unfinished = `${target}.new-${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    mkdirSync(unfinished, { mode: 0o755 });
    await fill(unfinished);
    openToAll(unfinished);
    giveTo(owner, unfinished);
    writeFileSync(join(unfinished, completeMark), "");
    rmSync(target, { recursive: true, force: true });
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process may have been first, and then all is well.
    if (!isComplete(target)) throw error;
  }
}

/** Programs of other versions, and what an interrupted unpacking left. */
export function removeOldPrograms(home: string): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith("postgres-") && name !== programsName) {
      rmSync(join(home, name), { recursive: true, force: true });
    }
  }
}

// --- internal ---

const completeMark = ".complete";

function isComplete(programs: string): boolean {
  return existsSync(join(programs, completeMark));
}

/** The compiled binary carries an archive; from the sources the npm package itself is copied. */
async function fill(folder: string): Promise<void> {
  const archive = Bun.embeddedFiles.find((file) =>
    (file as Blob & { name: string }).name.includes("postgres-programs"),
  );
  if (!archive) return copyPostgresPackage(folder);
  const tar = await Bun.zstdDecompress(await archive.arrayBuffer());
  await new Bun.Archive(tar).extract(folder);
}

/** Whatever the umask: the server's user has to read what root unpacked. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const isProgram = entry.isDirectory() || entry.parentPath === join(folder, "bin");
    chmodSync(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644);
  }
}
