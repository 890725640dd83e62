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
  readonly #failures = new Map<string, number>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  lastErrorAt: number | undefined;
  lastError: string | undefined;
  isReordered = false;

  constructor(options: WebhookOptions) {
    this.#options = options;
    options.updates.onPush((entry) => this.#enqueue(entry));
  }

  onDelivery(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
    this.#failures.clear();
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
    const lane = this.#lanes.get(queue) ?? [];
    const entry = lane[0];
    const isWaiting = entry && this.#options.updates.isWaiting(entry.update.update_id);
    const problem = isWaiting ? await this.#post(entry, settings, signal) : undefined;
    if (signal.aborted) return;
    this.#running -= 1;
    if (problem !== undefined) this.#failed(queue, problem);
    else {
      this.#failures.delete(queue);
      if (!isWaiting || this.#options.updates.accept(entry.update.update_id)) lane.shift();
      this.#next(queue, lane);
    }
    for (const listener of this.#listeners) listener();
    this.#pump();
  }

  #next(queue: string, lane: readonly QueuedUpdate[]): void {
    if (lane.length > 0) this.#ready.push(queue);
    else this.#lanes.delete(queue);
  }

  /** The queue stands still for a while, without holding a connection. */
  #failed(queue: string, problem: string): void {
    this.lastError = problem;
    this.lastErrorAt = toUnix(this.#options.clock.now());
    const failures = (this.#failures.get(queue) ?? 0) + 1;
    this.#failures.set(queue, failures);
    const pause = this.#options.retryMs * Math.min(2 ** (failures - 1), maxPauses);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#ready.push(queue);
      this.#pump();
    }, pause);
    this.#timers.add(timer);
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
