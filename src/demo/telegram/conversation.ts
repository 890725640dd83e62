import type {
  ApiChat,
  ApiMessage,
  ApiUser,
  Entity,
  InlineButton,
  KeyboardMarkup,
  ReplyMarkup,
} from "./api-types.ts";
import type { FileKind, StoredFile } from "./file-store.ts";

export type Content = {
  kind: "text" | "contact" | FileKind;
  text: string;
  entities: Entity[];
  /** As the bot wrote it, tags and all. */
  html: string;
  file?: StoredFile;
  extra?: Record<string, unknown>;
};

/** One appearance of a message: the first one and one for every edit. */
export type Version = { sequence: number; at: Date; content: Content; buttons: InlineButton[][] };

export type StoredMessage = {
  id: number;
  by: "bot" | "person";
  content: Content;
  buttons: InlineButton[][];
  /** Sent with a reply keyboard: Telegram never lets such a message be edited. */
  isLocked: boolean;
  isProtected: boolean;
  sentAt: Date;
  editedAt?: Date;
  deleted: boolean;
  versions: Version[];
  extra: Record<string, unknown>;
};

/** The private chat of one person with one bot, as both see it. */
export class Conversation {
  readonly bot: ApiUser;
  readonly person: ApiUser;
  readonly messages = new Map<number, StoredMessage>();
  isStarted = false;
  isBlocked = false;
  keyboard: KeyboardMarkup | undefined;
  pinned: number[] = [];

  constructor(bot: ApiUser, person: ApiUser) {
    this.bot = bot;
    this.person = person;
  }

  visible(): StoredMessage[] {
    return [...this.messages.values()].filter((message) => !message.deleted);
  }

  find(id: number | undefined): StoredMessage | undefined {
    const message = id === undefined ? undefined : this.messages.get(id);
    return message?.deleted ? undefined : message;
  }

  add(message: StoredMessage, markup: ReplyMarkup | undefined): void {
    this.messages.set(message.id, message);
    if (markup?.kind === "keyboard") this.keyboard = markup.keyboard;
    if (markup?.kind === "remove") this.keyboard = undefined;
  }

  chat(): ApiChat {
    const { id, first_name, last_name, username } = this.person;
    return {
      id,
      type: "private",
      first_name,
      ...(last_name ? { last_name } : {}),
      ...(username ? { username } : {}),
    };
  }

  toApi(message: StoredMessage): ApiMessage {
    return {
      message_id: message.id,
      from: message.by === "bot" ? this.bot : this.person,
      chat: this.chat(),
      date: toUnix(message.sentAt),
      ...(message.editedAt ? { edit_date: toUnix(message.editedAt) } : {}),
      ...message.extra,
      ...contentFields(message.content),
      ...(message.buttons.length > 0 ? { reply_markup: { inline_keyboard: message.buttons } } : {}),
      ...(message.isProtected ? { has_protected_content: true } : {}),
    };
  }
}

export const toUnix = (date: Date): number => Math.floor(date.getTime() / 1000);

function contentFields({ kind, text, entities, file, extra }: Content): Record<string, unknown> {
  const prefix = kind === "text" ? "" : "caption_";
  return {
    ...(kind === "text" ? { text } : {}),
    ...(kind !== "text" && text ? { caption: text } : {}),
    ...(entities.length > 0 ? { [`${prefix}entities`]: entities } : {}),
    ...(file ? fileFields(kind, file) : {}),
    ...extra,
  };
}

function fileFields(kind: Content["kind"], file: StoredFile): Record<string, unknown> {
  const { width, height } = file;
  const base = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length };
  const named = { ...base, file_name: file.name, mime_type: file.type };
  switch (kind) {
    case "photo":
      return { photo: photoSizes(file) };
    case "video":
      return { video: { ...named, width, height, duration: 1 } };
    case "animation": {
      const animation = { ...named, width, height, duration: 1 };
      return { animation, document: named };
    }
    case "sticker": {
      const traits = { type: "regular", is_animated: false, is_video: false };
      return { sticker: { ...base, ...traits, width, height } };
    }
    default:
      return { document: named };
  }
}

function photoSizes(file: StoredFile) {
  const { width, height, bytes } = file;
  const full = {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: bytes.length,
    width,
    height,
  };
  const ratio = 90 / Math.max(width, height);
  if (ratio >= 1) return [full];
  const small = {
    file_id: `${file.id}_s`,
    file_unique_id: `${file.uniqueId}s`,
    file_size: Math.ceil(bytes.length * ratio),
    width: Math.max(1, Math.round(width * ratio)),
    height: Math.max(1, Math.round(height * ratio)),
  };
  return [small, full];
}
