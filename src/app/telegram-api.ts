import { Api } from "grammy";
import type { Config } from "./config/config.ts";

export function telegramApi({ telegram }: Pick<Config, "telegram">, token: string): Api {
  // Longer than a long poll is held, shorter than the outbox leases a message.
  return new Api(token, { apiRoot: telegram.apiRoot, timeoutSeconds: 45 });
}
