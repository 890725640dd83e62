import { type OpenDatabase, openDatabase } from "../../db/client.ts";
import type { Log } from "../lib/log/log.ts";
import { type EmbeddedPostgres, startEmbedded } from "../postgres/start-embedded.ts";
import type { Config } from "./config/config.ts";

export type ShopDatabase = OpenDatabase & {
  /** Undefined where DATABASE_URL names another server. */
  readonly embedded: EmbeddedPostgres | undefined;
};

/** The store's database, wherever it is: closing it also stops a server that was started for it. */
export async function openShopDatabase(
  {
    config,
    log,
  }: { readonly config: Pick<Config, "database" | "dataDir" | "store">; readonly log: Log },
  options: {
    readonly asSubcommand?: boolean;
    readonly max?: number;
    readonly applicationName?: string;
    readonly onCrash?: (message: string) => void;
    /** 0 lets a statement run for ever. */
    readonly statementTimeoutMs?: number;
  } = {},
): Promise<ShopDatabase> {
  const { asSubcommand = false, onCrash, ...rest } = options;
  const settings = {
    ...rest,
    // What SQL calls a day is the shop's day.
    timeZone: config.store.timeZone,
    onNotice: (notice: string) => log.debug(notice),
  };
  if (config.database) {
    return { ...openDatabase({ ...config.database, ...settings }), embedded: undefined };
  }
  const embedded = await startEmbedded({
    dataDir: config.dataDir,
    log: { info: log.info, warn: log.warning, error: log.error },
    asSubcommand,
    ...(onCrash ? { onCrash } : {}),
  });
  const open = openDatabase({ ...embedded.connection, ...settings });
  const close = async () => {
    await open.close();
    await embedded.stop();
  };
  return { ...open, embedded, close, [Symbol.asyncDispose]: close };
}
