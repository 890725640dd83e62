/** The part of the Bot API's vocabulary that the simulator speaks. */
export type ApiUser = {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
};

export type ApiChat = {
  id: number;
  type: "private";
  first_name: string;
  last_name?: string;
  username?: string;
};

export type Entity = {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: ApiUser;
  language?: string;
  custom_emoji_id?: string;
};

export type InlineButton = {
  text: string;
  callback_data?: string;
  url?: string;
  copy_text?: { text: string };
  web_app?: { url: string };
  pay?: boolean;
  [other: string]: unknown;
};

export type InlineMarkup = { inline_keyboard: InlineButton[][] };
export type KeyboardButton = { text: string; [other: string]: unknown };
export type KeyboardMarkup = {
  keyboard: KeyboardButton[][];
  one_time_keyboard?: boolean;
  input_field_placeholder?: string;
};

export type ReplyMarkup =
  | { kind: "inline"; inline: InlineMarkup }
  | { kind: "keyboard"; keyboard: KeyboardMarkup }
  | { kind: "remove" }
  | { kind: "force"; placeholder: string | undefined };

export type ApiMessage = {
  message_id: number;
  date: number;
  chat: ApiChat;
  from: ApiUser;
  text?: string;
  caption?: string;
  [field: string]: unknown;
};

export type Update = { update_id: number; [kind: string]: unknown };
export type BotCommand = { command: string; description: string };
