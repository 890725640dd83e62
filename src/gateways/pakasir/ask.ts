import type { Clock } from "../../lib/clock.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import type { GatewayRefusal } from "../../shop/payments/gateway.ts";
import { errorReply } from "./replies.ts";

export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

export type Question = {
  readonly method: "GET" | "POST";
  /** Path and query below the base address. */
  readonly path: string;
  readonly body?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
};

export type Answer<T> = Result<T, GatewayRefusal, string>;

export type Ask = <T>(question: Question, schema: Schema<T>, hears?: Hears) => Promise<Answer<T>>;

type Schema<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } };

type Hears = {
  /** What a 404 means for this call. */
  readonly notFound?: GatewayRefusal;
  /** Called when the gateway asks for quiet. */
  readonly onBusy?: (ms: number) => void;
};

/** One HTTP call, whose every outcome is a value; no reason ever tells a key or an address. */
export function makeAsk(options: {
  baseUrl: string;
  apiKey: string;
  timeoutMs: number;
  fetch: FetchLike;
  clock: Clock;
}): Ask {
  const { clock } = options;
  const hide = hider(options.apiKey);

  return async (question, schema, { notFound = "unknown", onBusy } = {}) => {
    const reply = await send(options, question);
    if (!reply.ok) return reply;
    const { status, text, retryAfter } = reply.value;
    const json = readJson(text);
    if (status >= 200 && status < 300) {
      const read = schema.safeParse(json);
      return read.success
        ? ok(read.data)
        : refuse("unavailable", `the gateway's answer (${status}) could not be read`);
    }
    const said = hide(errorReply.safeParse(json).data ?? "no reason given");
    if (status !== 429) return refuse(reasonFor(status, notFound), `${status}: ${said}`);
    const ms = retryAfterMs(retryAfter, clock);
    onBusy?.(ms);
    return refuse("busy", `429: ${said}; again in ${ms} ms`);
  };
}

// --- internal ---

type Reply = { status: number; text: string; retryAfter: string | null };

async function send(
  {
    baseUrl,
    timeoutMs,
    fetch,
  }: Pick<Parameters<typeof makeAsk>[0], "baseUrl" | "timeoutMs" | "fetch">,
  { method, path, body, headers }: Question,
): Promise<Answer<Reply>> {
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { Accept: "application/json", "Content-Type": "application/json", ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
      // A redirect would carry the key to another host.
      redirect: "manual",
      // It also covers the reading of the body.
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return ok({ status: response.status, text, retryAfter: response.headers.get("Retry-After") });
  } catch (error) {
    return refuse("unavailable", faultName(error, timeoutMs));
  }
}

/** The name alone: the message and the fields of a network error hold the address with its query. */
function faultName(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.name === "TimeoutError") return `no answer within ${timeoutMs} ms`;
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return `no answer (${code})`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonFor(status: number, notFound: GatewayRefusal): GatewayRefusal {
  if (status === 401 || status === 403) return "misconfigured";
  if (status === 404) return notFound;
  if (status >= 400 && status < 500 && status !== 408) return "rejected";
  return "unavailable";
}

/** Seconds or a date; a second where the gateway says nothing, a minute at most. */
function retryAfterMs(header: string | null, { now }: Clock): number {
  if (header === null || header === "") return 1_000;
  const asked = /^\d+$/.test(header)
    ? Number(header) * 1_000
    : new Date(header).getTime() - now().getTime();
  return Number.isFinite(asked) ? Math.min(60_000, Math.max(0, asked)) : 1_000;
}

/** A gateway may repeat what it was sent. */
function hider(apiKey: string): (text: string) => string {
  const forms = [apiKey, encodeURIComponent(apiKey)].filter((form) => form !== "");
  return (text) =>
    forms
      .reduce((clean, form) => clean.replaceAll(form, "***"), text)
      .replace(/\p{Cc}+/gu, " ")
      .slice(0, 200);
}
