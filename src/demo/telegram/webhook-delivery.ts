import type { Clock } from "../../lib/clock.ts";
import { toUnix } from "./conversation.ts";
import type { QueuedUpdate, UpdateQueue } from "./update-queue.ts";

export type WebhookSettings = { url: string; secret: string; maxConnections: number };

export type WebhookOptions = {
  clock: Clock;
  updates: UpdateQueue;
  /** The first pause before an update is repeated; it doubles up to sixty times this. */
  retryMs: number;
  timeoutMs: number;
  isDown: () => boolean;
  /** A method call in the answer to an update is executed, as the real server does. */
  onReply: (body: Record<string, unknown>) => void;
};

const maxPauses = 60;

/** Posts updates: in order within a queue, queues beside each other, repeated until a 2xx. */
export class WebhookDelivery {
  readonly #options: WebhookOptions;
  #settings: WebhookSettings | undefined;
  #generation = new AbortController();
  #lanes = new Map<string, QueuedUpdate[]>();
  #ready: string[] = [];
  #running = 0;
  #timers = new Set<ReturnType<typeof setTimeout>>();
  lastErrorAt: number | undefined;
  lastError: string | undefined;
  isReordered = false;

  constructor(options: WebhookOptions) {
    this.#options = options;
    options.updates.onPush((entry) => this.#enqueue(entry));
  }

  get settings(): WebhookSettings | undefined {
    return this.#settings;
  }

  set(settings: WebhookSettings | undefined): void {
    this.#reset();
    this.#settings = settings;
    this.lastErrorAt = undefined;
    this.lastError = undefined;
    for (const entry of this.#options.updates.waiting()) this.#enqueue(entry);
  }

  stop(): void {
    this.#reset();
    this.#settings = undefined;
  }

  #reset(): void {
    this.#generation.abort();
    this.#generation = new AbortController();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#lanes.clear();
    this.#ready = [];
    this.#running = 0;
  }

  #enqueue(entry: QueuedUpdate): void {
    if (!this.#settings) return;
    const lane = this.#lanes.get(entry.queue);
    if (!lane) {
      this.#lanes.set(entry.queue, [entry]);
      this.#ready.push(entry.queue);
    } else if (this.isReordered && lane.length > 1) {
      lane.splice(-1, 0, entry);
    } else {
      lane.push(entry);
    }
    this.#pump();
  }

  #pump(): void {
    while (this.#settings && this.#running < this.#settings.maxConnections) {
      const queue = this.#ready.shift();
      if (queue === undefined) return;
      this.#running += 1;
      void this.#deliver(queue, this.#settings, this.#generation.signal);
    }
  }

  async #deliver(queue: string, settings: WebhookSettings, signal: AbortSignal): Promise<void> {
    let failures = 0;
    for (let lane = this.#lanes.get(queue); lane?.[0]; lane = this.#lanes.get(queue)) {
      const entry = lane[0];
      if (!this.#options.updates.isWaiting(entry.update.update_id)) {
        lane.shift();
        continue;
      }
      const problem = await this.#post(entry, settings, signal);
      if (signal.aborted) return;
      if (problem !== undefined) {
        this.lastError = problem;
        this.lastErrorAt = toUnix(this.#options.clock.now());
        failures += 1;
        await this.#pause(failures, signal);
        if (signal.aborted) return;
        this.#options.updates.waiting();
      } else {
        failures = 0;
        if (this.#options.updates.accept(entry.update.update_id)) lane.shift();
      }
    }
    this.#lanes.delete(queue);
    this.#running -= 1;
    this.#pump();
  }

  /** A waiting queue gives its connection away, so that others go on. */
  async #pause(failures: number, signal: AbortSignal): Promise<void> {
    this.#running -= 1;
    this.#pump();
    const pause = this.#options.retryMs * Math.min(2 ** (failures - 1), maxPauses);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, pause);
      this.#timers.add(timer);
    });
    if (!signal.aborted) this.#running += 1;
  }

  async #post(
    { update }: QueuedUpdate,
    { url, secret }: WebhookSettings,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (this.#options.isDown()) return "Connection timed out";
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(secret ? { "x-telegram-bot-api-secret-token": secret } : {}),
        },
        body: JSON.stringify(update),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.#options.timeoutMs)]),
      });
      const body = await response.text();
      if (!response.ok) {
        return `Wrong response from the webhook: ${response.status} ${response.statusText}`.trim();
      }
      this.#execute(body);
      return undefined;
    } catch (error) {
      return error instanceof Error && error.name === "TimeoutError"
        ? "Read timeout expired"
        : "Connection refused";
    }
  }

  #execute(body: string): void {
    if (!body.startsWith("{")) return;
    try {
      const call: unknown = JSON.parse(body);
      if (typeof call === "object" && call !== null && "method" in call) {
        this.#options.onReply({ ...call });
      }
    } catch {
      // An answer that is no JSON is simply not a method call.
    }
  }
}
