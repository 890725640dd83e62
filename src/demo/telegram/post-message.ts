import type { InlineButton, ReplyMarkup } from "./api-types.ts";
import type { Content, Conversation, StoredMessage } from "./conversation.ts";
import type { BotAccount, World } from "./world.ts";

export type Draft = {
  by: "bot" | "person";
  content: Content;
  markup?: ReplyMarkup | undefined;
  isProtected?: boolean;
  extra?: Record<string, unknown>;
};

/** Puts a new message into the chat and tells whoever watches. */
export function postMessage(
  world: World,
  bot: BotAccount,
  conversation: Conversation,
  { by, content, markup, isProtected = false, extra = {} }: Draft,
): StoredMessage {
  const buttons = markup?.kind === "inline" ? markup.inline.inline_keyboard : [];
  const sentAt = world.clock.now();
  const message: StoredMessage = {
    id: bot.nextMessageId,
    by,
    content,
    buttons,
    isLocked: markup !== undefined && markup.kind !== "inline",
    isProtected,
    sentAt,
    deleted: false,
    versions: [],
    extra,
  };
  bot.nextMessageId += 1;
  conversation.add(message, markup);
  showVersion(world, conversation, message, content, buttons);
  return message;
}

/** The message looks like this from now on; how it looked before is kept. */
export function showVersion(
  world: World,
  conversation: Conversation,
  message: StoredMessage,
  content: Content,
  buttons: InlineButton[][],
): void {
  message.content = content;
  message.buttons = buttons;
  message.versions.push({ sequence: world.sequence + 1, at: world.clock.now(), content, buttons });
  world.tell({ kind: "message", bot: conversation.bot, personId: conversation.person.id, message });
}
