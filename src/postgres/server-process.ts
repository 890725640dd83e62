import {
  closeSync,
  fchownSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { serverEnvironment } from "./create-cluster.ts";
import type { ServerUser } from "./server-user.ts";

export type ServerPlace = {
  readonly home: string;
  readonly programs: string;
  readonly user: ServerUser | undefined;
};

export type ServerProcess = {
  readonly pid: number;
  readonly isAdopted: boolean;
  /** Resolves when the server has ended, whoever started it. */
  readonly ended: Promise<void>;
};

/** The server that runs on the data folder, if one does: perhaps the child of a bot that died. */
export function runningServer({ home }: Pick<ServerPlace, "home">): RunningServer | undefined {
  try {
    const lines = readFileSync(join(home, "data", "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    if (!worksIn(join(home, "data"), pid)) return undefined;
    const program = readlinkSync(`/proc/${pid}/exe`);
    return { pid, program, isReady: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

export type RunningServer = {
  readonly pid: number;
  readonly program: string;
  readonly isReady: boolean;
};

/** Takes over the surviving server, or starts one; resolves when it answers. */
export async function startServer(place: ServerPlace): Promise<ServerProcess> {
  const survivor = await takeOver(place);
  if (survivor) return survivor;
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await launch(place);
    } catch (error) {
      // Children of a server that was killed still hold its memory for a moment.
      const isPassing = /shared memory block|lock file|Address already in use/.test(String(error));
      if (!isPassing || Date.now() > deadline) throw error;
      await Bun.sleep(50);
    }
  }
}

/** Asks it to end its sessions and write everything; insists after `graceMs`. */
export async function stopServer(server: ServerProcess, graceMs: number): Promise<void> {
  signal(server.pid, "SIGINT");
  if (await within(graceMs, server.ended)) return;
  // Nothing is lost: what was confirmed is in the log that the next start reads.
  signal(server.pid, "SIGQUIT");
  if (await within(5_000, server.ended)) return;
  signal(server.pid, "SIGKILL");
  await within(5_000, server.ended);
}

// --- internal ---

async function takeOver(place: ServerPlace): Promise<ServerProcess | undefined> {
  const found = runningServer(place);
  if (!found) return undefined;
  const server = { pid: found.pid, isAdopted: true, ended: untilGone(place, found.pid) };
  if (found.program !== realpathSync(join(place.programs, "bin", "postgres"))) {
    await stopServer(server, 10_000); // another version's
    return undefined;
  }
  return (await untilReady(place, found.pid, server.ended)) ? server : undefined;
}

async function launch(place: ServerPlace): Promise<ServerProcess> {
  const { path: logPath, file, start } = openLog(place);
  const child = Bun.spawn([join(place.programs, "bin", "postgres"), ...serverOptions], {
    ...place.user,
    cwd: join(place.home, "data"),
    env: serverEnvironment,
    stdin: "ignore",
    stdout: file,
    stderr: file,
    // Ctrl-C in a terminal is for the bot, which finishes its work before it stops the server.
    detached: true,
  });
  closeSync(file);
  child.unref();
  const ended = child.exited.then(() => {});
  if (await untilReady(place, child.pid, ended)) return { pid: child.pid, isAdopted: false, ended };
  throw new Error(`PostgreSQL did not start: ${complaint(logPath, start)}`);
}

const serverOptions = [
  ...["-D", "/proc/self/cwd", "-k", "../run"],
  ...Object.entries({
    listen_addresses: "",
    unix_socket_permissions: "0700",
    max_connections: 40,
    shared_buffers: "32MB",
    huge_pages: "off",
    dynamic_shared_memory_type: "mmap",
    // The workers of the default cost memory that a small shop does not have.
    io_method: "sync",
    max_parallel_workers_per_gather: 0,
    autovacuum_max_workers: 2,
    wal_level: "minimal",
    max_wal_senders: 0,
    min_wal_size: "32MB",
    max_wal_size: "256MB",
    timezone: "UTC",
    log_timezone: "UTC",
    // Statements and their values are goods and money: the server's log knows of neither.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
];

function openLog({ home, user }: ServerPlace): { path: string; file: number; start: number } {
  const path = join(home, "server.log");
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const isLarge = size > 1_000_000;
  if (isLarge) renameSync(path, `${path}.1`);
  const file = openSync(path, "a", 0o600);
  if (user) fchownSync(file, user.uid, user.gid);
  return { path, file, start: isLarge ? 0 : size };
}

/** The last words of this start, without their time stamps. */
function complaint(path: string, start: number): string {
  const lines = readFileSync(path).subarray(start).toString("utf8").trim().split("\n");
  const faults = lines.filter((line) => /\b(FATAL|PANIC|ERROR):/.test(line));
  return (faults.length > 0 ? faults : lines.slice(-3))
    .map((line) => line.replace(/^.*?\[\d+\] /, ""))
    .join(" ");
}

/** False when it ended first. */
async function untilReady(place: ServerPlace, pid: number, ended: Promise<void>): Promise<boolean> {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded) {
    const server = runningServer(place);
    if (server?.pid === pid && server.isReady) return true;
    await Bun.sleep(5);
  }
  return false;
}

/** It is not our child, so that nobody tells us of its end. */
async function untilGone({ home }: ServerPlace, pid: number): Promise<void> {
  while (worksIn(join(home, "data"), pid)) {
    await new Promise<void>((resolve) => setTimeout(resolve, 100).unref());
  }
}

/** A number alone may be another program's by now: the server works in its data folder. */
function worksIn(folder: string, pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}

async function within(ms: number, event: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([event.then(() => true), tooLate]);
  clearTimeout(timer);
  return inTime;
}
