import type { Api } from "grammy";
import type { WebhookInfo } from "grammy/types";
import { minutes, seconds } from "../../lib/clock.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { type CallOutcome, callTelegram } from "../../outbox/call-telegram.ts";
import { outgoing } from "../../outbox/outgoing-call.ts";
import { allowedUpdates } from "../read-update.ts";
import { judgeWebhook, type WebhookLook, type WebhookVerdict } from "./judge-webhook.ts";
import { type PollDeps, pollUpdates } from "./poll-updates.ts";
import { makeTroubleSpot, type Trouble, troubleOf } from "./trouble.ts";

export const modes = ["auto", "webhook", "polling"] as const;
export type Mode = (typeof modes)[number];

export type Webhook = {
  readonly url: string;
  readonly secret: string;
  readonly maxConnections: number;
};

export type ModeDeps = PollDeps & {
  readonly api: Pick<Api, "raw">;
  readonly mode: Mode;
  readonly webhook: Webhook | undefined;
  /** When an update last came in, at whichever process; throws where the database is away. */
  readonly lastWebhookUpdateAt: () => Date | undefined | Promise<Date | undefined>;
  readonly onModeChange: (change: ModeChange) => void;
  readonly onTrouble: (trouble: Trouble | undefined) => void;
};

export type ModeChange = {
  readonly mode: "webhook" | "polling";
  /** `start`: as configured. `fallback`: the webhook does not work. `return`: it works again. */
  readonly why: "start" | "fallback" | "return";
  readonly says: string;
};

/**
 * Brings updates in until the signal says to stop. For the leader alone: two pollers send each
 * other away.
 */
export async function runMode(deps: ModeDeps, signal: AbortSignal): Promise<void> {
  const { mode, webhook } = deps;
  if (mode === "polling" || !webhook) {
    deps.onModeChange({ mode: "polling", why: "start", says: "" });
    await removeWebhook(deps, signal);
    return pollUpdates(deps, signal);
  }
  let why: "start" | "return" = "start";
  let fallbacks = 0;
  while (!signal.aborted) {
    const { wasAnnounced, says } = await watchWebhook(deps, webhook, why, signal);
    if (signal.aborted) return;
    // A try that came to nothing is no news.
    if (wasAnnounced) deps.onModeChange({ mode: "polling", why: "fallback", says });
    fallbacks = wasAnnounced ? 1 : fallbacks + 1;
    why = "return";
    await pollForAWhile(deps, fallbacks, signal);
  }
}

// --- internal ---

/** Telegram gives up on a bad answer after about a minute; this is what a look costs nobody. */
const lookEvery = seconds(20);
/** Looks that speak against it, in a row, before it is given up. */
const badLooks = 2;

type Watched = {
  readonly says: string;
  /** The owner thinks that it works. */
  readonly wasAnnounced: boolean;
};

/** Sets the webhook and looks after it; comes back when it has to be given up. */
async function watchWebhook(
  deps: ModeDeps,
  webhook: Webhook,
  why: "start" | "return",
  signal: AbortSignal,
): Promise<Watched> {
  const spot = makeTroubleSpot(deps.clock, deps.onTrouble);
  let before: WebhookLook | undefined;
  let bad = 0;
  let wasAnnounced = why === "start";
  let set = await setWebhook(deps, webhook, spot.is, signal);
  if (!set.ok) return { says: set.detail, wasAnnounced };
  if (wasAnnounced) deps.onModeChange({ mode: "webhook", why, says: webhook.url });

  while (!signal.aborted) {
    const look = await nextLook(deps, spot.is, signal);
    if (!look) continue;
    const verdict = judgeWebhook(webhook.url, set.value, look, before);
    before = look;
    spot.is(troubleIn(deps.mode, verdict, look));
    if (verdict.kind === "foreign") {
      set = await setWebhook(deps, webhook, spot.is, signal);
      if (!set.ok) return { says: set.detail, wasAnnounced };
      continue;
    }
    bad = verdict.kind === "fails" ? bad + 1 : 0;
    // One that has just been tried again gets no second chance: customers are waiting.
    const isOver = bad >= (wasAnnounced ? badLooks : 1);
    if (verdict.kind === "fails" && isOver && deps.mode === "auto") {
      return { says: verdict.says, wasAnnounced };
    }
    if (!wasAnnounced && verdict.kind === "works") {
      wasAnnounced = true;
      deps.onModeChange({ mode: "webhook", why: "return", says: webhook.url });
    }
  }
  return { says: "", wasAnnounced };
}

/** Polls for a while and then lets the webhook be tried again, ever more rarely. */
async function pollForAWhile(
  deps: ModeDeps,
  fallbacks: number,
  signal: AbortSignal,
): Promise<void> {
  await removeWebhook(deps, signal);
  const enough = new AbortController();
  const polling = pollUpdates(deps, AbortSignal.any([signal, enough.signal]));
  await deps.wait(Math.min(minutes(1) * 2 ** (fallbacks - 1), minutes(30)), signal);
  enough.abort();
  await polling;
}

/** Until it succeeds, for without it nothing arrives; in auto a refusal is the poller's turn. */
async function setWebhook(
  deps: ModeDeps,
  { url, secret, maxConnections }: Webhook,
  say: (trouble: Trouble | undefined) => void,
  signal: AbortSignal,
): Promise<Result<Date, "refused", string>> {
  const kinds = { allowed_updates: allowedUpdates, drop_pending_updates: false };
  const wish = { url, secret_token: secret, max_connections: maxConnections, ...kinds };
  for (let failures = 0; !signal.aborted; failures++) {
    const setAt = deps.clock.now();
    const outcome = await callTelegram(deps.api, outgoing("setWebhook", wish), signal);
    if (outcome.kind === "ok") return ok(setAt);
    if (outcome.kind === "refused" && deps.mode === "auto") {
      return refuse("refused", outcome.description);
    }
    const asked = outcome.kind === "retry_after" ? seconds(outcome.seconds) : undefined;
    if (asked === undefined && !signal.aborted) say(troubleOfSetting(outcome));
    await deps.wait(asked ?? Math.min(seconds(1) * 2 ** failures, seconds(30)), signal);
  }
  return ok(deps.clock.now());
}

/** What Telegram refuses here is the address: it has no such host, or no certificate. */
function troubleOfSetting(outcome: Exclude<CallOutcome, { kind: "ok" }>): Trouble {
  const isOurs = outcome.kind === "refused";
  return isOurs ? { kind: "webhook", says: outcome.description } : troubleOf(outcome);
}

/** The poller says what is wrong where this fails, and does it again when it has to. */
async function removeWebhook({ api, wait }: ModeDeps, signal: AbortSignal): Promise<void> {
  const call = outgoing("deleteWebhook", { drop_pending_updates: false });
  const outcome = await callTelegram(api, call, signal);
  if (outcome.kind !== "retry_after") return;
  await wait(seconds(1), signal);
  await callTelegram(api, call, signal);
}

async function nextLook(
  { api, clock, wait, lastWebhookUpdateAt }: ModeDeps,
  say: (trouble: Trouble | undefined) => void,
  signal: AbortSignal,
): Promise<WebhookLook | undefined> {
  await wait(lookEvery, signal);
  if (signal.aborted) return undefined;
  const outcome = await callTelegram(api, outgoing("getWebhookInfo", {}), signal);
  if (outcome.kind === "ok") {
    const info = outcome.result as WebhookInfo;
    try {
      return { info, at: clock.now(), lastUpdateAt: await lastWebhookUpdateAt() };
    } catch (error) {
      // Updates are refused while the database is away: that says nothing about the way to us.
      say({ kind: "database", says: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }
  if (!signal.aborted) say(troubleOf(outcome));
  return undefined;
}

function troubleIn(
  mode: Mode,
  verdict: WebhookVerdict,
  { info }: WebhookLook,
): Trouble | undefined {
  // In auto the change of mode is the news.
  if (verdict.kind === "fails" && mode === "webhook") {
    return { kind: "webhook", says: verdict.says };
  }
  return verdict.kind === "foreign"
    ? { kind: "webhook", says: `somebody set it to "${info.url}"` }
    : undefined;
}
