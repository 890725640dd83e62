import { openDatabase } from "../../db/client.ts";
import { runningServer } from "../postgres/server-process.ts";
import { startEmbedded } from "../postgres/start-embedded.ts";
import { embeddedProcess } from "./embedded-process.ts";

export type KillReport = {
  readonly rounds: number;
  readonly confirmed: number;
  readonly kept: number;
  readonly lost: readonly number[];
  readonly adoptions: number;
};

export type KillOptions = {
  readonly dataDir: string;
  readonly rounds: number;
  /** Confirmed rows before each kill. */
  readonly rowsPerRound?: number;
  readonly onRound?: (round: number, confirmed: number) => void;
};

/**
 * Kills the bot, the server, or both at once, again and again in the middle of writing, and then
 * looks for every row that was confirmed.
 */
export async function killRounds(options: KillOptions): Promise<KillReport> {
  const { dataDir, rounds, rowsPerRound = 25 } = options;
  const confirmed: number[] = [];
  let adoptions = 0;
  for (let round = 0; round < rounds; round++) {
    const child = embeddedProcess({ dataDir, work: "write" });
    const first = await child.hears();
    if (!first?.ready) throw new Error(`Round ${round} did not start: ${first?.refused}`);
    if (first.ready === "adopted") adoptions++;
    for (let rows = 0; rows < rowsPerRound + (round % 7); rows++) {
      const fact = await child.hears();
      if (fact?.confirmed !== undefined) confirmed.push(fact.confirmed);
    }
    await killers[round % killers.length]?.(child, dataDir);
    for (let fact = await child.hears(); fact; fact = await child.hears()) {
      if (fact.confirmed !== undefined) confirmed.push(fact.confirmed);
    }
    options.onRound?.(round + 1, confirmed.length);
  }
  const kept = await readBack(dataDir);
  return {
    rounds,
    confirmed: confirmed.length,
    kept: kept.size,
    lost: confirmed.filter((n) => !kept.has(n)),
    adoptions,
  };
}

// --- internal ---

type Child = ReturnType<typeof embeddedProcess>;

const killers: readonly ((child: Child, dataDir: string) => Promise<void>)[] = [
  (child) => child.kill(),
  async (child, dataDir) => {
    killServer(dataDir);
    await child.kill();
  },
  async (child, dataDir) => {
    await child.kill();
    killServer(dataDir);
  },
];

/** The postmaster alone: its children notice, and hold on to the memory for a moment. */
function killServer(dataDir: string): void {
  const server = runningServer({ home: `${dataDir}/postgres` });
  if (server) process.kill(server.pid, "SIGKILL");
}

async function readBack(dataDir: string): Promise<Set<number>> {
  const silent = { info() {}, warn() {}, error() {} };
  await using server = await startEmbedded({ dataDir, log: silent });
  await using database = openDatabase(server.connection);
  const rows = await database.raw<{ n: number }[]>`select n from marks`;
  return new Set(rows.map(({ n }) => n));
}
