import { chownSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseAddress } from "../../db/client.ts";
import { findPostgresPrograms } from "./postgres-programs.ts";

/** The address of a server for this test process: TEST_DATABASE_URL or one of its own. */
export async function startTestCluster(): Promise<DatabaseAddress> {
  const url = process.env["TEST_DATABASE_URL"];
  if (url) return { url };
  const home = mkdtempSync(join(tmpdir(), "shop-test-"));
  const programs = await findPostgresPrograms(home);
  const data = join(home, "data");
  const user = unprivileged();
  if (user) chownSync(home, user.uid, user.gid);

  const options = ["-U", "shop", "-A", "trust", "-N", "--locale=C", "--encoding=UTF8"];
  const made = Bun.spawnSync([join(programs, "initdb"), "-D", data, ...options], {
    ...user,
    env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
    cwd: home,
    stdin: "ignore",
  });
  if (made.exitCode !== 0) throw new Error(`initdb failed: ${made.stderr}${made.stdout}`);

  const server = Bun.spawn(["/bin/sh", "-c", keeper, "keeper", programs, data, home], {
    ...user,
    env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
    cwd: "/",
    // Never written to: its end tells the keeper that this process is gone, however it went.
    stdin: "pipe",
    stdout: "ignore",
    stderr: "ignore",
    detached: true,
  });
  server.unref();
  await untilReady(data, () => server.exitCode !== null);
  return { socketFolder: home, user: "shop", database: "postgres" };
}

// --- internal ---

/** Runs the server as long as its standard input is open, and leaves nothing behind. */
const keeper = `
trap '' INT TERM HUP
"$1/postgres" -D "$2" -k "$3" -F -c listen_addresses= -c synchronous_commit=off \
  -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB \
  -c autovacuum=off </dev/null >"$3/server.log" 2>&1 &
read -r line
kill -QUIT $!
wait $!
rm -rf "$3"
`;

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
}

async function untilReady(data: string, hasEnded: () => boolean): Promise<void> {
  while (!isReady(data)) {
    if (hasEnded()) throw new Error("The test server ended before it was ready");
    await Bun.sleep(5);
  }
}

function isReady(data: string): boolean {
  try {
    const status = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[7];
    return status?.trim() === "ready";
  } catch {
    return false;
  }
}
