import type { Clock } from "../../lib/clock.ts";
import type { Update } from "./api-types.ts";

export type QueuedUpdate = {
  update: Update;
  kind: string;
  /** Messages queue by chat, button presses by user, apart from each other. */
  queue: string;
  at: number;
  /** How often it is delivered again after it was accepted (a fault on request). */
  repeats: number;
};

const messageLife = 24 * 3_600_000;
const callbackLife = 150_000;
const notSentByDefault = ["chat_member", "message_reaction", "message_reaction_count"];

/** What Telegram keeps for a bot until the bot has accepted it. */
export class UpdateQueue {
  readonly #clock: Clock;
  readonly #pending = new Map<number, QueuedUpdate>();
  readonly #listeners = new Set<(entry: QueuedUpdate) => void>();
  allowed: string[] = [];
  #nextId: number;

  constructor(clock: Clock, firstId: number) {
    this.#clock = clock;
    this.#nextId = firstId;
  }

  push(kind: string, body: unknown, queue: string, repeats: number): number | undefined {
    const isWanted =
      this.allowed.length > 0 ? this.allowed.includes(kind) : !notSentByDefault.includes(kind);
    if (!isWanted) return undefined;
    const update = { update_id: this.#nextId, [kind]: body };
    this.#nextId += 1;
    const entry = { update, kind, queue, at: this.#clock.now().getTime(), repeats };
    this.#pending.set(update.update_id, entry);
    for (const listener of this.#listeners) listener(entry);
    return update.update_id;
  }

  /** The bot has accepted this update. False when a fault wants it delivered once more. */
  accept(id: number): boolean {
    const entry = this.#pending.get(id);
    if (entry && entry.repeats > 0) {
      entry.repeats -= 1;
      return false;
    }
    this.#pending.delete(id);
    return true;
  }

  waiting(): QueuedUpdate[] {
    return [...this.#pending.values()].filter((entry) => this.#isAlive(entry));
  }

  isWaiting(id: number): boolean {
    const entry = this.#pending.get(id);
    return entry !== undefined && this.#isAlive(entry);
  }

  #isAlive({ update, kind, at }: QueuedUpdate): boolean {
    const isBrief = kind === "callback_query" || kind === "pre_checkout_query";
    const isAlive = this.#clock.now().getTime() - at <= (isBrief ? callbackLife : messageLife);
    if (!isAlive) this.#pending.delete(update.update_id);
    return isAlive;
  }

  clear(): void {
    this.#pending.clear();
  }

  onPush(listener: (entry: QueuedUpdate) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
