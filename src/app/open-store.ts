import { type OpenDatabase, openDatabase } from "../../db/client.ts";
import type { Log } from "../lib/log/log.ts";
import { startEmbedded } from "../postgres/start-embedded.ts";
import type { Config } from "./config/config.ts";

export type OpenStoreOptions = {
  readonly config: Pick<Config, "database" | "dataDir">;
  readonly log: Log;
  /** `serve` owns the data folder; every other command joins a running shop's server. */
  readonly as: "serve" | "subcommand";
  readonly onDatabaseCrash?: (message: string) => void;
};

export type OpenStore = OpenDatabase & { readonly kind: "embedded" | "external" };

/** The store's database: the one it was told of, or its own, which stops when this is closed. */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  const { config, log, as } = options;
  const applicationName = `bot-auto-order ${as}`;
  if (config.database) {
    return { ...openDatabase({ ...config.database, applicationName }), kind: "external" };
  }
  const embedded = await startEmbedded({
    dataDir: config.dataDir,
    log: { info: log.info, warn: log.warning, error: log.error },
    asSubcommand: as === "subcommand",
    ...(options.onDatabaseCrash ? { onCrash: options.onDatabaseCrash } : {}),
  });
  const database = openDatabase({ ...embedded.connection, applicationName });
  const close = async () => {
    await database.close();
    await embedded.stop();
  };
  return { ...database, kind: "embedded", close, [Symbol.asyncDispose]: close };
}
