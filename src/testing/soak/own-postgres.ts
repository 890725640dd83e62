import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenDatabase, openDatabase } from "../../../db/client.ts";
import { migrate } from "../../../db/migrate.ts";
import { findPostgresPrograms } from "../postgres-programs.ts";

export type OwnPostgres = AsyncDisposable &
  OpenDatabase & {
    readonly address: {
      readonly socketFolder: string;
      readonly user: string;
      readonly database: string;
    };
    /** `fast` sends everybody away, `immediate` is a crash that is recovered from. */
    restart(how: "fast" | "immediate"): Promise<void>;
  };

/** A server of one's own that keeps its promises (fsync and all), and may be restarted. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const home = mkdtempSync(join(tmpdir(), "shop-soak-"));
  const programs = await findPostgresPrograms(home);
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
  if (user) chownSync(home, user.uid, user.gid);
  const data = join(home, "data");
  const place = { ...user, cwd: home, env: { LC_ALL: "C", PATH: "/usr/bin:/bin" } };
  const flags = ["-U", "shop", "-A", "trust", "--locale=C", "--encoding=UTF8"];
  const made = Bun.spawnSync([join(programs, "initdb"), "-D", data, ...flags], place);
  if (made.exitCode !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const start = async () => {
    const settings = ["listen_addresses=", "max_connections=100", "shared_buffers=128MB"];
    const server = Bun.spawn(
      [
        ...[join(programs, "postgres"), "-D", data, "-k", home],
        ...settings.flatMap((each) => ["-c", each]),
      ],
      { ...place, stdin: "ignore", stdout: "ignore", stderr: "ignore" },
    );
    while (!isReady(data)) {
      if (server.exitCode !== null) throw new Error("The server ended before it was ready");
      await Bun.sleep(10);
    }
    return server;
  };
  const stop = async (how: "SIGINT" | "SIGQUIT") => {
    server.kill(how);
    await server.exited;
  };

  let server = await start();
  const address = { socketFolder: home, user: "shop", database: "postgres" };
  const open = openDatabase({ ...address, applicationName: "soak" });
  await migrate(open.raw);
  return {
    ...open,
    address,
    async restart(how) {
      await stop(how === "fast" ? "SIGINT" : "SIGQUIT");
      server = await start();
    },
    async [Symbol.asyncDispose]() {
      await open.close();
      await stop("SIGINT");
      rmSync(home, { recursive: true, force: true });
    },
  };
}

// --- internal ---

function isReady(data: string): boolean {
  try {
    const status = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[7];
    return status?.trim() === "ready";
  } catch {
    return false;
  }
}
