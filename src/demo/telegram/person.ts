import type { ApiUser, BotCommand, InlineButton } from "./api-types.ts";
import { type Content, type Conversation, type StoredMessage, toUnix } from "./conversation.ts";
import { addFoundEntities } from "./found-entities.ts";
import { commandsFor } from "./methods/commands.ts";
import { postMessage, showVersion } from "./post-message.ts";
import { type ShownMessage, shownMessage } from "./shown-message.ts";
import type { BotAccount, Tap, TapAnswer, World } from "./world.ts";

type Wanted = string | RegExp;
export type PressResult =
  | { kind: "callback"; tap: Tap }
  | { kind: "message"; message: ShownMessage }
  | { kind: "url"; url: string }
  | { kind: "copy"; text: string };

const defaultTimeout = 5_000;

/** A person in the chat with one bot: writes, taps, and sees what the bot shows. */
export class Person {
  readonly #world: World;
  readonly #bot: BotAccount;
  readonly #conversation: Conversation;
  #lastAct = 0;

  constructor(world: World, bot: BotAccount, conversation: Conversation) {
    this.#world = world;
    this.#bot = bot;
    this.#conversation = conversation;
  }

  // --- what the person sees ---

  get id(): number {
    return this.profile.id;
  }

  get profile(): ApiUser {
    return this.#conversation.person;
  }

  /** What is on the screen now, oldest first. */
  get messages(): ShownMessage[] {
    return this.#conversation.visible().map(shownMessage);
  }

  /** Also what was deleted. */
  get history(): ShownMessage[] {
    return [...this.#conversation.messages.values()].map(shownMessage);
  }

  /** The bot's messages on the screen as one plain text. */
  get sees(): string {
    const fromBot = this.messages.filter((message) => message.from === "bot");
    return fromBot.map((message) => message.text).join("\n\n");
  }

  get last(): ShownMessage | undefined {
    return this.messages.findLast((message) => message.from === "bot");
  }

  get keyboard(): string[][] {
    const rows = this.#conversation.keyboard?.keyboard ?? [];
    return rows.map((row) => row.map((button) => button.text));
  }

  get isBlocking(): boolean {
    return this.#conversation.isBlocked;
  }

  get commands(): BotCommand[] {
    return commandsFor(this.#bot, this.profile);
  }

  get tapped(): Tap[] {
    return [...this.#bot.taps.values()].filter((tap) => tap.personId === this.id);
  }

  /** What the bot answered to taps: toasts and alerts, oldest first. */
  get answers(): TapAnswer[] {
    return this.tapped.flatMap((tap) => tap.answer ?? []);
  }

  /** Every appearance of any message of the bot that ever contained this. */
  shown(text: Wanted): { messageId: number; at: Date; text: string }[] {
    return this.history
      .filter((message) => message.from === "bot")
      .flatMap(({ id, versions }) =>
        versions
          .filter(({ content }) => contains(content.text, text))
          .map(({ at, content }) => ({ messageId: id, at, text: content.text })),
      );
  }

  // --- what the person does ---

  /** The chat was begun long ago: the bot may write, although nothing is on the screen yet. */
  hasStarted(): this {
    this.#conversation.isStarted = true;
    return this;
  }

  sends(text: string, options: { replyTo?: number } = {}): ShownMessage {
    return this.#says({ kind: "text", ...typed(text) }, options.replyTo);
  }

  sendsPhoto(bytes: Uint8Array, caption = ""): ShownMessage {
    const upload = { name: "photo.jpg", type: "image/jpeg", bytes };
    const file = this.#world.files.add(this.#bot.me.id, "photo", upload);
    return this.#says({ kind: "photo", ...typed(caption), file });
  }

  sendsDocument(
    name: string,
    bytes: Uint8Array | string,
    caption = "",
    type = "application/octet-stream",
  ): ShownMessage {
    const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
    const file = this.#world.files.add(this.#bot.me.id, "document", { name, type, bytes: data });
    return this.#says({ kind: "document", ...typed(caption), file });
  }

  sendsSticker(bytes: Uint8Array = new Uint8Array([1])): ShownMessage {
    const upload = { name: "sticker.webp", type: "image/webp", bytes };
    const file = this.#world.files.add(this.#bot.me.id, "sticker", upload);
    return this.#says({ kind: "sticker", ...typed(""), file });
  }

  sendsContact(phone: string): ShownMessage {
    const contact = { phone_number: phone, first_name: this.profile.first_name, user_id: this.id };
    return this.#says({ kind: "contact", ...typed(""), extra: { contact } });
  }

  /** The person changes a message of their own. */
  edits(messageId: number, text: string): void {
    const message = this.#conversation.find(messageId);
    if (message?.by !== "person") throw new Error(`No own message ${messageId} to edit`);
    message.editedAt = this.#world.clock.now();
    showVersion(
      this.#world,
      this.#conversation,
      message,
      { ...message.content, ...typed(text) },
      [],
    );
    this.#push("edited_message", this.#conversation.toApi(message), "chat");
  }

  /** Presses a button by its label, waiting until it is there. */
  async taps(
    wanted: Wanted | ((button: InlineButton) => boolean),
    timeout = defaultTimeout,
  ): Promise<PressResult> {
    return await this.#until(
      () => this.#press(wanted),
      timeout,
      () => `a button ${typeof wanted === "function" ? "that fits" : wanted}`,
    );
  }

  /** A callback query with any data at all, as a hostile client can send it. */
  tapsData(data: string, messageId = this.last?.id ?? 0): Tap {
    const world = this.#world;
    this.#acts();
    const now = world.clock.now();
    const id = `${this.id}${String(this.#bot.taps.size).padStart(9, "0")}`;
    const tap: Tap = {
      id,
      personId: this.id,
      messageId,
      data,
      at: now.getTime(),
      answer: undefined,
    };
    this.#bot.taps.set(id, tap);
    const message = this.#conversation.find(messageId);
    const inaccessible = { chat: this.#conversation.chat(), message_id: messageId, date: 0 };
    const query = {
      id,
      from: this.profile,
      message: message ? this.#conversation.toApi(message) : inaccessible,
      chat_instance: String(this.id * 31 + this.#bot.me.id),
      data,
    };
    this.#push("callback_query", query, "taps");
    return tap;
  }

  blocks(): void {
    this.#setBlocked(true);
  }

  unblocks(): void {
    this.#setBlocked(false);
  }

  // --- waiting for what comes ---

  /** Waits until the bot shows this anywhere on the screen, or until a condition holds. */
  async waitFor(text: Wanted, timeout?: number): Promise<ShownMessage>;
  async waitFor<T>(
    condition: (person: Person) => T | undefined | null | false,
    timeout?: number,
  ): Promise<T>;
  async waitFor<T>(
    wanted: Wanted | ((person: Person) => T | undefined | null | false),
    timeout = defaultTimeout,
  ): Promise<T | ShownMessage> {
    if (typeof wanted === "function") {
      return await this.#until(
        () => wanted(this) || undefined,
        timeout,
        () => "the condition",
      );
    }
    return await this.#until(
      () => this.#find(wanted, 0),
      timeout,
      () => String(wanted),
    );
  }

  /** Waits until the bot shows this anew: sent or edited after the person's latest act. */
  async reads(text: Wanted, timeout = defaultTimeout): Promise<ShownMessage> {
    return await this.#until(
      () => this.#find(text, this.#lastAct),
      timeout,
      () => String(text),
    );
  }

  /** Waits for the answer to a tap: the toast, the alert, or just the end of the little clock. */
  async answerTo(tap: Tap | PressResult, timeout = defaultTimeout): Promise<TapAnswer> {
    const pressed = "kind" in tap ? (tap.kind === "callback" ? tap.tap : undefined) : tap;
    if (!pressed) throw new Error("Only an inline button is answered");
    return await this.#until(
      () => pressed.answer,
      timeout,
      () => `the answer to ${pressed.data}`,
    );
  }

  // --- internal ---

  #find(text: Wanted, after: number): ShownMessage | undefined {
    return this.messages.findLast(
      (message) =>
        message.from === "bot" &&
        contains(message.text, text) &&
        (message.versions.at(-1)?.sequence ?? 0) > after,
    );
  }

  #says(content: Content, replyTo?: number): ShownMessage {
    this.#acts();
    this.#conversation.isStarted = true;
    if (this.#conversation.isBlocked) this.#setBlocked(false);
    const original = this.#conversation.find(replyTo);
    const extra = original ? { reply_to_message: this.#conversation.toApi(original) } : {};
    const draft = { by: "person", content, extra } as const;
    const message = postMessage(this.#world, this.#bot, this.#conversation, draft);
    this.#push("message", this.#conversation.toApi(message), "chat");
    return shownMessage(message);
  }

  #press(wanted: Wanted | ((button: InlineButton) => boolean)): PressResult | undefined {
    const inline = this.#conversation
      .visible()
      .reverse()
      .flatMap((message) => message.buttons.flat().map((button) => ({ message, button })));
    const labels = this.keyboard.flat();
    for (const fits of fitting(wanted)) {
      const found = inline.find(({ button }) => fits(button));
      if (found) return this.#pressInline(found.message, found.button);
      const label = labels.find((text) => fits({ text }));
      if (label !== undefined) return { kind: "message", message: this.sends(label) };
    }
    return undefined;
  }

  #pressInline(message: StoredMessage, button: InlineButton): PressResult {
    if (button.url !== undefined) return { kind: "url", url: button.url };
    if (button.copy_text) return { kind: "copy", text: button.copy_text.text };
    return { kind: "callback", tap: this.tapsData(button.callback_data ?? "", message.id) };
  }

  #setBlocked(isBlocked: boolean): void {
    const conversation = this.#conversation;
    if (conversation.isBlocked === isBlocked) return;
    conversation.isBlocked = isBlocked;
    const member = (isKicked: boolean) =>
      isKicked
        ? { user: this.#bot.me, status: "kicked", until_date: 0 }
        : { user: this.#bot.me, status: "member" };
    const change = {
      chat: conversation.chat(),
      from: this.profile,
      date: toUnix(this.#world.clock.now()),
      old_chat_member: member(!isBlocked),
      new_chat_member: member(isBlocked),
    };
    this.#push("my_chat_member", change, "chat");
    this.#world.tell({ kind: "chat", bot: this.#bot.me, personId: this.id });
  }

  #push(kind: string, body: unknown, queue: "chat" | "taps"): void {
    this.#world.push(this.#bot, kind, body, `${queue} ${this.id}`);
  }

  #acts(): void {
    this.#lastAct = this.#world.sequence;
  }

  async #until<T>(look: () => T | undefined, timeout: number, what: () => string): Promise<T> {
    const now = look();
    if (now !== undefined) return now;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const stop = this.#world.watch((change) => {
      if (change.bot.id !== this.#bot.me.id || change.personId !== this.id) return;
      try {
        const found = look();
        if (found !== undefined) resolve(found);
      } catch (error) {
        reject(error);
      }
    });
    const timer = setTimeout(() => reject(new Error(this.#complaint(what(), timeout))), timeout);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  #complaint(what: string, timeout: number): string {
    const latest = this.messages.slice(-5).map(({ from, text, buttons }) => {
      const labels = buttons.flat().map((button) => `[${button.text}]`);
      return `  ${from}: ${text.slice(0, 300)} ${labels.join(" ")}`;
    });
    const name = this.profile.first_name;
    return `${name} waited ${timeout} ms for ${what} and sees:\n${latest.join("\n") || "  nothing"}`;
  }
}

const contains = (text: string, wanted: Wanted): boolean =>
  typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);

/** The whole label is meant before a part of one. */
function fitting(wanted: Wanted | ((button: InlineButton) => boolean)) {
  if (typeof wanted === "function") return [wanted];
  if (typeof wanted !== "string") return [(button: InlineButton) => wanted.test(button.text)];
  return [
    (button: InlineButton) => button.text === wanted,
    (button: InlineButton) => button.text.includes(wanted),
  ];
}

const typed = (text: string) => ({
  text,
  entities: addFoundEntities(text, []),
  html: Bun.escapeHTML(text),
});
