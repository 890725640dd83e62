import { openDatabase } from "../../db/client.ts";
import { startEmbedded } from "../postgres/start-embedded.ts";

/**
 * A small bot in a process of its own, for tests that kill it:
 * `bun embedded-child.ts DATA_DIR serve|subcommand hold|write`. Says what happens in lines of
 * JSON, and stops when its standard input ends.
 */
if (import.meta.main) await main(process.argv[2] ?? "", process.argv[3], process.argv[4]);

// --- internal ---

async function main(dataDir: string, role?: string, work?: string): Promise<void> {
  const silent = { info() {}, warn() {}, error() {} };
  try {
    await using server = await startEmbedded({
      dataDir,
      log: silent,
      asSubcommand: role === "subcommand",
    });
    say({ ready: server.mode, server: server.pid });
    const ended = Bun.stdin.text();
    if (work === "write") await write(server.connection, ended);
    await ended;
  } catch (error) {
    say({ refused: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
}

/** Writes one number after the other, and says each once it is confirmed. */
async function write(
  address: Parameters<typeof openDatabase>[0],
  ended: Promise<string>,
): Promise<void> {
  let isAsked = true;
  void ended.then(() => {
    isAsked = false;
  });
  await using database = openDatabase({ ...address, max: 1 });
  const { raw } = database;
  await raw`create table if not exists marks (n bigint primary key)`;
  const [row] = await raw`select coalesce(max(n), 0) as last from marks`;
  for (let n = Number(row?.["last"]) + 1; isAsked; n++) {
    await raw`insert into marks values (${n})`;
    say({ confirmed: n });
  }
}

function say(fact: object): void {
  process.stdout.write(`${JSON.stringify(fact)}\n`);
}
