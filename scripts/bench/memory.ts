import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { aStore, type Store } from "./a-store.ts";
import type { Bench } from "./bench.ts";
import type { Figure } from "./figure.ts";

const updates = 1_000;
const people = 50;

/** What the shop and its own PostgreSQL hold, at rest and after a thousand updates. */
export async function benchMemory(bench: Bench): Promise<Figure[]> {
  await using store = await aStore(bench.binary());
  await using served = await store.serve();
  await Bun.sleep(2_000);
  const atRest = memoryOf([served.pid]);
  const databaseAtRest = memoryOf(await serverProcesses(store));
  await sendUpdates(store);
  await Bun.sleep(2_000);
  const after = memoryOf([served.pid]);
  const databaseAfter = memoryOf(await serverProcesses(store));
  const bare = await bareBun();
  return [
    figure("the bot's memory at rest", atRest, 90, `a bare Bun.serve: ${said(bare)}`),
    figure(`the bot's memory after ${updates} updates`, after, 90, `at rest: ${said(atRest)}`),
    figure("PostgreSQL at rest, all its processes", databaseAtRest, 45, "PSS: a page counts once"),
    figure(
      `PostgreSQL after ${updates} updates`,
      databaseAfter,
      45,
      `at rest: ${said(databaseAtRest)}`,
    ),
  ];
}

// --- internal ---

type Memory = { readonly pss: number; readonly rss: number };

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const said = ({ pss, rss }: Memory): string => `${megabytes(pss)} (RSS ${megabytes(rss)})`;

function figure(name: string, memory: Memory, limit: number, reference: string): Figure {
  const isMet = memory.pss <= limit * 1e6;
  return { name, measured: said(memory), reference, aim: `≤ ${limit} MB`, isMet };
}

async function sendUpdates({ telegram }: Store): Promise<void> {
  const persons = Array.from({ length: people }, (_, place) =>
    telegram.user({ id: 1_001 + place, first_name: `Budi ${place}` }),
  );
  for (let round = 0; round < updates / people; round++) {
    for (const person of persons) person.sends(round % 2 === 0 ? "/start" : "/catalog");
    await telegram.until(() => telegram.pendingUpdates() === 0, 30_000);
  }
  // What is fetched is not answered yet.
  const answers = () => telegram.calls.counters["sendMessage"] ?? 0;
  for (let before = -1; before !== answers(); ) {
    before = answers();
    await Bun.sleep(1_000);
  }
}

function memoryOf(pids: readonly number[]): Memory {
  const sums = { pss: 0, rss: 0 };
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const bytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? 0) * 1024;
    sums.pss += bytes("Pss");
    sums.rss += bytes("Rss");
  }
  return sums;
}

async function serverProcesses({ dataDir }: Store): Promise<number[]> {
  const lines = readFileSync(join(dataDir, "postgres", "data", "postmaster.pid"), "utf8");
  const postmaster = Number(lines.split("\n")[0]);
  const children = readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && parentOf(pid) === postmaster);
  return [postmaster, ...children];
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

async function bareBun(): Promise<Memory> {
  const script = "Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })";
  const child = Bun.spawn([process.execPath, "-e", script], { stdout: "ignore" });
  await Bun.sleep(1_000);
  const memory = memoryOf([child.pid]);
  child.kill();
  await child.exited;
  return memory;
}
