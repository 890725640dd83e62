import { migrations } from "../../db/migrations.ts";
import { version } from "../../package.json" with { type: "json" };

// Put in by scripts/build.ts; a shop run from its sources has none.
declare const BUILD_ID: string | undefined;

export const buildInfo = {
  version,
  build: typeof BUILD_ID === "string" ? BUILD_ID : "source",
  bun: Bun.version,
  /** The schema that this program works with. */
  schema: migrations.at(-1)?.name ?? "none",
} as const;
