import { closeSync, existsSync, mkdirSync, openSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureCluster, shopDatabase, shopRole } from "./create-cluster.ts";
import type { EmbeddedLog } from "./embedded-log.ts";
import { explained } from "./errors.ts";
import { claimFolder, type FolderClaim } from "./folder-claim.ts";
import { keepRunning } from "./keep-running.ts";
import { ensurePrograms, removeOldPrograms } from "./programs.ts";
import { runningServer, type ServerPlace } from "./server-process.ts";
import { giveTo, serverUser } from "./server-user.ts";

export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  /** A subcommand joins the server of a running bot; where none runs it brings up its own. */
  readonly asSubcommand?: boolean;
  /** Told when the server ended by itself, before it is started again. */
  readonly onCrash?: (message: string) => void;
};

export type SocketAddress = {
  readonly socketFolder: string;
  readonly user: string;
  readonly database: string;
};

export type EmbeddedPostgres = AsyncDisposable & {
  readonly mode: "started" | "adopted" | "connected";
  /** For openDatabase. */
  readonly connection: SocketAddress;
  /** The server's process id; changes when it had to be started again. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
};

/** Runs the shop's own PostgreSQL in `dataDir`, on a unix socket that strangers cannot reach. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = join(resolve(options.dataDir), "postgres");
  try {
    return await start(home, options);
  } catch (error) {
    throw explained(error, home);
  }
}

// --- internal ---

async function start(home: string, options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = prepareFolders(home, options.dataDir);
  const claim = await claimFolder(home, {
    log: options.log,
    role: options.asSubcommand ? "subcommand" : "serve",
    owner: user,
    isServerReady: () => runningServer({ home })?.isReady === true,
  });
  if (!claim.isOwner) return asGuest(home, claim);
  try {
    const programs = await ensurePrograms(home, user);
    ensureCluster(home, programs, user);
    return await asOwner({ home, programs, user }, claim, options);
  } catch (error) {
    claim.release();
    throw error;
  }
}

function prepareFolders(home: string, dataDir: string): ServerPlace["user"] {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const user = serverUser(dataDir);
  for (const folder of [home, join(home, "run")]) {
    if (existsSync(folder)) continue;
    mkdirSync(folder, { mode: 0o700 });
    giveTo(user, folder);
  }
  return user;
}

function asGuest(home: string, claim: FolderClaim): EmbeddedPostgres {
  const socket = openSocketFolder(home);
  const stop = async () => {
    socket.close();
    claim.release();
  };
  return {
    mode: "connected",
    connection: addressAt(socket.path),
    pid: runningServer({ home })?.pid,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function asOwner(
  place: ServerPlace,
  claim: FolderClaim,
  { log, onCrash }: EmbeddedOptions,
): Promise<EmbeddedPostgres> {
  const keeper = await keepRunning(place, { log, onCrash });
  removeOldPrograms(place.home);
  const socket = openSocketFolder(place.home);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      await claim.guestsLeft();
      await keeper.stop();
      socket.close();
      claim.release();
    })();
    return stopping;
  };
  return {
    mode: keeper.isAdopted ? "adopted" : "started",
    connection: addressAt(socket.path),
    get pid() {
      return keeper.pid;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const longestSocketPath = 107;

/**
 * A socket's path has room for 107 bytes. A longer one is reached through the folder held open,
 * whose name in /proc is always short; the server does the same by its working directory.
 */
function openSocketFolder(home: string): { path: string; close(): void } {
  const path = realpathSync(join(home, "run"));
  if (Buffer.byteLength(`${path}/.s.PGSQL.5432`) <= longestSocketPath) {
    return { path, close() {} };
  }
  const folder = openSync(path, "r");
  return { path: `/proc/${process.pid}/fd/${folder}`, close: () => closeSync(folder) };
}

function addressAt(socketFolder: string): SocketAddress {
  return { socketFolder, user: shopRole, database: shopDatabase };
}
