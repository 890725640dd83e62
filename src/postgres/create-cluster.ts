import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./errors.ts";
import { giveTo, type ServerUser, userName } from "./server-user.ts";
import { majorVersion } from "./version.ts";

export const shopRole = "shop";
export const shopDatabase = "shop";

/** Makes the data folder where there is none: entirely, or not at all. */
export function ensureCluster(home: string, programs: string, user: ServerUser | undefined): void {
  const data = join(home, "data");
  if (!existsSync(data)) createCluster(home, programs, user);
  const versionFile = join(data, "PG_VERSION");
  if (!existsSync(versionFile)) {
    throw new EmbeddedPostgresError(
      `The folder ${data} holds no PostgreSQL data although it exists. Put the right folder back, or move it away to start with an empty shop.`,
    );
  }
  const version = readFileSync(versionFile, "utf8").trim();
  if (version !== majorVersion) {
    throw new EmbeddedPostgresError(
      `The folder ${data} holds data of PostgreSQL ${version}, and this program brings PostgreSQL ${majorVersion}. Make a backup with the version that wrote it, and restore it with this one into an empty DATA_DIR.`,
    );
  }
  writeAccessRules(data, user);
}

// --- internal ---

function createCluster(home: string, programs: string, user: ServerUser | undefined): void {
  const unfinished = join(home, "data.new");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(user, unfinished);
  run([join(programs, "bin", "initdb"), ...initOptions], unfinished, user);
  const single = ["--single", "-j", "-D", "/proc/self/cwd", "template1"];
  run([join(programs, "bin", "postgres"), ...single], unfinished, user, firstStatements);
  renameSync(unfinished, join(home, "data"));
}

// The data folder is always the working directory, so that the folders above it may be closed to
// the server's user, and so that no path is ever too long for a socket.
const initOptions = [
  ...["-D", "/proc/self/cwd", "-U", "postgres", "--auth=peer", "--encoding=UTF8"],
  ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
  ...["--wal-segsize=4", "--no-instructions"],
];

/** The shop is no superuser: it owns its database and may make others, for restoring into. */
const firstStatements = `
create role ${shopRole} login createdb;

create database ${shopDatabase} owner ${shopRole};

`;

function run(command: string[], cwd: string, user: ServerUser | undefined, input = ""): void {
  const { exitCode, stdout, stderr } = Bun.spawnSync(command, {
    ...user,
    cwd,
    env: serverEnvironment,
    stdin: Buffer.from(input),
  });
  const said = `${stderr}${stdout}`;
  // The single-user server ends with 0 even where a statement was refused.
  if (exitCode === 0 && !/\b(ERROR|FATAL|PANIC):/.test(said)) return;
  throw new Error(`${command[0]} failed (${exitCode}): ${said.trim()}`);
}

export const serverEnvironment = { LC_ALL: "C", PATH: "/usr/bin:/bin", TZ: "UTC" };

/** Only by the socket, and only the users that may: the bot's own, the server's, and root. */
function writeAccessRules(data: string, user: ServerUser | undefined): void {
  const uids = new Set([0, process.getuid?.() ?? 0, ...(user ? [user.uid] : [])]);
  const names = [...uids].map(userName);
  const rules = "# Written at every start.\nlocal all all peer map=shop\n";
  const map = names.flatMap((name) =>
    [shopRole, "postgres"].map((role) => `shop ${quoted(name)} ${role}\n`),
  );
  for (const [file, text] of [
    ["pg_hba.conf", rules],
    ["pg_ident.conf", `# Written at every start.\n${map.join("")}`],
  ] as const) {
    writeFileSync(join(data, file), text, { mode: 0o600 });
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
