import type { Clock } from "../../lib/clock.ts";
import { refuse } from "../../lib/result.ts";
import type { ChargeRequest, PaymentGateway } from "../../shop/payments/gateway.ts";
import { type FetchLike, makeAsk } from "./ask.ts";
import { pakasirMethods } from "./methods.ts";
import { makePacer, type Pace, type Pulse, realPulse } from "./pacer.ts";
import { callbackReader } from "./read-callback.ts";
import { makeStatusGate } from "./status-gate.ts";
import { version1 } from "./version-1.ts";
import { version2 } from "./version-2.ts";

export type PakasirSettings = {
  readonly slug: string;
  readonly apiKey: string;
  readonly webhookSecret: string | undefined;
  readonly baseUrl: string;
  readonly version: 1 | 2;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  readonly fetch?: FetchLike;
  readonly pace?: Partial<PakasirPace>;
  readonly pulse?: Pulse;
};

export type PakasirPace = {
  readonly create: Pace;
  readonly cancel: Pace;
  readonly statusEveryMs: number;
};

/** The limits that were observed, with a little room for the network's jitter. */
export const pakasirPace: PakasirPace = {
  create: { max: 2, windowMs: 1_100, queue: 20 },
  cancel: { max: 2, windowMs: 1_100, queue: 20 },
  statusEveryMs: 4_100,
};

export function makePakasir(settings: PakasirSettings): PaymentGateway {
  const { slug, version, clock, webhookSecret, pulse = realPulse } = settings;
  const baseUrl = settings.baseUrl.replace(/\/+$/, "");
  const ask = makeAsk({
    baseUrl,
    clock,
    apiKey: settings.apiKey,
    timeoutMs: settings.timeoutMs ?? 10_000,
    fetch: settings.fetch ?? fetch,
  });
  const line = { slug, apiKey: settings.apiKey, baseUrl, ask };
  const calls = version === 2 ? version2(line) : version1(line);
  const pace = { ...pakasirPace, ...settings.pace };
  const creates = makePacer(pace.create, pulse);
  const cancels = makePacer(pace.cancel, pulse);
  const gate = makeStatusGate(pace.statusEveryMs, pulse.ticks);

  return {
    name: "pakasir",
    methods: pakasirMethods,
    async create(request) {
      const refusal = unfitRequest(request);
      if (refusal) return refuse("rejected", refusal);
      if ((await creates.turn()) === "busy") return tooManyWaiting;
      return calls.create(request, creates.holdFor);
    },
    async status(query) {
      const wait = gate.waitFor(query.transactionId);
      if (wait > 0) return refuse("busy", `asked moments ago; again in ${Math.ceil(wait)} ms`);
      return calls.status(query);
    },
    async cancel(query) {
      if ((await cancels.turn()) === "busy") return tooManyWaiting;
      return calls.cancel(query, cancels.holdFor);
    },
    fees: calls.fees,
    readCallback: callbackReader({ version, slug, webhookSecret }),
  };
}

// --- internal ---

const tooManyWaiting = refuse("busy", "too many are waiting for the gateway");

function unfitRequest({ method, amount, reference }: ChargeRequest): string | undefined {
  const known = pakasirMethods.find(({ code }) => code === method);
  if (!known) return "the gateway does not offer this method";
  if (amount < known.min || amount > known.max) return "the amount is outside the method's limits";
  return /^[\w.-]{1,64}$/.test(reference)
    ? undefined
    : "the reference does not fit into an address";
}
