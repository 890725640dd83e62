import type { Log } from "../lib/log/log.ts";
import { answer, done } from "./answers.ts";
import type { FailedAttempts } from "./failed-attempts.ts";
import { secretCheck } from "./secret-check.ts";

/** What arrived. Its shape beyond the id is for the bot to judge. */
export type IncomingUpdate = { readonly update_id: number };

export type TelegramWebhook = {
  readonly secret: string;
  /** Resolves once the update, or its effect, is committed; Telegram repeats what rejects. */
  receive(update: IncomingUpdate): Promise<void> | void;
};

export function telegramWebhook({
  webhook,
  attempts,
  log,
}: {
  readonly webhook: TelegramWebhook;
  readonly attempts: FailedAttempts;
  readonly log: Log;
}): (request: Request, address: () => string) => Promise<Response> {
  const isSecret = secretCheck(webhook.secret);
  return async (request, address) => {
    if (!isSecret(request.headers.get("x-telegram-bot-api-secret-token"))) {
      return attempts.refuse(address());
    }
    const update = await readUpdate(request);
    if (!update) return answer(400);
    try {
      await webhook.receive(update);
      return done();
    } catch (error) {
      log.error("An update could not be taken; Telegram will repeat it", error);
      return answer(500);
    }
  };
}

// --- internal ---

async function readUpdate(request: Request): Promise<IncomingUpdate | undefined> {
  try {
    const body: unknown = await request.json();
    return isUpdate(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function isUpdate(body: unknown): body is IncomingUpdate {
  return (
    typeof body === "object" &&
    body !== null &&
    "update_id" in body &&
    Number.isSafeInteger(body.update_id)
  );
}
