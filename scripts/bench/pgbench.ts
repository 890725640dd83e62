import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestDatabase } from "../../src/testing/test-database.ts";

/** What pgbench makes of a script on the same database, a second; nothing where there is none. */
export async function pgbench(
  { address }: Pick<TestDatabase, "address">,
  { script, clients, seconds }: { script: string; clients: number; seconds: number },
): Promise<number | undefined> {
  const program = findPgbench();
  if (!program || "url" in address) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "script.sql");
  writeFileSync(file, script);
  const { socketFolder, user, database } = address;
  const child = Bun.spawn(
    [
      ...[program, "-n", "-M", "prepared", "-c", String(clients), "-j", "1", "-T", String(seconds)],
      ...["-h", socketFolder, "-U", user, "-f", file, database],
    ],
    { stdout: "pipe", stderr: "pipe" },
  );
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  rmSync(folder, { recursive: true });
  const rate = Number(/tps = ([\d.]+)/.exec(out)?.[1]);
  if (Number.isNaN(rate) || rate === 0) throw new Error(`pgbench failed: ${err}${out}`);
  return rate;
}

/** A value as pgbench reads it: a colon would be a variable to it, within quotes too. */
export function pgbenchLiteral(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") return String(value);
  const escaped = String(value)
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "''")
    .replaceAll(":", "\\x3a");
  return `E'${escaped}'`;
}

// --- internal ---

function findPgbench(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root) : [];
  return [
    ...versions.map((version) => join(root, version, "bin", "pgbench")),
    Bun.which("pgbench"),
  ].find((path) => path !== null && existsSync(path)) as string | undefined;
}
