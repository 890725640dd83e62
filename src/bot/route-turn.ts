import type { Message } from "grammy/types";
import { texts } from "../texts/texts.ts";
import type { Registration } from "./area.ts";
import { parseCallbackData } from "./callback-data.ts";
import type { StoredDialog } from "./dialogs/dialogs.queries.ts";
import type { Dialogs } from "./dialogs/run-dialog.ts";
import type { Registry } from "./registry.ts";
import type { Allow, Handler, Turn } from "./turn.ts";

/** Somebody asked for what he may not use: a forged press, or a right that was taken away. */
export type Refused = {
  readonly userId: number;
  readonly kind: Registration["kind"];
  readonly what: string;
  readonly allow: Allow;
};

export type Routing = {
  readonly registry: Registry;
  readonly dialogs: Dialogs;
  readonly onRefused: (refused: Refused) => void;
};

/** Finds who answers, and asks for every update whether this person may use it. */
export async function routeTurn(
  routing: Routing,
  turn: Turn,
  stored: StoredDialog | undefined,
): Promise<void> {
  if (turn.callback) return routePress(routing, turn, turn.callback.data);
  if (turn.command) return routeCommand(routing, turn, stored, turn.command);
  const { registry, dialogs } = routing;
  const menu = turn.text === undefined ? undefined : registry.menu(turn.text);
  if (menu) {
    if (!may(routing, turn, menu, turn.text ?? "")) return notUnderstood(turn);
    if (stored) await dialogs.leave(turn, stored);
    return menu.run(turn);
  }
  if (stored && !stored.isPaused && isSpoken(turn.message)) {
    return isCancelWord(turn.text) ? dialogs.cancel(turn, stored) : dialogs.answer(turn, stored);
  }
  return routeTyped(routing, turn);
}

// --- internal ---

async function routePress(routing: Routing, turn: Turn, data: string): Promise<void> {
  const parsed = parseCallbackData(data);
  const button = parsed && routing.registry.button(parsed.name);
  const run: Handler | undefined = button?.open(parsed?.parts ?? []);
  if (!button || !run) return menuWasUpdated(turn);
  if (!may(routing, turn, button, button.name)) {
    return turn.answer(turn.texts.common.notAvailable);
  }
  await run(turn);
}

async function routeCommand(
  routing: Routing,
  turn: Turn,
  stored: StoredDialog | undefined,
  { name, args }: NonNullable<Turn["command"]>,
): Promise<void> {
  const command = routing.registry.command(name);
  if (!command || !may(routing, turn, command, `/${name}`)) {
    return turn.reply(turn.texts.common.unknownCommand);
  }
  if (stored && name !== "cancel") await routing.dialogs.leave(turn, stored);
  const link = name === "start" && args ? routing.registry.deepLink(args) : undefined;
  if (!link || !may(routing, turn, link, link.prefix)) return command.run(turn, args);
  // Whoever comes by a link for the first time gets the keyboard too.
  if (turn.user.isNew) await command.run(turn, "");
  await link.run(turn, args.slice(link.prefix.length));
}

async function routeTyped({ registry }: Routing, turn: Turn): Promise<void> {
  const text = turn.text?.trim() ?? "";
  const taker = text ? registry.typed(text).find(({ allow }) => turn.may(allow)) : undefined;
  if (taker) return taker.run(turn, text);
  if (isSpoken(turn.message)) notUnderstood(turn);
}

function may(
  { onRefused }: Routing,
  turn: Turn,
  { kind, allow }: Registration,
  what: string,
): boolean {
  if (turn.may(allow)) return true;
  onRefused({ userId: turn.user.id, kind, what, allow });
  return false;
}

function menuWasUpdated(turn: Turn): void {
  const text = turn.texts.common.menuWasUpdated;
  turn.answer(text);
  turn.reply({ text, replyKeyboard: turn.mainKeyboard() });
}

function notUnderstood(turn: Turn): void {
  const text = turn.texts.common.notUnderstood;
  turn.reply({ text, replyKeyboard: turn.mainKeyboard() });
}

const cancelWords = new Set(
  Object.values(texts).flatMap(({ common }) => [
    ...common.dialog.cancelWords,
    common.dialog.cancel,
  ]),
);

function isCancelWord(text: string | undefined): boolean {
  const word = text?.trim() ?? "";
  return cancelWords.has(word) || cancelWords.has(word.toLowerCase());
}

/** A person said something; Telegram's own notices (a pinned message) are nothing to answer. */
function isSpoken(message: Message | undefined): boolean {
  return message !== undefined && spoken.some((key) => key in message);
}

const spoken = [
  "text",
  "photo",
  "document",
  "sticker",
  "voice",
  "video",
  "video_note",
  "animation",
  "audio",
  "contact",
  "location",
];
