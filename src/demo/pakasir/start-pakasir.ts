import { type Clock, systemClock } from "../../lib/clock.ts";
import {
  type ApiParts,
  answerCall,
  type CallListener,
  type PakasirCall,
  type RecordedCall,
} from "./api.ts";
import { makeBuyers, type Outcome, type PayOptions, type WebhookChaos } from "./buyers.ts";
import { type LedgerEntry, makeChargeRegister, type SimulatedCharge } from "./charges.ts";
import { makeFaultPlan, type PakasirFault, type RandomFaults } from "./faults.ts";
import { makeRateLimits, type RateLimitOptions } from "./rate-limits.ts";
import { makeRoutes } from "./routes.ts";
import { growingPause, makeWebhookSender, type Webhook } from "./webhooks.ts";

export type PakasirOptions = {
  readonly slug: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly port?: number;
  readonly webhookUrl?: string;
  readonly clock?: Clock;
  /** The real gateway gives up after a day. */
  readonly defaultExpiryMinutes?: number;
  readonly sandbox?: boolean;
  readonly rateLimits?: RateLimitOptions | "off";
  readonly webhookPauseMs?: (attempt: number) => number;
  readonly webhookAttempts?: number;
  /** How long a call under the fault "slow" takes. */
  readonly slowMs?: number;
};

export type SimulatedPakasir = AsyncDisposable & {
  readonly url: string;
  readonly port: number;
  readonly charges: readonly SimulatedCharge[];
  /** The money that came, for reconciliation. */
  readonly ledger: readonly LedgerEntry[];
  readonly calls: readonly RecordedCall[];
  readonly webhooks: readonly Webhook[];
  /** By transaction id or order id. */
  find(id: string): SimulatedCharge | undefined;
  payUrl(id: string): string;
  pay(id: string, options?: PayOptions): Outcome;
  cancel(id: string): Outcome;
  expire(id: string): Outcome;
  fault(call: PakasirCall | "any", fault: PakasirFault, times?: number): void;
  randomFaults(faults: RandomFaults | undefined): void;
  /** Webhooks of `pay` without a fate of their own are lost, doubled and late by chance. */
  randomWebhooks(chaos: WebhookChaos | undefined): void;
  clearFaults(): void;
  /** While it is down every connection is cut. */
  setDown(isDown: boolean): void;
  onCall(listener: CallListener): () => void;
  sendWebhooksTo(url: string | undefined): void;
  releaseWebhooks(options?: { reversed?: boolean }): void;
  forgeWebhook(body: Record<string, unknown>, secret?: string): Promise<number>;
  webhooksSettled(): Promise<void>;
};

export async function startPakasir(options: PakasirOptions): Promise<SimulatedPakasir> {
  const { slug, apiKey, clock = systemClock } = options;
  const register = makeChargeRegister({
    clock,
    isSandbox: options.sandbox ?? false,
    expiryMinutes: options.defaultExpiryMinutes ?? 24 * 60,
  });
  const sender = makeWebhookSender({
    secret: options.webhookSecret,
    pauseMs: options.webhookPauseMs ?? growingPause,
    attempts: options.webhookAttempts ?? 12,
  });
  sender.sendTo(options.webhookUrl);
  const buyers = makeBuyers({ slug, register, sender });
  const closing = new AbortController();
  const faults = makeFaultPlan();
  const listeners = new Set<CallListener>();
  const calls: RecordedCall[] = [];
  let isDown = false;

  const limits = options.rateLimits ?? {};
  const parts: ApiParts = {
    slug,
    apiKey,
    faults,
    waitFor: limits === "off" ? () => 0 : makeRateLimits(limits),
    listeners,
    calls,
    isDown: () => isDown,
    slowMs: options.slowMs ?? 300,
    closing: closing.signal,
  };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: options.port ?? 0,
    idleTimeout: 0,
    development: false,
    ...makeRoutes({
      slug,
      clock,
      register,
      buyers,
      answer: (request, call) => answerCall(parts, request, call),
    }),
  });
  const url = `http://127.0.0.1:${server.port}`;

  return {
    url,
    port: server.port ?? 0,
    get charges() {
      return register.all();
    },
    ledger: register.ledger,
    calls,
    webhooks: sender.webhooks,
    find: register.find,
    payUrl: (id) => `${url}/pay-v2/${register.find(id)?.txnId ?? id}`,
    pay: buyers.pay,
    cancel: (id) => buyers.end(id, "canceled"),
    expire: (id) => buyers.end(id, "expired"),
    fault: faults.plan,
    randomFaults: faults.atRandom,
    randomWebhooks: buyers.randomWebhooks,
    clearFaults() {
      faults.clear();
      buyers.randomWebhooks(undefined);
      isDown = false;
    },
    setDown(down) {
      isDown = down;
    },
    onCall(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sendWebhooksTo: sender.sendTo,
    releaseWebhooks: sender.release,
    forgeWebhook: sender.forge,
    webhooksSettled: sender.idle,
    async [Symbol.asyncDispose]() {
      closing.abort();
      await sender.close();
      await server.stop(true);
    },
  };
}
