import { type Api, GrammyError } from "grammy";
import type { OutgoingCall } from "./outgoing-call.ts";
import { renderFiles } from "./render-files.ts";

export type CallOutcome =
  /** `degraded`: Telegram could not read the markup, so that the words went out without it. */
  | { readonly kind: "ok"; readonly result: unknown; readonly degraded?: string }
  /** The message shows this already. */
  | { readonly kind: "not_modified" }
  /** As long as Telegram says, however long. */
  | { readonly kind: "retry_after"; readonly seconds: number; readonly description: string }
  /** Nobody is there to read it: blocked, deactivated, never started. */
  | { readonly kind: "unreachable"; readonly description: string }
  /** The message to edit or the question to answer is no longer there. */
  | { readonly kind: "gone"; readonly description: string }
  /** This call will never succeed. */
  | { readonly kind: "refused"; readonly code: number; readonly description: string }
  /** The token is wrong, or somebody else is polling. */
  | { readonly kind: "unauthorized"; readonly description: string }
  | { readonly kind: "conflict"; readonly description: string }
  /** Telegram is in trouble (5xx): it may or may not have been done. */
  | { readonly kind: "server"; readonly description: string }
  | { readonly kind: "network"; readonly description: string };

/** Sends one call and says how it went; throws only where the call itself cannot be made. */
export async function callTelegram(
  api: Pick<Api, "raw">,
  call: OutgoingCall,
  signal?: AbortSignal,
): Promise<CallOutcome> {
  const outcome = await callOnce(api, call, signal);
  if (outcome.kind === "gone" && call.otherwise) return callTelegram(api, call.otherwise, signal);
  if (outcome.kind !== "refused" || !isUnreadable(outcome.description)) return outcome;
  const plain = withoutMarkup(call);
  if (!plain) return outcome;
  const again = await callOnce(api, plain, signal);
  return again.kind === "ok" ? { ...again, degraded: outcome.description } : again;
}

/** What an error of grammY means for whoever called. */
export function outcomeOf(error: unknown): Exclude<CallOutcome, { kind: "ok" }> {
  if (!(error instanceof GrammyError)) return { kind: "network", description: nameOf(error) };
  const { error_code: code, description, parameters } = error;
  if (code === 429) {
    // A 429 that names no time still asks for a pause.
    return { kind: "retry_after", seconds: parameters.retry_after ?? 5, description };
  }
  if (code === 401) return { kind: "unauthorized", description };
  if (code === 409) return { kind: "conflict", description };
  if (code >= 500) return { kind: "server", description };
  if (code === 403 || nobodyThere.test(description)) return { kind: "unreachable", description };
  if (/message is not modified/i.test(description)) return { kind: "not_modified" };
  if (nothingThere.test(description)) return { kind: "gone", description };
  return { kind: "refused", code, description };
}

// --- internal ---

const nobodyThere = /chat not found|PEER_ID_INVALID|user not found/i;

const nothingThere =
  /message to (edit|delete) not found|message can't be (edited|deleted)|there is no (text|caption|media) in the message to edit|MESSAGE_ID_INVALID|query is too old/i;

type RawMethod = (...args: readonly unknown[]) => Promise<unknown>;

/** grammY takes a signal alone for those that have no parameters. */
const withoutParameters = new Set<string>(["getMe", "getWebhookInfo"]);

async function callOnce(
  api: Pick<Api, "raw">,
  call: OutgoingCall,
  signal: AbortSignal | undefined,
): Promise<CallOutcome> {
  const payload = await renderFiles(call.payload);
  const method = api.raw[call.method] as unknown as RawMethod;
  try {
    const isBare = withoutParameters.has(call.method);
    return { kind: "ok", result: await (isBare ? method(signal) : method(payload, signal)) };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** grammY's message names the method and not the URL, which holds the token. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.message : "The network failed";
}

function isUnreadable(description: string): boolean {
  return /can't parse entities/i.test(description);
}

/** One broken template must not keep a customer from his answer. */
function withoutMarkup(call: OutgoingCall): OutgoingCall | undefined {
  const { parse_mode, ...payload } = call.payload;
  if (parse_mode === undefined) return undefined;
  const words = Object.fromEntries(
    ["text", "caption"].flatMap((key) => {
      const value = payload[key];
      return typeof value === "string" ? [[key, plainText(value)]] : [];
    }),
  );
  return { method: call.method, payload: { ...payload, ...words } };
}

function plainText(html: string): string {
  return html
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}
