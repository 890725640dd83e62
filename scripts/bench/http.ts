import { join } from "node:path";
import { startHttp } from "../../src/http/http-server.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { createLog } from "../../src/lib/log/log.ts";
import { makeRedact } from "../../src/lib/redact/redact.ts";
import { timeZone } from "../../src/lib/time-zone.ts";
import { type Figure, median, perSecond } from "./figure.ts";

const rounds = 3;
const secret = "a-secret-of-the-webhook";

/** Webhook updates for a handler that does nothing, beside a Bun.serve that reads the same body. */
export async function benchHttp(): Promise<Figure[]> {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bare.push(await bareBun());
    ours.push(await ourServer());
  }
  const rate = median(ours);
  return [
    {
      name: "webhook updates, handled by nothing",
      measured: perSecond(rate),
      reference: `bare Bun.serve: ${perSecond(median(bare))}`,
      aim: "≥ 20,000/s",
      isMet: rate >= 20_000,
    },
  ];
}

// --- internal ---

async function bareBun(): Promise<number> {
  const bare = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      await request.json();
      return new Response(null);
    },
  });
  const rate = await load(bare.port ?? 0, "/");
  await bare.stop(true);
  return rate;
}

async function ourServer(): Promise<number> {
  await using log = createLog({
    ...{ service: "telegram-bot", level: "INFO", retentionDays: 1, clock: systemClock },
    ...{ zone: timeZone("Asia/Jakarta"), redact: makeRedact() },
  });
  await using http = startHttp({
    ...{ host: "127.0.0.1", port: 0, clock: systemClock, log },
    health: async () => ({ status: "ok" }),
    metrics: () => "",
    telegram: { secret, receive() {} },
  });
  return await load(http.port, "/webhooks/telegram");
}

async function load(port: number, path: string): Promise<number> {
  const program = join(import.meta.dir, "load-http.ts");
  const child = Bun.spawn([process.execPath, program, String(port), path, secret], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const { perSecond: rate, refusals } = JSON.parse(await new Response(child.stdout).text());
  if (refusals > 0) throw new Error(`${refusals} of the calls were refused`);
  return rate;
}
