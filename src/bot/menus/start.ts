import { outgoing } from "../../outbox/outgoing-call.ts";
import { setLanguage } from "../../shop/customers/see-customer.ts";
import { type ShopNumbers, shopNumbers } from "../../shop/reports/shop-numbers.ts";
import { readSettings } from "../../shop/settings/read-settings.ts";
import { type Language, languages } from "../../texts/language.ts";
import { texts } from "../../texts/texts.ts";
import { type Area, onButton, onCommand, onMenu, type Registration } from "../area.ts";
import { defineButton, oneOf } from "../callback-data.ts";
import type { Screen } from "../screen.ts";
import type { Handler, Turn } from "../turn.ts";
import { mainKeyboard } from "./main-keyboard.ts";

export type StartDeps = {
  readonly storeName: string;
  /** What follows the greeting, such as the categories. */
  readonly afterGreeting?: Handler;
  /** Everything that the bot answers to: what of it are commands, /help names. */
  readonly registered: () => readonly Registration[];
};

/** The first words, the way home, help and language. */
export function startArea(deps: StartDeps): Area {
  const everyone = { allow: "everyone" } as const;
  return [
    onCommand("start", { ...everyone, describe: ({ common }) => common.commands.start }, (turn) =>
      greet(deps, turn),
    ),
    onButton(homeButton, everyone, (turn) => greet(deps, turn)),
    onCommand("help", { ...everyone, describe: ({ common }) => common.commands.help }, (turn) =>
      turn.reply(helpScreen(turn, deps.registered())),
    ),
    onCommand(
      "language",
      { ...everyone, describe: ({ common }) => common.commands.language },
      askLanguage,
    ),
    onMenu(({ common }) => common.menu.language, everyone, askLanguage),
    onButton(languageButton, everyone, changeLanguage),
  ];
}

export const homeButton = defineButton("home", {});

// --- internal ---

const languageButton = defineButton("lang", { to: oneOf(languages) });

async function greet(deps: StartDeps, turn: Turn): Promise<void> {
  const numbers = withNewcomer(await shopNumbers(turn.tx), turn.user.isNew);
  const { greeting } = turn.texts.common;
  await welcome(turn);
  const text = greeting({ ...numbers, name: turn.user.firstName, store: deps.storeName });
  turn.reply({ text, replyKeyboard: turn.mainKeyboard() });
  await deps.afterGreeting?.(turn);
}

/** On its own, so that a picture that Telegram no longer has keeps nobody from the words. */
async function welcome(turn: Turn): Promise<void> {
  const { welcomePicture: photo, welcomeSticker: sticker } = await readSettings(turn.tx);
  if (photo) turn.send(outgoing("sendPhoto", { chat_id: turn.chatId, photo }));
  else if (sticker) turn.send(outgoing("sendSticker", { chat_id: turn.chatId, sticker }));
}

/** Whoever reads this for the first time is counted when his turn ends. */
function withNewcomer(numbers: ShopNumbers, isNew: boolean): ShopNumbers {
  return isNew ? { ...numbers, customers: numbers.customers + 1 } : numbers;
}

function helpScreen(turn: Turn, registered: readonly Registration[]): Screen {
  const listed = registered.flatMap((entry) =>
    entry.kind === "command" && entry.describe && turn.may(entry.allow)
      ? [{ name: entry.name, says: entry.describe(turn.texts) }]
      : [],
  );
  return { text: turn.texts.common.help(listed), replyKeyboard: turn.mainKeyboard() };
}

function askLanguage(turn: Turn): void {
  const keyboard = languages.map((to) => [
    languageButton.button(texts[to].common.languageName, { to }),
  ]);
  turn.reply({ text: turn.texts.common.language.ask, keyboard });
}

async function changeLanguage(turn: Turn, { to }: { to: Language }): Promise<void> {
  await setLanguage(turn.tx, turn.user.id, to);
  turn.deleteMessage();
  // The keyboard under the chat changes with a new message only.
  const replyKeyboard = mainKeyboard(turn.user, texts[to]);
  turn.reply({ text: texts[to].common.language.changed, replyKeyboard });
}
