import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { crashEverywhere } from "../src/testing/crash-everywhere.ts";
import { killRounds } from "../src/testing/kill-rounds.ts";
import { runSoak } from "../src/testing/soak/run-soak.ts";
import { webhookBreaksAndReturns } from "../src/testing/webhook-returns.ts";
import { build } from "./build.ts";

const usage = `bun run chaos [soak] [--orders 2000] [--kills 50] [--seed N] [--minutes 15]
bun run chaos steps [--mode polling|webhook]               a crash at every step of a purchase
bun run chaos modes                                        a webhook that breaks and returns
bun run chaos postgres [--rounds 60]                       the embedded database and kill -9`;

if (import.meta.main) process.exit(await main());

// --- internal ---

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      orders: { type: "string", default: "2000" },
      kills: { type: "string", default: "50" },
      seed: { type: "string", default: String(Date.now() % 1e6) },
      minutes: { type: "string", default: "15" },
      rounds: { type: "string", default: "60" },
      mode: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const home = mkdtempSync(join(tmpdir(), "shop-chaos-"));
  try {
    switch (values.help ? "help" : (positionals[0] ?? "soak")) {
      case "soak":
        return await soak(home, values);
      case "steps":
        return await steps(home, values);
      case "modes": {
        const binary = build({ outfile: join(home, "bot-auto-order") });
        await webhookBreaksAndReturns(binary, (line) => console.log(`  ${line}`));
        return verdict([]);
      }
      case "postgres":
        return await postgres(home, Number(values.rounds));
      default:
        console.log(usage);
        return values.help ? 0 : 2;
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function soak(
  home: string,
  wish: { orders: string; kills: string; seed: string; minutes: string },
): Promise<number> {
  const seed = Number(wish.seed);
  console.log(`Soak: ${wish.orders} orders, ${wish.kills} kills, seed ${seed}`);
  const report = await runSoak({
    binary: build({ outfile: join(home, "bot-auto-order") }),
    ...{ seed, orders: Number(wish.orders), kills: Number(wish.kills) },
    minutes: Number(wish.minutes),
    say: (line) => console.log(`  ${line}`),
  });
  console.log(JSON.stringify(report, undefined, 2));
  return verdict(report.complaints);
}

/** The process is killed at each commit and around each call in turn. */
async function steps(home: string, { mode: only }: { mode?: string | undefined }): Promise<number> {
  const binary = build({ outfile: join(home, "bot-auto-order") });
  const complaints: string[] = [];
  for (const mode of ["polling", "webhook"] as const) {
    if (only && only !== mode) continue;
    const report = await crashEverywhere({
      ...{ binary, mode },
      onPlayed: (moment, wrong) => console.log(`  ${moment}: ${wrong.join("; ") || "well"}`),
    });
    console.log(`${mode}: killed at ${report.crashes} of ${report.moments} moments`);
    complaints.push(...report.complaints);
  }
  return verdict(complaints);
}

async function postgres(home: string, rounds: number): Promise<number> {
  const report = await killRounds({
    dataDir: join(home, "data"),
    rounds,
    onRound: (round, confirmed) => console.log(`  round ${round}: ${confirmed} rows confirmed`),
  });
  console.log(JSON.stringify(report));
  return verdict(report.lost.map((row) => `row ${row} was confirmed and is lost`));
}

function verdict(complaints: readonly string[]): number {
  for (const complaint of complaints.slice(0, 50)) console.error(`LOST: ${complaint}`);
  console.log(
    complaints.length === 0 ? "Nothing lost, nothing twice." : `${complaints.length} complaints.`,
  );
  return complaints.length === 0 ? 0 : 1;
}
