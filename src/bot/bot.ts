import type { Update } from "grammy/types";
import type { Tx } from "../../db/client.ts";
import type { Clock } from "../lib/clock.ts";
import type { Vault } from "../lib/crypto.ts";
import type { TimeZone } from "../lib/time-zone.ts";
import { unparkChat } from "../outbox/outbox.queries.ts";
import { type OutgoingCall, outgoing } from "../outbox/outgoing-call.ts";
import { type Counter, standingOf } from "../shop/customers/roles.ts";
import {
  countNewCustomer,
  languageOf,
  type SeenCustomer,
  seeCustomer,
  setReachable,
} from "../shop/customers/see-customer.ts";
import { shopTexts } from "../shop/settings/shop-texts.ts";
import type { Language } from "../texts/language.ts";
import { texts } from "../texts/texts.ts";
import type { Area } from "./area.ts";
import { dialogArea } from "./dialogs/dialog-area.ts";
import { makeDialogs } from "./dialogs/run-dialog.ts";
import { type Files, type Handled, makeTurn } from "./make-turn.ts";
import { type Incoming, readUpdate } from "./read-update.ts";
import { makeRegistry, type Registry } from "./registry.ts";
import { type Refused, routeTurn } from "./route-turn.ts";
import type { Turn, TurnUser } from "./turn.ts";

export type BotDeps = {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly zone: TimeZone;
  /** Owners and admins, from the configuration. */
  readonly counter: Counter;
  readonly defaultLanguage: Language;
  /** The bot's own name, for the way from a group into the private chat. */
  readonly username: () => string;
  /** Asked in order before anything is handled: anti-spam, maintenance. */
  readonly guards?: readonly Guard[];
  /** Somebody pressed or typed what is not for him. */
  readonly onRefused?: (refused: Refused) => void;
};

/** "stop" ends the turn with whatever the guard has replied. */
export type Guard = (turn: Turn) => Promise<"pass" | "stop">;

export type Bot = {
  readonly registry: Registry;
  /** Everything that one update does, inside the transaction of the caller. */
  handle(tx: Tx, update: Update, files: Files): Promise<Handled>;
  /** What a person hears when his update could not be handled. */
  apologize(tx: Tx, update: Update): Promise<readonly OutgoingCall[]>;
};

export function createBot(deps: BotDeps, areas: readonly Area[]): Bot {
  const dialogs = makeDialogs(deps.vault, () => registry);
  const registry: Registry = makeRegistry([dialogArea(dialogs), ...areas]);
  const { clock, counter, defaultLanguage, guards = [], onRefused = () => {} } = deps;

  return {
    registry,
    async handle(tx, update, files) {
      const incoming = readUpdate(update);
      if (!incoming) return nothing;
      if (incoming.chat.type !== "private") return outsideOfPrivateChats(deps, incoming);
      const now = clock.now();
      const seen = await see(tx, incoming, now);
      if (incoming.membership) return nothing;
      const user = userOf(counter, defaultLanguage, incoming, seen);
      const stored = await dialogs.find({ tx, user });
      const shopWords = await shopTexts(tx, user.language, now);
      const parts = { tx, now, update, incoming, user, texts: shopWords, files, dialogs, stored };
      const { turn, handled } = makeTurn(parts);
      if (await mayGoOn(turn, guards)) {
        await routeTurn({ registry, dialogs, onRefused }, turn, stored);
      }
      if (seen.isNew) await countNewCustomer(tx, deps.zone.day(now));
      return handled();
    },
    async apologize(tx, update) {
      const incoming = readUpdate(update);
      if (incoming?.chat.type !== "private") return [];
      const language = (await languageOf(tx, incoming.from.id)) ?? defaultLanguage;
      const { sorry } = texts[language].common;
      const { callback, chat } = incoming;
      const answer = callback
        ? [outgoing("answerCallbackQuery", { callback_query_id: callback.id })]
        : [];
      return [...answer, outgoing("sendMessage", { chat_id: chat.id, text: sorry })];
    },
  };
}

// --- internal ---

const nothing: Handled = { replies: [], after: [] };

async function see(tx: Tx, { from, membership }: Incoming, now: Date): Promise<SeenCustomer> {
  const { id, first_name: firstName, last_name: lastName, username } = from;
  const seen = await seeCustomer(tx, { id, firstName, lastName, username }, now);
  if (membership === "left") await setReachable(tx, seen.id, now);
  else if (seen.wasUnreachable) {
    await setReachable(tx, seen.id, null);
    await unparkChat(tx, id, now);
  }
  return seen;
}

function userOf(
  counter: Counter,
  defaultLanguage: Language,
  { from }: Incoming,
  seen: SeenCustomer,
): TurnUser {
  const { id, isBlocked, isNew, quietUntil } = seen;
  return {
    ...standingOf(counter, id, seen.staffRights),
    ...{ id, isBlocked, isNew, quietUntil },
    language: seen.language ?? defaultLanguage,
    firstName: from.first_name,
    username: from.username,
  };
}

async function mayGoOn(turn: Turn, guards: readonly Guard[]): Promise<boolean> {
  for (const guard of guards) {
    if ((await guard(turn)) === "stop") return false;
  }
  // Who runs the shop cannot be locked out of it by a row.
  if (!turn.user.isBlocked || turn.may("admin")) return true;
  const { blocked } = turn.texts.common;
  if (turn.callback) turn.answer(blocked, { alert: true });
  else turn.reply({ text: blocked, replyKeyboard: "remove" });
  return false;
}

/** The shop is between two: in a group the bot says so once, and goes. */
function outsideOfPrivateChats(deps: BotDeps, { chat, membership }: Incoming): Handled {
  if (membership !== "joined") return nothing;
  const { privateOnly, openPrivateChat } = texts[deps.defaultLanguage].common;
  const link = { text: openPrivateChat, url: `https://t.me/${deps.username()}` };
  const says = outgoing("sendMessage", {
    chat_id: chat.id,
    text: privateOnly,
    reply_markup: { inline_keyboard: [[link]] },
  });
  const leaves = outgoing("leaveChat", { chat_id: chat.id });
  return { replies: chat.type === "channel" ? [leaves] : [says, leaves], after: [] };
}
