import type { Update } from "grammy/types";
import type { OpenDatabase } from "../../db/client.ts";
import { migrate } from "../../db/migrate.ts";
import { startHttp } from "../http/http-server.ts";
import type { ReceivePayment } from "../http/payment-webhook.ts";
import { type Clock, seconds, systemClock } from "../lib/clock.ts";
import { makeVault } from "../lib/crypto.ts";
import type { OpenLog } from "../lib/log/log.ts";
import { timeZone } from "../lib/time-zone.ts";
import type { Alerts } from "../ops/alerts/alerts.ts";
import { healthMetrics, storeHealth } from "../ops/health/store-health.ts";
import { processEvents } from "../shop/orders/process-events.ts";
import { receiveCallback } from "../shop/payments/receive-callback.ts";
import { texts } from "../texts/texts.ts";
import { buildInfo } from "./build-info.ts";
import { buildShop, type Shop } from "./build-shop.ts";
import type { ServeConfig } from "./config/config.ts";
import { openGateways } from "./gateways.ts";
import { keepUsername, keptUsername, webhookSecret } from "./kept-values.ts";
import { lead } from "./lead.ts";
import { seekLeadership } from "./leadership.ts";
import type { Running } from "./lifecycle/run-until-stopped.ts";
import { openShopDatabase } from "./open-shop-database.ts";
import { storeJobs } from "./store-jobs.ts";
import { telegramApi } from "./telegram-api.ts";
import { tellOfGateways } from "./tell-of-gateways.ts";
import { tellOwner } from "./tell-owner.ts";

export type StoreOptions = {
  readonly config: ServeConfig;
  readonly log: OpenLog;
  /** A file of its own, which operators keep. */
  readonly auditLog: OpenLog;
  readonly alerts: Alerts;
  /** How long calls to Telegram in flight are waited for when it stops. */
  readonly patienceMs?: number;
};

export type RunningStore = {
  readonly url: string;
  readonly shop: Shop;
  readonly database: OpenDatabase;
};

/** Opens everything in order; what opened last closes first when the service stops. */
export async function runStore(
  { config, log, auditLog, alerts, patienceMs = seconds(8) }: StoreOptions,
  { resources }: Pick<Running, "resources">,
  clock: Clock = systemClock,
): Promise<RunningStore> {
  const startedAt = clock.now();
  const { mode, webhookUrl } = config.telegram;
  const zone = timeZone(config.store.timeZone);
  const owner = tellOwner(alerts, texts[config.store.language].alerts, zone);
  const database = resources.use(
    await openShopDatabase(
      { config, log },
      { applicationName: "serve", onCrash: owner.databaseCrashed },
    ),
  );
  const { db, raw } = database;
  const { applied } = await migrate(raw);
  for (const name of applied) log.info(`Migration ${name} applied`);

  const vault = makeVault(config.encryptionKeys);
  const kept = { db, clock, vault };
  const [knownName, secret] = await Promise.all([
    keptUsername(db),
    webhookSecret(kept, config.telegram.webhookSecret),
  ]);
  const api = telegramApi(config, config.telegram.botToken);
  const { gateways, isWorthTrying } = openGateways(
    config,
    clock,
    tellOfGateways({ owner, db: database.db, clock, log }),
  );
  let username = knownName;
  const hurry = new AbortController();
  const shop = buildShop({
    ...{ config, database, clock, zone, log, owner, vault, api, gateways, isWorthTrying },
    username: () => username,
    hurry: hurry.signal,
  });
  resources.defer(() => shop.outbox.stop());
  resources.defer(() => shop.intake.drain());

  let running = "starting";
  const leader = lead({
    ...{ db, api, clock, log, owner, mode },
    takeIn: shop.takeIn,
    jobs: storeJobs(shop, { log, auditLog }, owner),
    timezone: zone.name,
    webhook: webhookUrl ? { url: webhookUrl, secret, maxConnections: 40 } : undefined,
    onModeChange(change) {
      running = change.mode;
      log.info(`Updates come by ${change.mode} (${change.why})`, change.says || undefined);
    },
    async onLead() {
      const me = await api.getMe();
      username = me.username;
      await keepUsername(kept, username);
      await shop.listCommands();
    },
  });
  await shop.intake.start();
  const health = () =>
    storeHealth({
      ...{ db, clock, startedAt },
      store: config.store.name,
      version: buildInfo.version,
      mode: () => (leadership.isLeader() ? running : "standby"),
      isLeader: leadership.isLeader,
    });
  const http = resources.use(
    startHttp({
      ...{ clock, log, health },
      ...config.http,
      metrics: async () => healthMetrics(await health()),
      telegram: { secret, receive: (update) => shop.takeIn([update as Update]) },
      payments: { pakasir: receivePayment(shop, "pakasir") },
    }),
  );
  // Last, because who leads calls Telegram: a process that cannot listen must not.
  const leadership = seekLeadership({ raw, log, onChange: leader.onChange });
  resources.defer(() => leadership.stop());
  resources.defer(() => leader.stop());
  log.info(`The store listens on ${http.url}, version ${buildInfo.version}`);
  owner.started({ version: buildInfo.version, mode });
  resources.defer(owner.stopped);
  // A Telegram that never answers must leave time to close the database.
  resources.defer(() => void setTimeout(() => hurry.abort(), patienceMs).unref());
  return { url: http.url, shop, database };
}

// --- internal ---

/** The event is committed before the gateway hears 200, and looked at before the next round. */
function receivePayment({ money }: Shop, gateway: string): ReceivePayment {
  return async (callback) => {
    const received = await receiveCallback(money, gateway, callback);
    if (!received.ok) return received.reason === "forged" ? "forged" : "malformed";
    processEvents(money).catch((error) => {
      // The job does it again.
      money.log.warning("[payments] Looking at a callback failed", error);
    });
    return "accepted";
  };
}
