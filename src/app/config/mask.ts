import type { Setting } from "./load-config.ts";
import { isSecretVariable } from "./variables.ts";

const stars = "********";

/** What may be shown of a value: enough to tell which one it is, too little to use it. */
export function maskedText({ name, text }: Setting): string | undefined {
  if (text === undefined) return undefined;
  if (name === "TELEGRAM_BOT_TOKEN" || name === "OWNER_BOT_TOKEN") {
    return `${text.slice(0, text.indexOf(":"))}:${stars}`;
  }
  if (name === "HEARTBEAT_URL") return `${new URL(text).origin}/${stars}`;
  if (name !== "DATABASE_URL" && isSecretVariable(name)) return stars;
  return text
    .replace(/^([a-z]+:\/\/[^:@/]*):.*@/i, `$1:${stars}@`)
    .replace(/([?&](?:password|token|key|secret)=)[^&]*/gi, `$1${stars}`);
}
