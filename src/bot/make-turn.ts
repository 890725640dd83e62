import type { Message, PhotoSize, Update } from "grammy/types";
import type { Tx } from "../../db/client.ts";
import type { Result } from "../lib/result.ts";
import { type OutgoingCall, outgoing } from "../outbox/outgoing-call.ts";
import type { Texts } from "../texts/id.ts";
import { isAllowed } from "./allow.ts";
import type { StoredDialog } from "./dialogs/dialogs.queries.ts";
import type { Dialogs } from "./dialogs/run-dialog.ts";
import { mainKeyboard } from "./menus/main-keyboard.ts";
import type { Incoming } from "./read-update.ts";
import type { Screen } from "./screen.ts";
import { editCalls, replyCalls } from "./screen-calls.ts";
import type { Media, Turn, TurnUser } from "./turn.ts";

/** What a handled update leaves behind, to be stored with its effect. */
export type Handled = {
  readonly replies: readonly OutgoingCall[];
  readonly after: readonly (() => void | Promise<void>)[];
};

export type Files = ReadonlyMap<string, Result<Uint8Array, "too_big" | "unavailable">>;

/** Thrown by a turn that needs the bytes of a file: fetch it, and handle the update again. */
export class FileWanted extends Error {
  override name = "FileWanted";
  readonly fileId: string;
  constructor(fileId: string) {
    super("A file has to be fetched first");
    this.fileId = fileId;
  }
}

export type TurnParts = {
  readonly tx: Tx;
  readonly now: Date;
  readonly update: Update;
  readonly incoming: Incoming;
  readonly user: TurnUser;
  /** As this shop says them. */
  readonly texts: Texts;
  readonly files: Files;
  readonly dialogs: Dialogs;
  readonly stored: StoredDialog | undefined;
};

export function makeTurn(parts: TurnParts): { readonly turn: Turn; handled(): Handled } {
  const { tx, now, update, incoming, user, texts, files, dialogs, stored } = parts;
  const { message, callback } = incoming;
  const chatId = incoming.chat.id;
  const typed = callback ? undefined : (message?.text ?? message?.caption);
  const replies: OutgoingCall[] = [];
  const after: (() => void | Promise<void>)[] = [];
  let toast: { text?: string; show_alert?: boolean } = {};

  const turn: Turn = {
    ...{ tx, now, update, user, texts, chatId, callback, message },
    text: typed,
    command: commandIn(typed),
    photo: callback ? undefined : photoOf(message?.photo),
    document: callback ? undefined : documentOf(message),
    reply: (screen) => void replies.push(...replyCalls(chatId, asScreen(screen))),
    edit(screen) {
      const shown = callback ? message : undefined;
      replies.push(...editCalls(chatId, shown, asScreen(screen)));
    },
    answer(text, how) {
      toast = { text: text.slice(0, 200), ...(how?.alert ? { show_alert: true } : {}) };
    },
    send: (call) => void replies.push(call),
    deleteMessage(messageId = message?.message_id) {
      if (messageId === undefined) return;
      replies.push(outgoing("deleteMessage", { chat_id: chatId, message_id: messageId }));
    },
    async file(fileId) {
      const found = files.get(fileId);
      if (!found) throw new FileWanted(fileId);
      return found;
    },
    after: (run) => void after.push(run),
    may: (allow) => isAllowed(user, allow),
    mainKeyboard: () => mainKeyboard(user, texts),
    dialog: {
      current: stored && !stored.isPaused ? { name: stored.name, step: stored.step } : undefined,
      start: (dialog, draft, step) => dialogs.start(turn, dialog, draft, step),
      end: () => dialogs.end(turn),
    },
  };
  const handled = () => {
    // A press is answered first: until then the button spins.
    const answer = callback
      ? [outgoing("answerCallbackQuery", { callback_query_id: callback.id, ...toast })]
      : [];
    return { replies: [...answer, ...replies], after };
  };
  return { turn, handled };
}

// --- internal ---

function asScreen(screen: Screen | string): Screen {
  return typeof screen === "string" ? { text: screen } : screen;
}

/** `/start@toko_bot p_A1` is the command start with the words "p_A1". */
function commandIn(text: string | undefined): Turn["command"] {
  const match = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text ?? "");
  if (!match?.[1]) return undefined;
  return { name: match[1].toLowerCase(), args: match[2]?.trim() ?? "" };
}

function photoOf(sizes: readonly PhotoSize[] | undefined): Media | undefined {
  const largest = sizes?.at(-1);
  return largest && mediaOf(largest);
}

function documentOf(message: Message | undefined): Turn["document"] {
  const document = message?.document;
  if (!document) return undefined;
  const { file_name: name = "", mime_type: mimeType = "" } = document;
  return { ...mediaOf(document), name, mimeType };
}

function mediaOf(file: { file_id: string; file_unique_id: string; file_size?: number }): Media {
  return { fileId: file.file_id, uniqueId: file.file_unique_id, size: file.file_size ?? 0 };
}
