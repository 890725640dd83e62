import type { InlineKeyboardButton } from "grammy/types";
import type { Screen } from "../screen.ts";

/** Some words with at most a few buttons, one below the other. */
export function noticeScreen(text: string, ...buttons: readonly InlineKeyboardButton[]): Screen {
  return buttons.length > 0 ? { text, keyboard: buttons.map((button) => [button]) } : { text };
}
