import { randomUUID } from "node:crypto";
import type { Api } from "grammy";
import type { Update } from "grammy/types";
import type { OpenDatabase } from "../../db/client.ts";
import { type Bot, createBot } from "../bot/bot.ts";
import { feeBoard } from "../bot/fee-board.ts";
import { fileFetcher } from "../bot/fetch-file.ts";
import { floodGate } from "../bot/guard/flood-gate.ts";
import { maintenanceGuard } from "../bot/guard/maintenance-guard.ts";
import { spamGuard } from "../bot/guard/spam-guard.ts";
import { handToOutbox } from "../bot/intake/hand-to-outbox.ts";
import { createIntake, type Intake } from "../bot/intake/intake.ts";
import { createRendering } from "../bot/messages/create-rendering.ts";
import { setCommands } from "../bot/set-commands.ts";
import { makeUploads, type Uploads } from "../bot/uploads/run-uploads.ts";
import type { Clock } from "../lib/clock.ts";
import type { Vault } from "../lib/crypto.ts";
import { randomCode } from "../lib/ids.ts";
import type { Log } from "../lib/log/log.ts";
import type { TimeZone } from "../lib/time-zone.ts";
import { systemWait } from "../lib/wait.ts";
import { callTelegram } from "../outbox/call-telegram.ts";
import type { OutgoingCall } from "../outbox/outgoing-call.ts";
import { type Outbox, runOutbox } from "../outbox/run-outbox.ts";
import { adminsToTell } from "../shop/customers/admins-to-tell.ts";
import type { CheckDeps } from "../shop/orders/check-payment.ts";
import { checkPaymentNow } from "../shop/orders/check-payments.ts";
import { markDelivered } from "../shop/orders/mark-delivered.ts";
import type { Gateways } from "../shop/payments/gateway.ts";
import { requestCharge } from "../shop/payments/request-charge.ts";
import { type AreaDeps, botAreas } from "./areas.ts";
import type { ServeConfig } from "./config/config.ts";
import type { TellOwner } from "./tell-owner.ts";

/** What is open before the shop can be put together. */
export type ShopFoundation = {
  readonly config: ServeConfig;
  readonly database: Pick<OpenDatabase, "db" | "raw">;
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly log: Log;
  readonly owner: TellOwner;
  readonly vault: Vault;
  readonly api: Api;
  readonly gateways: Gateways;
  readonly isWorthTrying: (gateway: string) => boolean;
  /** Fires when calls in flight are not waited for any longer: what they were to say is kept. */
  readonly hurry: AbortSignal;
  /** The bot's name, as far as it is known. */
  readonly username: () => string;
};

export type Shop = {
  readonly bot: Bot;
  readonly intake: Intake;
  /** Resolves once the updates are committed; what no person can send is not even stored. */
  readonly takeIn: (updates: readonly Update[]) => Promise<void>;
  readonly outbox: Outbox;
  /** Tells Telegram what each role may type, where that has changed. */
  readonly listCommands: () => Promise<void>;
  /** For settling, charging and checking: what the jobs and the webhooks work with. */
  readonly money: CheckDeps;
  /** Files of stock that admins have confirmed. */
  readonly uploads: Uploads;
};

/** Puts the rooms together. Nothing starts here but the outbox, which waits for its first message. */
export function buildShop(foundation: ShopFoundation): Shop {
  const { config, database, clock, zone, log, owner, vault, api, gateways } = foundation;
  const { db, raw } = database;
  const counter = { ownerIds: config.telegram.ownerIds, adminIds: config.telegram.adminIds };
  const call = (outgoing: OutgoingCall, signal: AbortSignal = foundation.hurry) =>
    callTelegram(api, outgoing, AbortSignal.any([signal, foundation.hurry]));

  const rendering = createRendering({
    ...{ db, clock, vault, zone },
    defaultLanguage: config.store.language,
  });
  const outbox = runOutbox({
    ...{ db, vault, clock, call, rendering },
    log: log.withPrefix("[outbox]"),
    onDelivered: async (tx, orderId, at) => void (await markDelivered(tx, orderId, at)),
    adminsToTell: (kind) => adminsToTell({ db, counter }, kind),
    async sendTogether(rows) {
      const together = await rendering.together(rows);
      return together && call(together);
    },
    onParked: ({ kind, id }, reason) => owner.parked({ kind, id, reason }),
  });
  const money: CheckDeps = {
    ...{ db, clock, log, gateways },
    acceptsSandbox: config.pakasir?.acceptsSandbox ?? false,
    wake: outbox.wake,
  };

  const fetchFile = fileFetcher({
    api,
    token: config.telegram.botToken,
    apiRoot: config.telegram.apiRoot,
    wait: systemWait,
  });
  const uploads = makeUploads({
    ...{ db, vault, clock, log, call, fetchFile, wakeOutbox: outbox.wake },
  });

  const areaDeps: AreaDeps = {
    ...{ db, vault, clock, zone, gateways },
    newCode: randomCode,
    expiryMinutes: config.payments.expiryMinutes,
    storeName: config.store.name,
    startCharge: (paymentId) => requestCharge(money, paymentId),
    checkNow: (paymentId) => checkPaymentNow(money, paymentId),
    wakeOutbox: outbox.wake,
    isWorthTrying: foundation.isWorthTrying,
    fees: feeBoard({ gateways, clock }),
    registered: () => bot.registry.all,
    wakeUploads: uploads.wake,
    onCollision: owner.collided,
    ...{ counter, log, acceptsSandbox: money.acceptsSandbox },
    tellOwner: ({ key, text }) => owner.note(key, text),
    onStaffChanged: () => void listCommands(),
  };
  const bot: Bot = createBot(
    {
      ...{ vault, clock, zone, counter },
      defaultLanguage: config.store.language,
      username: foundation.username,
      guards: [spamGuard({ wakeOutbox: outbox.wake }), maintenanceGuard],
      onRefused: (refused) => log.warning("Something was refused to whoever asked for it", refused),
    },
    botAreas(areaDeps),
  );
  const intake = createIntake({
    ...{ db, raw, vault, clock, bot, call },
    wait: systemWait,
    log: log.withPrefix("[updates]"),
    instance: randomUUID(),
    fetchFile,
    handOver: handToOutbox({ vault, clock }),
    onPoison: ({ updateId, error }) => {
      // The owner is told in his own words, and once.
      log.aside.error(`An update (${updateId}) could not be handled three times`, error);
      owner.poison(updateId);
    },
  });
  const listCommands = () =>
    setCommands({
      ...{ db, clock, counter, call },
      defaultLanguage: config.store.language,
      // A token begins with the bot's own id.
      botId: Number.parseInt(config.telegram.botToken, 10),
      registered: bot.registry.all,
    }).catch((error) => log.warning("Telegram's lists of commands could not be set", error));
  const isBearable = floodGate({ clock });
  const takeIn = (updates: readonly Update[]) => intake.store(updates.filter(isBearable));
  return { bot, intake, takeIn, outbox, money, uploads, listCommands };
}
