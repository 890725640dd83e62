import type { InlineKeyboardButton, KeyboardButton } from "grammy/types";
import type { FileSpec } from "../outbox/outgoing-call.ts";

export type Keyboard = readonly (readonly InlineKeyboardButton[])[];

/** The keyboard under the chat, which stays until another one takes its place. */
export type ReplyKeyboard = {
  readonly rows: readonly (readonly (string | KeyboardButton)[])[];
  readonly placeholder?: string;
};

/** What a person sees: made of data and texts alone, by a function that does nothing else. */
export type Screen = {
  /** HTML; everything that a person typed has gone through `escapeHtml`. */
  readonly text: string;
  readonly keyboard?: Keyboard;
  /** Described, or the file_id of a picture that Telegram has. Its caption holds 1,024 characters. */
  readonly photo?: FileSpec | string;
  /** A message carries one keyboard: this one only where there is no `keyboard`. */
  readonly replyKeyboard?: ReplyKeyboard | "remove";
  /** Links show no preview unless the screen wants it. */
  readonly linkPreview?: boolean;
};
