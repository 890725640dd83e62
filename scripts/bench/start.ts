import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { testDatabase } from "../../src/testing/test-database.ts";
import { aStore, type Store } from "./a-store.ts";
import type { Bench } from "./bench.ts";
import { type Figure, median, ms } from "./figure.ts";

const rounds = 7;

/** From nothing to the first /health that says 200. */
export async function benchStart(bench: Bench): Promise<Figure[]> {
  const binary = bench.binary();
  const version = `bot-auto-order version: ${ms(versionTime(binary))}`;
  const external = await withExternalDatabase(binary);
  const { first, later, bare } = await withEmbeddedDatabase(binary);
  return [
    figure("start with an external database", external, 150, version),
    figure("first start with the embedded one", first, 1_500, version),
    figure("a later start with it", later, 400, `${version}; bare PostgreSQL: ${ms(bare)}`),
  ];
}

// --- internal ---

function figure(name: string, measured: number, limit: number, reference: string): Figure {
  return {
    name,
    measured: ms(measured),
    reference,
    aim: `≤ ${ms(limit)}`,
    isMet: measured <= limit,
  };
}

function versionTime(binary: string): number {
  return median(
    Array.from({ length: rounds }, () => {
      const begun = performance.now();
      Bun.spawnSync([binary, "version"], { env: {} });
      return performance.now() - begun;
    }),
  );
}

async function withExternalDatabase(binary: string): Promise<number> {
  await using database = await testDatabase();
  await using store = await aStore(binary, { DATABASE_URL: database.url });
  return median(await starts(store, rounds));
}

async function withEmbeddedDatabase(binary: string) {
  const firsts: number[] = [];
  for (let round = 0; round < 3; round++) {
    await using store = await aStore(binary);
    firsts.push(...(await starts(store, 1)));
  }
  await using store = await aStore(binary);
  await starts(store, 1);
  const later = median(await starts(store, rounds));
  const bare = median(Array.from({ length: 3 }, () => barePostgres(store)));
  return { first: median(firsts), later, bare };
}

async function starts(store: Store, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    await using served = await store.serve();
    times.push(served.startMs);
  }
  return times;
}

/** The same programs on the same data, in single-user mode: recovery, one session, the end. */
function barePostgres({ dataDir }: Store): number {
  const home = join(dataDir, "postgres");
  const owner = statSync(join(home, "data"));
  const folder = programsFolder(home);
  if (!folder) return Number.NaN;
  const begun = performance.now();
  const { exitCode, stderr } = Bun.spawnSync(
    [join(folder, "bin", "postgres"), "--single", "-D", "/proc/self/cwd", "shop"],
    {
      ...(process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {}),
      // The folders above may be closed to the server's user.
      ...{ cwd: join(home, "data"), env: { LC_ALL: "C" }, stdin: Buffer.from("select 1\n") },
    },
  );
  if (exitCode !== 0) throw new Error(`The bare PostgreSQL ended with ${exitCode}: ${stderr}`);
  return performance.now() - begun;
}

/** In the data folder, or in the system's cache where the server's user cannot reach that. */
function programsFolder(home: string): string | undefined {
  for (const folder of [home, "/var/cache/bot-auto-order"]) {
    try {
      const name = readdirSync(folder).find((each) => /^postgres-[\d.]+/.test(each));
      if (name) return join(folder, name);
    } catch {
      // Not there: the next one.
    }
  }
  return undefined;
}
