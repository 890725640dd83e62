import { isSameSecret } from "../../lib/crypto.ts";
import type { FaultPlan, PakasirFault } from "./faults.ts";
import { pause } from "./pause.ts";
import type { LimitedCall } from "./rate-limits.ts";

export const pakasirCalls = ["create", "status", "cancel", "fee", "simulate"] as const;
export type PakasirCall = (typeof pakasirCalls)[number];

export type CallMoment = {
  readonly name: PakasirCall;
  readonly phase: "before" | "after";
  readonly version: 1 | 2;
  readonly orderId?: string;
  readonly txnId?: string;
};
/** "drop" before means: not executed, not answered; after: executed, and not answered. */
export type CallListener = (moment: CallMoment) => unknown;

export type RecordedCall = Omit<CallMoment, "phase"> & {
  status: number | "dropped" | "unanswered";
  fault?: PakasirFault;
};

export type ApiAnswer = { readonly status: number; readonly body: Record<string, unknown> };

export type ApiCall = Omit<CallMoment, "phase"> & {
  /** Absent where the call is public. */
  readonly credentials?: { readonly slug: string; readonly apiKey: string };
  readonly execute: () => ApiAnswer;
};

export type ApiParts = {
  readonly slug: string;
  readonly apiKey: string;
  readonly faults: FaultPlan;
  readonly waitFor: (call: LimitedCall, key: string) => number;
  readonly listeners: ReadonlySet<CallListener>;
  readonly calls: RecordedCall[];
  readonly isDown: () => boolean;
  readonly slowMs: number;
  readonly closing: AbortSignal;
};

/** The road of every API call: faults, key, limits, effect, and faults again on the way back. */
export async function answerCall(
  parts: ApiParts,
  request: Request,
  call: ApiCall,
): Promise<Response> {
  const record = recordCall(parts, call);
  const fault = parts.isDown() ? "drop before" : parts.faults.next(call.name);
  if (fault) record.fault = fault;
  if (fault === "drop before") return dropped(record);
  if (fault === "no answer") return unanswered(parts, request, record);

  if (await isToDrop(parts, call, "before")) return dropped(record);
  const answer = refusedByFault(fault, call) ?? refusedByRules(parts, call) ?? call.execute();
  const isDropped = await isToDrop(parts, call, "after");

  if (isDropped || fault === "drop after") return dropped(record);
  if (fault === "slow") await pause(parts.slowMs, parts.closing);
  record.status = answer.status;
  return written(answer, fault);
}

export function errorAnswer(version: 1 | 2, status: number, message: string): ApiAnswer {
  return { status, body: version === 2 ? { message } : { error: message } };
}

// --- internal ---

const remembered = 10_000;

function recordCall({ calls }: ApiParts, call: ApiCall): RecordedCall {
  const { execute: _, credentials: __, ...known } = call;
  const record: RecordedCall = { ...known, status: "unanswered" };
  if (calls.length >= remembered) calls.shift();
  calls.push(record);
  return record;
}

async function isToDrop({ listeners }: ApiParts, call: ApiCall, phase: CallMoment["phase"]) {
  const { execute: _, credentials: __, ...known } = call;
  let isDropped = false;
  for (const listener of listeners) {
    isDropped = (await listener({ ...known, phase })) === "drop" || isDropped;
  }
  return isDropped;
}

function refusedByFault(fault: PakasirFault | undefined, call: ApiCall): ApiAnswer | undefined {
  if (fault === "rate limited") return errorAnswer(call.version, 429, "Too many requests");
  if (fault === "unauthorized") return errorAnswer(call.version, 401, "Invalid API key");
  if (fault === "forbidden") return errorAnswer(call.version, 403, "Forbidden");
  if (fault === "server error") return errorAnswer(call.version, 503, "Service unavailable");
  return undefined;
}

function refusedByRules(parts: ApiParts, call: ApiCall): ApiAnswer | undefined {
  const { credentials, version } = call;
  if (!credentials) return undefined;
  if (credentials.apiKey === "") return errorAnswer(version, 401, "API key is required");
  if (!isSameSecret(credentials.apiKey, parts.apiKey)) {
    return errorAnswer(version, 403, "Invalid API key");
  }
  if (credentials.slug !== parts.slug) return errorAnswer(version, 404, "Project not found");
  if (call.name === "fee" || call.name === "simulate") return undefined;
  const key = call.name === "status" ? (call.txnId ?? call.orderId ?? "") : "";
  const isTooSoon = parts.waitFor(call.name, key) > 0;
  return isTooSoon ? errorAnswer(version, 429, "Too many requests") : undefined;
}

function written({ status, body }: ApiAnswer, fault: PakasirFault | undefined): Response {
  const text = JSON.stringify(twisted(body, fault));
  const headers = { "Content-Type": "application/json" };
  return new Response(fault === "malformed" ? text.slice(0, -3) : text, { status, headers });
}

function twisted(
  body: Record<string, unknown>,
  fault: PakasirFault | undefined,
): Record<string, unknown> {
  const [wrapper, inner] = Object.entries(body)[0] ?? [];
  if (wrapper && isRecord(inner)) return { [wrapper]: twisted(inner, fault) };
  if (fault === "wrong amount" && typeof body["amount"] === "number") {
    return { ...body, amount: body["amount"] + 1 };
  }
  if (fault === "wrong order") return { ...body, order_id: `${String(body["order_id"])}X` };
  if (fault === "sandbox mismatch") return { ...body, is_sandbox: body["is_sandbox"] !== true };
  return body;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A body that fails before its first byte closes the socket: the caller sees a reset connection. */
function dropped(record: RecordedCall): Response {
  record.status = "dropped";
  return new Response(new ReadableStream({ start: (body) => body.error(undefined) }));
}

async function unanswered(
  { closing }: ApiParts,
  request: Request,
  record: RecordedCall,
): Promise<Response> {
  const gone = AbortSignal.any([request.signal, closing]);
  await new Promise<void>((resolve) => {
    if (gone.aborted) resolve();
    else gone.addEventListener("abort", () => resolve(), { once: true });
  });
  return dropped(record);
}
