import type { Queryable } from "../../db/client.ts";
import { startPakasir } from "../demo/pakasir/start-pakasir.ts";
import { makePakasir } from "../gateways/pakasir/pakasir.ts";
import { clockAt, minutes } from "../lib/clock.ts";
import type { CustomerId, PaymentId } from "../lib/ids.ts";
import type { Log } from "../lib/log/log.ts";
import { type Rupiah, rupiah } from "../lib/money.ts";
import { moneyLaws } from "../shop/orders/money-laws.ts";
import { receiveCallback } from "../shop/payments/receive-callback.ts";
import { requestCharge } from "../shop/payments/request-charge.ts";
import { voucherLaws } from "../shop/vouchers/voucher-laws.ts";
import { moveWallet } from "../shop/wallet/move-wallet.ts";
import { walletLaws } from "../shop/wallet/wallet-laws.ts";
import { opening } from "./catalog-factories.ts";
import { countingCodes } from "./order-factories.ts";
import { testDatabase } from "./test-database.ts";

/**
 * A till with a real database and the simulated Pakasir, whose webhooks are kept and answered as
 * the shop does. One clock for both: nobody waits.
 */
export async function openTill(options: { readonly sandbox?: boolean } = {}) {
  const { db, raw, close } = await testDatabase();
  const clock = clockAt(opening);
  const pakasir = await startPakasir({
    ...{ slug: "toko", apiKey: "till-key", webhookSecret: "till-secret", clock },
    ...{ rateLimits: "off", webhookPauseMs: () => 1, sandbox: options.sandbox ?? false },
  });
  const pace = { max: 1_000, windowMs: 0, queue: 1_000 };
  const gateway = makePakasir({
    ...{ slug: "toko", apiKey: "till-key", webhookSecret: "till-secret", version: 2, clock },
    ...{ baseUrl: pakasir.url, timeoutMs: 2_000 },
    pace: { create: pace, cancel: pace, statusEveryMs: 0 },
  });
  const said: string[] = [];
  const deps = {
    ...{ db, clock, newCode: countingCodes(), gateways: new Map([[gateway.name, gateway]]) },
    ...{ expiryMinutes: 15, acceptsSandbox: false, log: rememberingLog(said) },
  };
  const webhooks = Bun.serve({
    ...{ hostname: "127.0.0.1", port: 0, development: false },
    async fetch(request) {
      const callback = { headers: Object.fromEntries(request.headers), body: await request.text() };
      const answer = await receiveCallback(deps, "pakasir", callback);
      if (answer.ok) return new Response("ok");
      return new Response("no", { status: answer.reason === "forged" ? 401 : 400 });
    },
  });
  pakasir.sendWebhooksTo(`http://127.0.0.1:${webhooks.port}`);

  return {
    ...deps,
    ...{ deps, raw, pakasir, gateway, said },
    async charge(paymentId: PaymentId): Promise<string> {
      const outcome = await requestCharge(deps, paymentId);
      if (outcome !== "ready") throw new Error(`There is no charge: ${outcome}`);
      const [row] = await raw`select transaction_id from payments where id = ${paymentId}`;
      return row?.["transaction_id"];
    },
    async pays(...how: Parameters<typeof pakasir.pay>): Promise<void> {
      const paid = pakasir.pay(...how);
      if (!paid.ok) throw new Error(`The buyer could not pay: ${paid.reason}`);
      await pakasir.webhooksSettled();
    },
    async give(customerId: CustomerId, amount: Rupiah): Promise<void> {
      const cause = `test:${crypto.randomUUID()}`;
      const at = clock.now();
      await db.transaction((tx) =>
        moveWallet(tx, { customerId, amount, kind: "adjustment", cause, at }),
      );
    },
    async close(): Promise<void> {
      await webhooks.stop(true);
      await pakasir[Symbol.asyncDispose]();
      await close();
    },
  };
}

/** Everything that the doctor would find in the books. */
export async function brokenLaws(queryable: Queryable): Promise<string[]> {
  const found: string[] = [];
  for (const law of [...moneyLaws, ...walletLaws, ...voucherLaws]) {
    for (const { subject, detail } of await law.query(queryable, 100)) {
      found.push(`${law.name}: ${subject}: ${detail}`);
    }
  }
  return found;
}

export const afterExpiry = minutes(16);
export const price = rupiah(10_000);

// --- internal ---

function rememberingLog(said: string[]): Log {
  const say = (message: string, detail?: unknown) => {
    said.push(detail instanceof Error ? `${message} ${detail.stack}` : message);
  };
  const log: Log = {
    ...{ debug: say, info: say, warning: say, error: say, critical: say },
    at: (_level, message, detail) => say(message, detail),
    withPrefix: () => log,
    get aside() {
      return log;
    },
  };
  return log;
}
