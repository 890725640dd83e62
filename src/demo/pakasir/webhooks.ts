import { pause } from "./pause.ts";

export type Webhook = {
  readonly body: Record<string, unknown>;
  /** What the receiver answered, one entry per attempt; 0 where it did not answer. */
  readonly answers: number[];
  /** Lost ones are never sent; held ones wait for `release`. */
  state: "sending" | "delivered" | "given up" | "lost" | "held";
};

/** `delay` holds it until it is released, or for so many milliseconds. */
export type WebhookFate = "send" | "lose" | "duplicate" | "delay" | { readonly delayMs: number };

export type WebhookSender = ReturnType<typeof makeWebhookSender>;

/** Sends each webhook until it sees a 2xx, with pauses that grow. */
export function makeWebhookSender(options: {
  secret: string;
  pauseMs: (attempt: number) => number;
  attempts: number;
}) {
  const closing = new AbortController();
  const webhooks: Webhook[] = [];
  const held: (Webhook & { secret: string | undefined })[] = [];
  const running = new Set<Promise<void>>();
  let url: string | undefined;

  function start(webhook: Webhook, secret: string | undefined, afterMs = 0): void {
    webhook.state = "sending";
    const job = deliver(webhook, secret, afterMs).finally(() => running.delete(job));
    running.add(job);
  }

  async function deliver(webhook: Webhook, secret: string | undefined, afterMs: number) {
    await pause(afterMs, closing.signal);
    for (let attempt = 1; attempt <= options.attempts && !closing.signal.aborted; attempt++) {
      const answer = await post(url, webhook.body, secret, closing.signal);
      webhook.answers.push(answer);
      if (answer >= 200 && answer < 300) {
        webhook.state = "delivered";
        return;
      }
      await pause(options.pauseMs(attempt), closing.signal);
    }
    webhook.state = "given up";
  }

  function remember(body: Record<string, unknown>, state: Webhook["state"]): Webhook {
    const webhook: Webhook = { body, answers: [], state };
    webhooks.push(webhook);
    return webhook;
  }

  return {
    webhooks,
    sendTo(newUrl: string | undefined): void {
      url = newUrl;
    },
    /** Version 1 signs nothing. */
    send(
      body: Record<string, unknown>,
      { fate, isSigned }: { fate: WebhookFate; isSigned: boolean },
    ) {
      const secret = isSigned ? options.secret : undefined;
      if (fate === "lose" || url === undefined) {
        remember(body, "lost");
      } else if (fate === "delay") {
        held.push(Object.assign(remember(body, "held"), { secret }));
      } else {
        start(remember(body, "sending"), secret, typeof fate === "object" ? fate.delayMs : 0);
        if (fate === "duplicate") start(remember(body, "sending"), secret);
      }
    },
    release({ reversed = false }: { reversed?: boolean } = {}): void {
      const waiting = held.splice(0);
      for (const webhook of reversed ? waiting.reverse() : waiting) start(webhook, webhook.secret);
    },
    /** What an attacker sends: once, with the secret that he guesses or none; the answer's status. */
    forge(body: Record<string, unknown>, secret?: string): Promise<number> {
      return post(url, body, secret, closing.signal);
    },
    /** Resolves once nothing is under way; the held ones do not count. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
    async close(): Promise<void> {
      closing.abort();
      await Promise.all(running);
    },
  };
}

/** Starts at half a second, doubles, and stays at a minute. */
export function growingPause(attempt: number): number {
  return Math.min(60_000, 500 * 2 ** (attempt - 1));
}

// --- internal ---

async function post(
  url: string | undefined,
  body: Record<string, unknown>,
  secret: string | undefined,
  closing: AbortSignal,
): Promise<number> {
  if (url === undefined) return 0;
  const headers = { "Content-Type": "application/json", ...(secret ? { "X-Secret": secret } : {}) };
  const signal = AbortSignal.any([closing, AbortSignal.timeout(10_000)]);
  try {
    const init = { method: "POST", headers, body: JSON.stringify(body), signal };
    const response = await fetch(url, init);
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}
