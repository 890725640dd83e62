import { afterAll, describe, expect, test } from "bun:test";
import { builtBinary } from "../testing/built-binary.ts";
import { aProduct } from "../testing/catalog-factories.ts";
import { insists, invoice, orders } from "../testing/patient-buyer.ts";
import { reconcile } from "../testing/reconcile.ts";
import {
  openShopWorld,
  type ShopWorld,
  type ShopWorldOptions,
  worldTokens,
} from "../testing/shop-world.ts";
import { telegramCalls } from "../testing/telegram-calls.ts";
import { testDatabase } from "../testing/test-database.ts";
import { until } from "../testing/until.ts";

const binary = builtBinary();
const toClose = new AsyncDisposableStack();
afterAll(() => toClose.disposeAsync());

describe("a shop that goes on living", () => {
  test.concurrent("says that it is well, and what is wrong when it is not", async () => {
    const { shop, proxy, person } = await aWorld({ mode: "polling" });
    const buyer = person();
    await insists(buyer, () => buyer.sends("/start"), "Selamat datang");
    const well = await shop.health();
    expect(well.status).toBe(200);
    expect(well.report).toMatchObject({ status: "ok", store: "Toko Uji", database: "ok" });
    proxy.isDown = true;
    await until(async () => (await shop.health()).status === 503, 30_000);
    expect((await shop.health()).report).toMatchObject({ failing: "database" });
    proxy.isDown = false;
    await until(async () => (await shop.health()).status === 200, 60_000);
    await insists(buyer, () => buyer.sends("/saldo"), "Saldo:");
  }, 120_000);

  test.concurrent("asked to stop, it finishes what is in flight and ends with 0", async () => {
    const world = await aWorld({ mode: "webhook" });
    await aProduct(world.db, { code: "NF1", stock: 1 });
    const buyer = world.person();
    const code = await orders(buyer, { code: "NF1", method: /QRIS/ });
    await invoice(buyer, code);
    const arrived = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    world.telegram.onCall(async (_method, payload, phase) => {
      if (phase !== "after" || !String(payload["text"]).includes("NF1-1")) return;
      arrived.resolve();
      await answered.promise;
    });
    world.pakasir.pay(code);
    await arrived.promise;
    const stopped = world.shop.stop();
    answered.resolve();
    expect(await stopped).toBe(0);
    const [order] = await world.raw`select state from orders where code = ${code}`;
    expect(order?.["state"]).toBe("delivered");
    await world.shop.start();
    expect(await world.shop.stop("SIGINT")).toBe(0);
    expect((await reconcile(world, [buyer])).filter((each) => each.includes("NF1-1"))).toEqual([]);
  }, 120_000);

  test.concurrent("another poller sends it away: it comes back, and the owner hears", async () => {
    const { telegram, owner, person, shop } = await aWorld({ mode: "polling" });
    const other = telegramCalls(telegram, worldTokens.shop);
    await until(() => telegram.calls.of("getUpdates").length > 0);
    await other("getUpdates", { timeout: 0 });
    await owner.waitFor(/\[Toko Uji\][\s\S]*(409|bot lain|proses lain)/i, 30_000);
    const buyer = person();
    await insists(buyer, () => buyer.sends("/start"), "Selamat datang");
    expect(shop.isRunning).toBe(true);
  }, 120_000);

  test.concurrent("a revoked token: it lives on, and the owner hears by his own bot", async () => {
    const { telegram, owner, shop } = await aWorld({ mode: "polling" });
    await until(() => telegram.calls.of("getUpdates").length > 0);
    telegram.revoke(worldTokens.shop);
    await telegramCalls(telegram, worldTokens.owner)("getMe");
    await owner.waitFor(/\[Toko Uji\][\s\S]*(401|token)/i, 60_000);
    expect(shop.isRunning).toBe(true);
    expect((await shop.health()).status).toBe(200);
  }, 120_000);

  test.concurrent("a network that is gone comes back, and nothing that was said is lost", async () => {
    const { telegram, person, shop } = await aWorld({ mode: "polling" });
    const buyer = person();
    await insists(buyer, () => buyer.sends("/start"), "Selamat datang");
    telegram.faults.down = true;
    buyer.sends("/saldo");
    const tries = telegram.calls.entries.length;
    await Bun.sleep(1_500);
    expect(telegram.calls.entries.length - tries).toBeLessThan(20);
    telegram.faults.down = false;
    await buyer.reads("Saldo:", 40_000);
    expect(shop.isRunning).toBe(true);
  }, 120_000);

  test.concurrent("a webhook that nobody can reach gives way to polling", async () => {
    const world = await aWorld({
      mode: "auto",
      // Telegram calls an address where nobody listens.
      env: { TELEGRAM_WEBHOOK_URL: "http://127.0.0.1:9/webhooks/telegram" },
    });
    const buyer = world.person();
    buyer.sends("/start");
    await buyer.reads("Selamat datang", 110_000);
    const { report } = await world.shop.health();
    expect(report["mode"]).toBe("polling");
    await world.owner.waitFor(/\[Toko Uji\][\s\S]*polling/i, 30_000);
  }, 150_000);
});

// --- internal ---

async function aWorld(options: Pick<ShopWorldOptions, "mode" | "env">): Promise<ShopWorld> {
  const database = toClose.use(await testDatabase());
  return toClose.use(await openShopWorld({ ...options, binary, database }));
}
