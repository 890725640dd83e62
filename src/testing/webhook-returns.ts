import { freePort } from "../lib/free-port.ts";
import { insists } from "./patient-buyer.ts";
import { openShopWorld } from "./shop-world.ts";
import { testDatabase } from "./test-database.ts";
import { until } from "./until.ts";

/**
 * A reverse proxy in front of the shop breaks and is mended: the shop falls back to polling and
 * comes back, while customers are answered all the time. Takes minutes, for nobody hurries a clock.
 */
export async function webhookBreaksAndReturns(
  binary: string,
  say: (line: string) => void,
): Promise<void> {
  await using database = await testDatabase();
  const port = await freePort();
  await using world = await openShopWorld({
    ...{ binary, database, mode: "auto" },
    env: { TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}/webhooks/telegram` },
  });
  let isBroken = true;
  const relay = Bun.serve({
    ...{ hostname: "127.0.0.1", port, development: false },
    async fetch({ method, headers, url, body }) {
      if (isBroken) return new Response("bad gateway", { status: 502 });
      const { pathname } = new URL(url);
      return fetch(`${world.shop.url}${pathname}`, { method, headers, body });
    },
  });
  const mode = async () => (await world.shop.health()).report["mode"];
  const buyer = world.person();
  try {
    buyer.sends("/start");
    await buyer.reads("Selamat datang", 120_000);
    if ((await mode()) !== "polling") throw new Error("It was answered, and not by polling");
    say("the proxy is broken: polling");
    isBroken = false;
    // Only an update that comes through proves it.
    await until(async () => {
      await insists(buyer, () => buyer.sends("/saldo"), "Saldo:");
      await Bun.sleep(2_000);
      return (await mode()) === "webhook";
    }, 240_000);
    say("the proxy is mended: the webhook again");
    await world.owner.waitFor(/Webhook berfungsi lagi/, 60_000);
  } finally {
    await relay.stop(true);
  }
}
