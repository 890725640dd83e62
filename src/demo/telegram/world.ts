import type { Clock } from "../../lib/clock.ts";
import type { ApiUser, BotCommand } from "./api-types.ts";
import { Conversation, type StoredMessage } from "./conversation.ts";
import type { Faults } from "./faults.ts";
import type { FileStore } from "./file-store.ts";
import type { Poller } from "./poller.ts";
import type { UpdateQueue } from "./update-queue.ts";
import type { WebhookDelivery } from "./webhook-delivery.ts";

/** The answer to a tap, as the person sees it. */
export type TapAnswer = { text: string; isAlert: boolean; url: string; at: Date };

export type Tap = {
  id: string;
  personId: number;
  messageId: number;
  data: string;
  at: number;
  answer: TapAnswer | undefined;
};

export type BotAccount = {
  token: string;
  me: ApiUser;
  conversations: Map<number, Conversation>;
  updates: UpdateQueue;
  poller: Poller;
  webhook: WebhookDelivery;
  /** By scope and language. */
  commands: Map<string, BotCommand[]>;
  /** Name, descriptions, menu button: whatever is only kept and given back. */
  profile: Map<string, unknown>;
  taps: Map<string, Tap>;
  nextMessageId: number;
  lastWebhookCall: number;
};

export type Change = {
  bot: ApiUser;
  personId: number;
  sequence: number;
} & (
  | { kind: "message"; message: StoredMessage }
  | { kind: "answer"; tap: Tap }
  | { kind: "typing"; action: string }
  | { kind: "chat" }
);

type News = Change extends infer Each
  ? Each extends Change
    ? Omit<Each, "sequence">
    : never
  : never;

/** All that exists in the simulated Telegram. */
export class World {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly files: FileStore;
  readonly bots = new Map<string, BotAccount>();
  readonly people = new Map<number, ApiUser>();
  readonly #watchers = new Set<(change: Change) => void>();
  allowHttpWebhooks: boolean;
  callbackLifeMs: number;
  sequence = 0;

  constructor(parts: {
    clock: Clock;
    faults: Faults;
    files: FileStore;
    allowHttpWebhooks: boolean;
    callbackLifeMs: number;
  }) {
    this.clock = parts.clock;
    this.faults = parts.faults;
    this.files = parts.files;
    this.allowHttpWebhooks = parts.allowHttpWebhooks;
    this.callbackLifeMs = parts.callbackLifeMs;
  }

  conversation(bot: BotAccount, person: ApiUser): Conversation {
    const known = bot.conversations.get(person.id);
    if (known) return known;
    const conversation = new Conversation(bot.me, person);
    bot.conversations.set(person.id, conversation);
    return conversation;
  }

  watch(watcher: (change: Change) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  tell(news: News): void {
    this.sequence += 1;
    const change: Change = { ...news, sequence: this.sequence };
    for (const watcher of this.#watchers) watcher(change);
  }

  push(bot: BotAccount, kind: string, body: unknown, queue: string): void {
    bot.poller.isReordered = this.faults.reorderUpdates;
    bot.webhook.isReordered = this.faults.reorderUpdates;
    bot.updates.push(kind, body, queue, this.faults.duplicateUpdates);
  }
}
