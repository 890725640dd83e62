import type { Clock } from "../../lib/clock.ts";
import { seconds } from "../../lib/clock.ts";
import type { Wait } from "../../lib/wait.ts";
import type { CallOutcome } from "../../outbox/call-telegram.ts";
import type { OutgoingCall } from "../../outbox/outgoing-call.ts";

export type SendDeps = {
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: { warning(message: string, detail?: unknown): void };
  readonly call: (call: OutgoingCall, signal?: AbortSignal) => Promise<CallOutcome>;
};

/** What is left for the outbox, and from when on; nothing, where all is said or nobody listens. */
export type Unsent = { readonly calls: readonly OutgoingCall[]; readonly notBefore: Date };

export type SendOptions = {
  /** Once it fires, nothing more is waited for. */
  readonly stopping: AbortSignal;
  /** Told after each message that must not be repeated, with what is left. */
  readonly onProgress: (left: readonly OutgoingCall[]) => Promise<void>;
};

/** The direct replies to one update, in their order. */
export async function sendReplies(
  deps: SendDeps,
  replies: readonly OutgoingCall[],
  options: SendOptions,
): Promise<Unsent | undefined> {
  const patience = { until: deps.clock.now().getTime() + longestPatience };
  for (const [place, call] of replies.entries()) {
    const left = replies.slice(place);
    const result = await sendOne(deps, call, patience, options.stopping);
    if (result === "nobody") return undefined;
    if (typeof result === "object") return worthSaying(left, result.notBefore);
    const isLast = place === replies.length - 1;
    if (!isLast && !isHarmless(call)) await options.onProgress(left.slice(1));
  }
  return undefined;
}

// --- internal ---

/** A customer waits this long for a direct reply; then it is the outbox's. */
const longestPatience = seconds(20);

/** A pause that is worth sitting out. */
const longestPause = seconds(5);

type Patience = { readonly until: number };

async function sendOne(
  deps: SendDeps,
  call: OutgoingCall,
  patience: Patience,
  stopping: AbortSignal,
): Promise<"sent" | "nobody" | { notBefore: Date }> {
  for (let pause = 250; ; pause = Math.min(pause * 2, 4_000)) {
    const outcome = await callSafely(deps, call);
    const verdict = isMoment(call) ? "sent" : verdictOn(deps, call, outcome);
    if (verdict !== "later") return verdict;
    const asked = outcome.kind === "retry_after" ? seconds(outcome.seconds) : undefined;
    const ms = asked ?? pause;
    const now = deps.clock.now().getTime();
    const isTooLong = ms > longestPause || now + ms > patience.until;
    if (isTooLong || stopping.aborted) return { notBefore: new Date(now + ms) };
    await deps.wait(ms, stopping);
  }
}

/** A call that cannot even be made is refused at home. */
async function callSafely({ call }: SendDeps, reply: OutgoingCall): Promise<CallOutcome> {
  try {
    return await call(reply);
  } catch (error) {
    return { kind: "refused", code: 0, description: String(error) };
  }
}

function verdictOn(
  { log }: SendDeps,
  { method }: OutgoingCall,
  outcome: CallOutcome,
): "sent" | "nobody" | "later" {
  switch (outcome.kind) {
    case "ok":
      if (outcome.degraded) log.warning(`A reply by ${method} lost its markup`, outcome.degraded);
      return "sent";
    case "not_modified":
      return "sent";
    case "unreachable":
      return "nobody";
    case "gone":
    case "refused":
      log.warning(`Telegram refused a reply by ${method}`, outcome.description);
      return "sent";
    default:
      return "later";
  }
}

/** Means something only at this very moment: not worth a second try, let alone a queue. */
function isMoment({ method }: OutgoingCall): boolean {
  return ["answerCallbackQuery", "deleteMessage", "sendChatAction", "leaveChat"].includes(method);
}

/** Doing it again changes nothing. */
function isHarmless(call: OutgoingCall): boolean {
  return isMoment(call) || call.method.startsWith("edit");
}

function worthSaying(calls: readonly OutgoingCall[], notBefore: Date): Unsent | undefined {
  const worth = calls.filter((call) => !isMoment(call));
  return worth.length > 0 ? { calls: worth, notBefore } : undefined;
}
