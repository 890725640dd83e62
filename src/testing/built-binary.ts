import { join } from "node:path";
import { build } from "../../scripts/build.ts";

/** The compiled program, built from the sources as they are now, once per test run. */
export function builtBinary(): string {
  shared.shopBinary ??= build({
    outfile: join(import.meta.dir, "..", "..", ".cache", "test-binary"),
  });
  return shared.shopBinary;
}

// --- internal ---

const shared = globalThis as { shopBinary?: string };
