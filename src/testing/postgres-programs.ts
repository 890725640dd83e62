import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { copyPostgresPackage } from "../postgres/package-files.ts";

/**
 * The folder of `initdb` and `postgres`: the system's newest, else a copy of the npm package under
 * `home` (the checkout may be unreadable for the user that the server runs as).
 */
export async function findPostgresPrograms(home: string): Promise<string> {
  const wanted = process.env["TEST_POSTGRES"] ?? "any";
  const system = wanted === "embedded" ? undefined : systemPrograms();
  if (system) return system;
  const copy = join(home, "programs");
  await copyPostgresPackage(copy);
  return join(copy, "bin");
}

function systemPrograms(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root) : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, "bin"))
    .find((folder) => existsSync(join(folder, "initdb")));
}
