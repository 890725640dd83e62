import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { systemClock } from "../lib/clock.ts";
import type { CustomerId } from "../lib/ids.ts";
import { rupiah } from "../lib/money.ts";
import { changeSetting } from "../shop/settings/change-setting.ts";
import { adjustWallet } from "../shop/wallet/adjust-wallet.ts";
import { approveTransfer } from "../testing/approve-transfer.ts";
import { builtBinary } from "../testing/built-binary.ts";
import { aProduct } from "../testing/catalog-factories.ts";
import { insists, invoice, orders } from "../testing/patient-buyer.ts";
import { leftWaiting, reconcile } from "../testing/reconcile.ts";
import { openShopWorld, type ShopWorld } from "../testing/shop-world.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { until } from "../testing/until.ts";

const binary = builtBinary();

describe.each(["polling", "webhook"] as const)("the compiled shop, by %s", (mode) => {
  let database: TestDatabase;
  let world: ShopWorld;
  beforeEach(async () => {
    database = await testDatabase();
    world = await openShopWorld({ mode, binary, database });
    await aProduct(world.db, { code: "NF1", stock: 3 });
  });
  afterEach(async () => {
    const { violations } = world.telegram;
    await world[Symbol.asyncDispose]();
    await database.close();
    expect(violations).toEqual([]);
  });

  test("a whole purchase by QRIS: from the first tap to the goods, once", async () => {
    const buyer = world.person();
    await insists(buyer, () => buyer.sends("/start"), "Selamat datang di Toko Uji");
    const code = await orders(buyer, { code: "NF1", method: /QRIS/ });
    const { kind, text } = await invoice(buyer, code);
    expect(kind).toBe("photo");
    expect(text).toContain("Rp10.000");
    world.pakasir.pay(code);
    await buyer.waitFor("NF1-1", 20_000);
    await books(buyer);
  }, 60_000);

  test("from the wallet", async () => {
    const buyer = world.person();
    await insists(buyer, () => buyer.sends("/start"), "Selamat datang");
    await give(buyer.id, 25_000);
    await orders(buyer, { code: "NF1", method: /dengan saldo/, quantity: 2 });
    await buyer.waitFor("NF1-2", 20_000);
    await insists(buyer, () => buyer.sends("/saldo"), "Saldo: Rp5.000");
    await books(buyer);
  }, 60_000);

  test("by a transfer that an admin looks at", async () => {
    const settings = { manualEnabled: true, manualInstructions: "BCA 123" } as const;
    for (const [key, value] of Object.entries(settings)) {
      const change = { key: key as keyof typeof settings, value, actorId: 9_002 };
      await changeSetting({ db: world.db, clock: systemClock }, change);
    }
    const buyer = world.person();
    const code = await orders(buyer, { code: "NF1", method: "Transfer manual" });
    expect((await invoice(buyer, code)).text).toContain("BCA 123");
    await insists(buyer, () => buyer.taps("📤 Kirim bukti"), "bukti transfer");
    await insists(buyer, () => buyer.sends("BCA a.n. Budi, jam 12"), "Bukti diterima");
    await world.admin.waitFor("Bukti transfer", 20_000);
    await approveTransfer(world.db, code);
    await buyer.waitFor("NF1-1", 20_000);
    await books(buyer);
  }, 60_000);

  test("a deposit by QRIS is in the wallet, once, however often the gateway calls", async () => {
    const buyer = world.person();
    await insists(buyer, () => buyer.sends("/saldo"), "Saldo: Rp0");
    await insists(buyer, () => buyer.taps("➕ Isi saldo"), "Pilih jumlahnya");
    await insists(buyer, () => buyer.sends("30000"), "Pilih cara bayar");
    const placed = await insists(buyer, () => buyer.taps(/QRIS/), /DEP-\w+/);
    const code = /DEP-\w+/.exec(placed.text)?.[0] ?? "";
    await invoice(buyer, code);
    world.pakasir.pay(code, { webhook: "duplicate" });
    await buyer.waitFor(/berhasil: \+Rp30\.000/, 20_000);
    await insists(buyer, () => buyer.sends("/saldo"), "Saldo: Rp30.000");
    await books(buyer);
  }, 60_000);

  test("the webhook of the payment is lost: the shop asks by itself", async () => {
    const buyer = world.person();
    const code = await orders(buyer, { code: "NF1", method: /QRIS/ });
    await invoice(buyer, code);
    world.pakasir.pay(code, { webhook: "lose" });
    await buyer.waitFor("NF1-1", 30_000);
    await books(buyer);
  }, 60_000);

  test("a forged webhook gives nothing, whoever knows the secret", async () => {
    const buyer = world.person();
    const code = await orders(buyer, { code: "NF1", method: /QRIS/ });
    await invoice(buyer, code);
    const charge = world.pakasir.find(code);
    const lie = {
      ...{ txn_id: charge?.txnId, order_id: code, amount: charge?.amount },
      ...{ status: "completed", is_sandbox: false, completed_at: "2026-01-01T00:00:00Z" },
    };
    expect(await world.pakasir.forgeWebhook(lie)).toBe(401);
    expect(await world.pakasir.forgeWebhook(lie, "guessed-secret")).toBe(401);
    expect(await world.pakasir.forgeWebhook(lie, "secret-of-the-world")).toBe(200);
    // It is a hint, and the gateway is asked.
    await until(async () => (await events()).some(({ attempts }) => Number(attempts) > 0));
    expect(await world.raw`select id from money_in`).toHaveLength(0);
    expect(buyer.shown("NF1-1")).toEqual([]);
  }, 60_000);

  test("money that comes late, twice, or not as asked ends in goods or in the wallet", async () => {
    const [late, twice, less] = [world.person("Ani"), world.person("Bima"), world.person("Cici")];
    const codes = [];
    for (const buyer of [late, twice, less]) {
      const code = await orders(buyer, { code: "NF1", method: /QRIS/ });
      await invoice(buyer, code);
      codes.push(code);
    }
    const [ofLate = "", ofTwice = "", ofLess = ""] = codes;
    await insists(late, () => late.taps("❌ Batalkan"), `Batalkan ${ofLate}`);
    await insists(late, () => late.taps("❌ Ya, batalkan"), /dibatalkan/);
    world.pakasir.pay(ofLate, { late: true });
    world.pakasir.pay(ofTwice, { twice: true });
    world.pakasir.pay(ofLess, { amount: 4_000 });
    await late.waitFor(/NF1-\d/, 30_000);
    await twice.waitFor(/NF1-\d/, 30_000);
    await less.waitFor(/4\.000/, 30_000);
    await insists(less, () => less.sends("/saldo"), "Saldo: Rp4.000");
    expect((await reconcile(world, [late, twice, less])).filter(isNoWaiting)).toEqual([]);
  }, 90_000);

  test("killed between paid and sent: started again, it delivers, once", async () => {
    const buyer = world.person();
    const code = await orders(buyer, { code: "NF1", method: /QRIS/ });
    await invoice(buyer, code);
    const killed = Promise.withResolvers<void>();
    world.telegram.onCall((method, payload, phase) => {
      const isGoods = method === "editMessageText" && String(payload["text"]).includes("NF1-");
      if (!isGoods || phase !== "after" || !world.shop.isRunning) return undefined;
      return world.shop.kill().then(() => {
        killed.resolve();
        return "drop";
      });
    });
    world.pakasir.pay(code);
    await killed.promise;
    await world.shop.start();
    // It was killed once; from now on it lives.
    await books(buyer);
  }, 60_000);

  async function books(...people: Parameters<typeof reconcile>[1]) {
    await until(async () => (await leftWaiting(world.db)).length === 0, 40_000);
    expect(await reconcile(world, people)).toEqual([]);
  }

  const events = () => world.raw`select attempts from payment_events`;

  async function give(customerId: number, amount: number): Promise<void> {
    const why = { reason: "modal", actorId: 9_001, cause: `gift:${customerId}` };
    const gift = { customerId: customerId as CustomerId, amount: rupiah(amount), ...why };
    await adjustWallet({ db: world.db, clock: systemClock }, gift);
  }
});

// --- internal ---

/** An order that is still to be paid may wait. */
const isNoWaiting = (complaint: string): boolean =>
  !/is (awaiting_payment|pending|created|cancelled|waiting)$/.test(complaint);
