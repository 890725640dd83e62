import { customerAreas } from "../bot/customer-areas.ts";
import { feeBoard } from "../bot/fee-board.ts";
import { maintenanceGuard } from "../bot/guard/maintenance-guard.ts";
import { spamGuard } from "../bot/guard/spam-guard.ts";
import { createRendering } from "../bot/messages/create-rendering.ts";
import { startPakasir } from "../demo/pakasir/start-pakasir.ts";
import { makePakasir } from "../gateways/pakasir/pakasir.ts";
import { makeVault } from "../lib/crypto.ts";
import { callTelegram } from "../outbox/call-telegram.ts";
import { type Outbox, runOutbox } from "../outbox/run-outbox.ts";
import { adminsToTell } from "../shop/customers/admins-to-tell.ts";
import { checkPaymentNow } from "../shop/orders/check-payments.ts";
import { markDelivered } from "../shop/orders/mark-delivered.ts";
import { requestCharge } from "../shop/payments/request-charge.ts";
import { changeSetting } from "../shop/settings/change-setting.ts";
import type { SettingKey } from "../shop/settings/setting-rules.ts";
import { adminId, openConversation, ownerId, type ShopParts } from "./conversation.ts";
import { silentLog } from "./silent-log.ts";

const opened = "2026-05-01T05:00:00Z";

/** The shop as its customers meet it: bot, outbox, and the simulated Pakasir with the same clock. */
export async function openShop() {
  let parts: ShopParts | undefined;
  let outbox: Outbox | undefined;
  let isGatewayAway = false;
  const work = tracked();
  const clock = { now: () => parts?.clock.now() ?? new Date(opened) };
  const account = { slug: "toko", apiKey: "shop-key", webhookSecret: "shop-secret", clock };
  const pakasir = await startPakasir({ ...account, rateLimits: "off" });
  const pace = { max: 1_000, windowMs: 0, queue: 1_000 };
  const gateway = makePakasir({
    ...{ ...account, version: 2, baseUrl: pakasir.url, timeoutMs: 2_000 },
    pace: { create: pace, cancel: pace, statusEveryMs: 0 },
  });
  const gateways = new Map([[gateway.name, gateway]]);
  const board = feeBoard({ gateways, clock });
  const money = () => ({
    ...{ db: theParts().db, clock, gateways, zone: theParts().zone },
    ...{ acceptsSandbox: false, log: silentLog, wake: () => outbox?.wake() },
  });
  const theParts = () => {
    if (!parts) throw new Error("The shop is not open yet");
    return parts;
  };

  const conversation = await openConversation({
    start: opened,
    areas(made) {
      parts = made;
      return customerAreas({
        ...{ ...made, vault: anyVault, gateways, storeName: "Toko <b>Uji</b>", expiryMinutes: 15 },
        startCharge: (id) => work.track(requestCharge(money(), id)),
        checkNow: (id) => work.track(checkPaymentNow(money(), id)),
        wakeOutbox: () => outbox?.wake(),
        isWorthTrying: () => !isGatewayAway,
        fees: { known: board.known, learn: (amount) => work.track(board.learn(amount)) },
      });
    },
    bot: () => ({
      guards: [spamGuard({ wakeOutbox: () => outbox?.wake() }), maintenanceGuard],
    }),
    beside(made) {
      const running = outboxOf(made);
      outbox = running;
      return {
        async idle() {
          await work.done();
          await running.idle();
        },
        stop: () => running.stop(),
      };
    },
  });

  return Object.assign(conversation, {
    ...{ pakasir, money },
    /** As the gateway's health says after three failures in a row. */
    gatewayIsAway(isAway: boolean): void {
      isGatewayAway = isAway;
    },
    /** The buyer's bank has done it; the shop hears of it when it asks. */
    async pays(id: string): Promise<void> {
      const paid = pakasir.pay(id, { webhook: "lose" });
      if (!paid.ok) throw new Error(`The buyer could not pay: ${paid.reason}`);
    },
    async set(key: SettingKey, value: unknown): Promise<void> {
      const changed = await changeSetting(theParts(), { key, value, actorId: adminId });
      if (!changed.ok) throw new Error(`The setting ${key} was refused: ${changed.reason}`);
    },
    async close(): Promise<void> {
      await conversation[Symbol.asyncDispose]();
      await pakasir[Symbol.asyncDispose]();
    },
  });
}

export type OpenShop = Awaited<ReturnType<typeof openShop>>;

// --- internal ---

/** Opens what the factories sealed as well as what the conversation seals. */
const anyVault = makeVault([new Uint8Array(32).fill(5), new Uint8Array(32).fill(7)]);

function outboxOf({ db, clock, zone, api }: ShopParts): Outbox {
  const rendering = createRendering({ db, clock, vault: anyVault, zone, defaultLanguage: "id" });
  const counter = { ownerIds: [ownerId], adminIds: [adminId] };
  const call = (outgoing: Parameters<typeof callTelegram>[1]) => callTelegram(api, outgoing);
  return runOutbox({
    ...{ db, vault: anyVault, clock, call, rendering },
    log: silentLog,
    adminsToTell: (kind) => adminsToTell({ db, counter }, kind),
    onDelivered: async (tx, orderId, at) => void (await markDelivered(tx, orderId, at)),
    onParked: (row, why) => {
      throw new Error(`${row.kind} was parked: ${why}`);
    },
    async sendTogether(rows) {
      const together = await rendering.together(rows);
      return together && call(together);
    },
  });
}

/** What was begun and is not over yet. */
function tracked() {
  const open = new Set<Promise<unknown>>();
  return {
    track<T>(work: Promise<T>): Promise<T> {
      open.add(work);
      const forget = () => void open.delete(work);
      work.then(forget, forget);
      return work;
    },
    async done(): Promise<void> {
      while (open.size > 0) await Promise.allSettled(open);
    },
  };
}
