import { Api } from "grammy";
import type { OpenDatabase } from "../../db/client.ts";
import type { Clock } from "../lib/clock.ts";
import type { Vault } from "../lib/crypto.ts";
import type { NewCode } from "../lib/ids.ts";
import type { Log } from "../lib/log/log.ts";
import type { TimeZone } from "../lib/time-zone.ts";
import type { Gateways } from "../shop/payments/gateway.ts";
import type { Config } from "./config/config.ts";

/** What the rooms are built from; each takes only what it needs. */
export type ShopParts = {
  readonly config: Config;
  readonly db: OpenDatabase["db"];
  readonly raw: OpenDatabase["raw"];
  readonly clock: Clock;
  readonly zone: TimeZone;
  readonly log: Log;
  readonly vault: Vault;
  readonly newCode: NewCode;
  readonly api: Api;
  readonly gateways: Gateways;
  readonly acceptsSandbox: boolean;
  /** Tells the outbox that something was queued. */
  readonly wake: () => void;
};

export function telegramApi({ telegram }: Pick<Config, "telegram">, token: string): Api {
  return new Api(token, {
    apiRoot: telegram.apiRoot,
    // Longer than a long poll, shorter than an outbox lease.
    timeoutSeconds: 50,
  });
}
