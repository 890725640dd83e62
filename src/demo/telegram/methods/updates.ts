import { badRequest, conflict, tooManyRequests } from "../api-error.ts";
import { type Call, type Method, yes } from "./call.ts";

export const getUpdates: Method = async ({ bot, parameters, signal }) => {
  if (bot.webhook.settings) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  if (parameters.has("allowed_updates")) allow(bot.updates, parameters.list("allowed_updates"));
  const limit = parameters.integer("limit") ?? 100;
  const timeout = Math.min(Math.max(parameters.integer("timeout") ?? 0, 0), 50);
  const result = await bot.poller.poll({
    offset: parameters.integer("offset") ?? 0,
    limit: limit >= 1 && limit <= 100 ? limit : 100,
    timeoutMs: timeout * 1_000,
    signal,
  });
  return { result };
};

export const setWebhook: Method = (call) => {
  const { bot, parameters } = call;
  const url = parameters.text("url");
  if (url === "") return deleteWebhook(call);
  const now = performance.now();
  if (now < bot.lastWebhookCall + 1_000) throw tooManyRequests(1);
  bot.lastWebhookCall = now;
  const secret = parameters.text("secret_token");
  checkSecret(secret);
  checkUrl(call, url);
  const wished = parameters.integer("max_connections") ?? 40;
  const maxConnections = Math.min(Math.max(wished, 1), 100);
  if (parameters.has("allowed_updates")) allow(bot.updates, parameters.list("allowed_updates"));
  if (parameters.flag("drop_pending_updates")) bot.updates.clear();
  const old = bot.webhook.settings;
  const settings = { url, secret, maxConnections };
  if (old && Bun.deepEquals(old, settings))
    return { ...yes, description: "Webhook is already set" };
  bot.poller.end(conflict("terminated by setWebhook request"));
  bot.webhook.set(settings);
  return { ...yes, description: "Webhook was set" };
};

export const deleteWebhook: Method = ({ bot, parameters }) => {
  if (parameters.flag("drop_pending_updates")) bot.updates.clear();
  if (!bot.webhook.settings) return { ...yes, description: "Webhook is already deleted" };
  bot.webhook.set(undefined);
  return { ...yes, description: "Webhook was deleted" };
};

export const getWebhookInfo: Method = ({ bot }) => {
  const { settings, lastError, lastErrorAt } = bot.webhook;
  const result = {
    url: settings?.url ?? "",
    has_custom_certificate: false,
    pending_update_count: bot.updates.waiting().length,
    ...(settings ? { max_connections: settings.maxConnections, ip_address: "127.0.0.1" } : {}),
    ...(lastError ? { last_error_date: lastErrorAt, last_error_message: lastError } : {}),
    ...(bot.updates.allowed.length > 0 ? { allowed_updates: bot.updates.allowed } : {}),
  };
  return { result };
};

function allow(updates: Call["bot"]["updates"], kinds: unknown[] | undefined): void {
  updates.allowed = (kinds ?? []).map(String);
}

function checkSecret(secret: string): void {
  if (secret.length > 256) throw badRequest("secret token is too long");
  if (!/^[A-Za-z0-9_-]*$/.test(secret)) {
    throw badRequest("secret token contains unallowed characters");
  }
}

function checkUrl({ world }: Call, value: string): void {
  if (!URL.canParse(value) || /[\s@]/.test(value))
    throw badRequest("invalid webhook URL specified");
  const url = new URL(value);
  const isLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (world.allowHttpWebhooks && isLoopback && url.protocol === "http:") return;
  if (url.protocol !== "https:") {
    throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  }
  if (!["", "443", "80", "88", "8443"].includes(url.port)) {
    throw badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
  }
  if (isLoopback) throw badRequest("bad webhook: IP address 127.0.0.1 is reserved");
}
