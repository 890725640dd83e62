import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type Bench, openBench } from "./bench/bench.ts";
import { benchCheckouts } from "./bench/checkouts.ts";
import { benchExpiry } from "./bench/expiry.ts";
import type { Figure } from "./bench/figure.ts";
import { benchHttp } from "./bench/http.ts";
import { benchImport } from "./bench/import.ts";
import { benchMemory } from "./bench/memory.ts";
import { benchMenus } from "./bench/menus.ts";
import { benchPaidToGoods } from "./bench/paid-to-goods.ts";
import { benchSize } from "./bench/size.ts";
import { benchStart } from "./bench/start.ts";

type Topic = (bench: Bench) => Promise<Figure[]> | Figure[];

const topics: Readonly<Record<string, Topic>> = {
  size: benchSize,
  start: benchStart,
  memory: benchMemory,
  http: benchHttp,
  checkouts: benchCheckouts,
  "paid-to-goods": benchPaidToGoods,
  menus: benchMenus,
  expiry: benchExpiry,
  import: benchImport,
};

type Measured = Figure & { readonly topic: string; readonly load: string };

/** `bun run bench [topic…] [--json]`: the shop's figures, each beside what this machine can do. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !(name in topics));
  if (unknown.length > 0) {
    console.error(
      `No such topic: ${unknown.join(", ")}. There are ${Object.keys(topics).join(", ")}.`,
    );
    return 2;
  }
  const wanted = positionals.length > 0 ? positionals : Object.keys(topics);
  const measured: Measured[] = [];
  await using bench = openBench();
  for (const topic of wanted) {
    const load = loadNow();
    const figures = await run(topic, bench);
    for (const figure of figures) {
      const line = { ...figure, topic, load: `${load} → ${loadNow()}` };
      measured.push(line);
      if (!values.json) print(line);
    }
  }
  if (values.json) console.log(JSON.stringify({ cores: cpus().length, measured }, null, 2));
  return 0;
}

// --- internal ---

/** A topic that breaks says so in the table, and the others go on. */
async function run(topic: string, bench: Bench): Promise<readonly Figure[]> {
  try {
    return (await topics[topic]?.(bench)) ?? [];
  } catch (error) {
    console.error(error);
    return [{ name: topic, measured: `broke: ${error}`, aim: "", isMet: false }];
  }
}

const loadNow = (): string => (loadavg()[0] ?? 0).toFixed(1);

const verdicts = new Map([
  [true, "met"],
  [false, "NOT MET"],
  [undefined, "–"],
]);

/** A line of the table, and under it what the machine itself does. */
function print({ name, measured, reference, aim, isMet, load }: Measured): void {
  const cells = [verdicts.get(isMet) ?? "", name, measured, aim, `load ${load}`];
  const widths = [7, 46, 30, 28, 0];
  console.log(cells.map((cell, place) => cell.padEnd(widths[place] ?? 0)).join("  "));
  if (reference) console.log(`${" ".repeat(9)}beside: ${reference}`);
}

process.exit(await main());
