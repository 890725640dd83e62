import { startHttp } from "../src/http/http-server.ts";
import { systemClock } from "../src/lib/clock.ts";
import { createLog } from "../src/lib/log/log.ts";
import { makeRedact } from "../src/lib/redact/redact.ts";
import { timeZone } from "../src/lib/time-zone.ts";

export type HttpFigures = {
  /** Webhook updates a second, handled by a handler that does nothing. */
  readonly updatesPerSecond: number;
  /** The machine's own: Bun.serve that reads the same body and answers nothing. */
  readonly bareBunPerSecond: number;
};

export async function benchHttp(): Promise<HttpFigures> {
  const bare = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      await request.json();
      return new Response(null);
    },
  });
  const bareBunPerSecond = await load(bare.port ?? 0, "/", "");
  await bare.stop(true);

  const secret = "a-secret-of-the-webhook";
  await using log = createLog({
    service: "telegram-bot",
    level: "INFO",
    retentionDays: 1,
    clock: systemClock,
    zone: timeZone("Asia/Jakarta"),
    redact: makeRedact(),
  });
  await using http = startHttp({
    host: "127.0.0.1",
    port: 0,
    clock: systemClock,
    log,
    health: async () => ({ status: "ok" }),
    metrics: () => "",
    telegram: { secret, receive() {} },
  });
  const updatesPerSecond = await load(http.port, "/webhooks/telegram", secret);
  return { updatesPerSecond, bareBunPerSecond };
}

// --- internal ---

async function load(port: number, path: string, secret: string): Promise<number> {
  const program = new URL("./load-http.ts", import.meta.url).pathname;
  const child = Bun.spawn([process.execPath, program, String(port), path, secret], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const { perSecond, refusals } = JSON.parse(await new Response(child.stdout).text());
  if (refusals > 0) throw new Error(`${refusals} of the calls were refused`);
  return perSecond;
}

if (import.meta.main) console.log(await benchHttp());
