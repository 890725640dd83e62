import type { InlineKeyboardMarkup, Message, ReplyKeyboardMarkup } from "grammy/types";
import { type OutgoingCall, outgoing } from "../outbox/outgoing-call.ts";
import type { Screen } from "./screen.ts";

/** The calls that show a screen as a new message. */
export function replyCalls(chatId: number, screen: Screen): readonly OutgoingCall[] {
  const { text, photo } = screen;
  if (photo === undefined) return [messageCall(chatId, screen)];
  if (text.length > longestCaption) {
    return [outgoing("sendPhoto", { chat_id: chatId, photo }), messageCall(chatId, screen)];
  }
  const caption = { caption: text, parse_mode: "HTML" } as const;
  return [outgoing("sendPhoto", { chat_id: chatId, photo, ...caption, ...markup(screen) })];
}

/**
 * The calls that show a screen in place of the message whose button was pressed. A picture can
 * take the place of words but not the other way round: then the old message goes.
 */
export function editCalls(
  chatId: number,
  message: Message | undefined,
  screen: Screen,
): readonly OutgoingCall[] {
  const fresh = replyCalls(chatId, screen);
  const [first] = fresh;
  if (!message || !first || fresh.length > 1 || needsNewMessage(screen)) return fresh;
  const where = { chat_id: chatId, message_id: message.message_id };
  const keyboard = inlineMarkup(screen);
  if (screen.photo !== undefined) {
    const words = { caption: screen.text, parse_mode: "HTML" } as const;
    const media = { type: "photo", media: screen.photo, ...words } as const;
    return [outgoing("editMessageMedia", { ...where, media, ...keyboard }, first)];
  }
  if ("text" in message) {
    const words = { text: screen.text, parse_mode: "HTML", ...preview(screen) } as const;
    return [outgoing("editMessageText", { ...where, ...words, ...keyboard }, first)];
  }
  return [outgoing("deleteMessage", where), first];
}

// --- internal ---

const longestCaption = 1_024;

function messageCall(chatId: number, screen: Screen): OutgoingCall {
  const words = { text: screen.text, parse_mode: "HTML", ...preview(screen) } as const;
  return outgoing("sendMessage", { chat_id: chatId, ...words, ...markup(screen) });
}

function preview(screen: Screen) {
  return screen.linkPreview ? {} : { link_preview_options: { is_disabled: true } };
}

/** A keyboard under the chat comes with a new message only. */
function needsNewMessage(screen: Screen): boolean {
  return screen.keyboard === undefined && screen.replyKeyboard !== undefined;
}

function markup(screen: Screen): {
  reply_markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup | { remove_keyboard: true };
} {
  const { replyKeyboard } = screen;
  if (screen.keyboard || !replyKeyboard) return inlineMarkup(screen);
  if (replyKeyboard === "remove") return { reply_markup: { remove_keyboard: true } };
  const { rows, placeholder } = replyKeyboard;
  const keyboard = rows.map((row) =>
    row.map((key) => (typeof key === "string" ? { text: key } : key)),
  );
  const hint = placeholder ? { input_field_placeholder: placeholder } : {};
  return { reply_markup: { keyboard, resize_keyboard: true, is_persistent: true, ...hint } };
}

function inlineMarkup({ keyboard }: Screen): { reply_markup?: InlineKeyboardMarkup } {
  if (!keyboard) return {};
  return { reply_markup: { inline_keyboard: keyboard.map((row) => [...row]) } };
}
