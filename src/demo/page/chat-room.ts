import { z } from "zod";
import type { Person } from "../telegram/person.ts";
import { type ShownMessage, shownMessage } from "../telegram/shown-message.ts";
import type { SimulatedTelegram } from "../telegram/start-telegram.ts";
import type { Change } from "../telegram/world.ts";
import type { ChatPageOptions, DemoPerson } from "./start-chat-page.ts";
import { wireMessage } from "./wire-message.ts";

const who = { person: z.number(), bot: z.string() };
const sendBody = z.object({ ...who, text: z.string().trim().min(1).max(4_096) });
const tapBody = z.object({ ...who, message: z.number(), data: z.string() });
const blockBody = z.object({ ...who, blocked: z.boolean() });
const newPersonBody = z.object({
  name: z.string().trim().min(1).max(64),
  username: z.string().max(32),
  language: z.string().length(2),
});

/** What the page can see and do: the people and their chats with the bots. */
export class ChatRoom {
  readonly #telegram: SimulatedTelegram;
  readonly #options: ChatPageOptions;
  readonly #people: DemoPerson[];

  constructor(options: ChatPageOptions) {
    this.#telegram = options.telegram;
    this.#options = options;
    this.#people = [...options.people];
    for (const person of this.#people) this.#enter(person);
  }

  overview() {
    return {
      people: this.#people.map((person) => ({ ...person, bots: this.#botsOf(person) })),
      bots: this.#telegram.bots.map(({ username, first_name }) => ({ username, first_name })),
      links: this.#options.links ?? [],
      payBase: this.#options.payBase,
    };
  }

  chat(id: number, bot: string) {
    const person = this.#person(id, bot);
    return {
      messages: person.messages.map((message) => this.#wire(message, person, bot)),
      ...chatState(person),
    };
  }

  /** What the browser hears of a change; undefined when nobody on the page is concerned. */
  news(change: Change): unknown {
    const bot = change.bot.username ?? "";
    const known = this.#people.some((person) => person.id === change.personId);
    if (!known) return undefined;
    const about = { kind: change.kind, person: change.personId, bot };
    switch (change.kind) {
      case "message": {
        const person = this.#person(change.personId, bot);
        const message = this.#wire(shownMessage(change.message), person, bot);
        return { ...about, message, ...chatState(person) };
      }
      case "answer": {
        const { answer, messageId, data } = change.tap;
        return { ...about, messageId, data, text: answer?.text, isAlert: answer?.isAlert };
      }
      case "typing":
        return { ...about, action: change.action };
      case "chat":
        return { ...about, ...chatState(this.#person(change.personId, bot)) };
    }
  }

  file(bot: string, id: string): ShownMessage["file"] {
    for (const { id: personId } of this.#people) {
      const found = this.#person(personId, bot).history.find((each) => each.file?.id === id);
      if (found) return found.file;
    }
    return undefined;
  }

  upload(id: number, bot: string, file: { name: string; asPhoto: boolean; bytes: Uint8Array }) {
    const person = this.#person(id, bot);
    if (file.asPhoto) person.sendsPhoto(file.bytes);
    else person.sendsDocument(file.name, file.bytes);
  }

  act(path: string, body: unknown): unknown {
    switch (path) {
      case "/api/send": {
        const { person, bot, text } = sendBody.parse(body);
        return { id: this.#person(person, bot).sends(text).id };
      }
      case "/api/tap": {
        const { person, bot, message, data } = tapBody.parse(body);
        return { id: this.#person(person, bot).tapsData(data, message).id };
      }
      case "/api/block": {
        const { person, bot, blocked } = blockBody.parse(body);
        const blocker = this.#person(person, bot);
        if (blocked) blocker.blocks();
        else blocker.unblocks();
        return { blocked };
      }
      case "/api/people":
        return this.#add(newPersonBody.parse(body));
      default:
        return undefined;
    }
  }

  #add({ name, username, language }: z.infer<typeof newPersonBody>) {
    const id = Math.max(7_000_000, ...this.#people.map((person) => person.id)) + 1;
    const handle = username.replace(/[^A-Za-z0-9_]/g, "");
    const person: DemoPerson = {
      id,
      first_name: name,
      language_code: language,
      role: "pelanggan",
      ...(handle ? { username: handle } : {}),
    };
    this.#people.push(person);
    this.#enter(person);
    return { id };
  }

  #enter(person: DemoPerson): void {
    for (const bot of this.#botsOf(person)) {
      const entered = this.#telegram.user(identityOf(person), this.#token(bot));
      if (person.hasStarted) entered.hasStarted();
    }
  }

  #person(id: number, bot: string): Person {
    const person = this.#people.find((each) => each.id === id);
    if (!person) throw new Error(`Nobody here has the id ${id}`);
    return this.#telegram.user(identityOf(person), this.#token(bot));
  }

  #botsOf({ bots }: DemoPerson): string[] {
    return bots ?? this.#telegram.bots.slice(0, 1).map(({ username }) => username);
  }

  #token(bot: string): string {
    const token = this.#options.tokens[bot];
    if (token === undefined) throw new Error(`No bot here is called ${bot}`);
    return token;
  }

  #wire(message: ShownMessage, person: Person, bot: string) {
    return wireMessage(message, bot, this.#options.payUrlFor?.(message, person));
  }
}

function identityOf({ role: _role, bots: _bots, hasStarted: _, ...identity }: DemoPerson) {
  return identity;
}

const chatState = (person: Person) => ({
  keyboard: person.keyboard,
  commands: person.commands,
  blocked: person.isBlocking,
});
