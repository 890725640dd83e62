import type { EmbeddedLog } from "./embedded-log.ts";
import { explained } from "./errors.ts";
import { type ServerPlace, type ServerProcess, startServer, stopServer } from "./server-process.ts";

export type Keeper = {
  readonly isAdopted: boolean;
  readonly pid: number;
  stop(): Promise<void>;
};

type KeeperOptions = {
  readonly log: EmbeddedLog;
  readonly onCrash: ((message: string) => void) | undefined;
};

/** Starts the server, and again whenever it ends without being asked to. */
export async function keepRunning(
  place: ServerPlace,
  { log, onCrash }: KeeperOptions,
): Promise<Keeper> {
  let server = await startServer(place);
  const { isAdopted } = server;
  const stopped = Promise.withResolvers<void>();
  let isStopping = false;

  const watching = (async () => {
    for (;;) {
      await Promise.race([server.ended, stopped.promise]);
      if (isStopping) return;
      const message = "PostgreSQL ended by itself and is started again.";
      log.error(message);
      onCrash?.(message);
      const next = await startAgain(place, log, () => isStopping);
      if (!next) return;
      server = next;
      log.info("PostgreSQL runs again.");
    }
  })();

  return {
    isAdopted,
    get pid() {
      return server.pid;
    },
    async stop() {
      isStopping = true;
      stopped.resolve();
      await watching;
      await stopServer(server, graceMs);
    },
  };
}

// --- internal ---

/** Less than the time that a stopping service has. */
const graceMs = 10_000;

async function startAgain(
  place: ServerPlace,
  log: EmbeddedLog,
  isStopping: () => boolean,
): Promise<ServerProcess | undefined> {
  for (let pause = 100; !isStopping(); pause = Math.min(pause * 2, 5_000)) {
    try {
      return await startServer(place);
    } catch (error) {
      log.error(explained(error, place.home).message);
      await Bun.sleep(pause);
    }
  }
  return undefined;
}
