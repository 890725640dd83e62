import type { Chat, Message, Update, User } from "grammy/types";

/** The kinds of updates that the bot asks Telegram for. */
export const allowedUpdates = ["message", "callback_query", "my_chat_member"] as const;

/** What of an update the bot looks at. */
export type Incoming = {
  readonly from: User;
  readonly chat: Chat;
  /** What was written, or the message whose button was pressed if Telegram still shows it. */
  readonly message: Message | undefined;
  readonly callback: { readonly id: string; readonly data: string } | undefined;
  /** In a private chat: whether the person let the bot in or shut it out. */
  readonly membership: "joined" | "left" | undefined;
};

/** Nothing, where the update is of a kind that the shop has no answer to. */
export function readUpdate(update: Update): Incoming | undefined {
  const { message, callback_query: query, my_chat_member: member } = update;
  if (message?.from) {
    return { ...nothing, from: message.from, chat: message.chat, message };
  }
  if (query?.message) {
    const { from, id, message: shown, data = "" } = query;
    return {
      ...nothing,
      from,
      chat: shown.chat,
      message: shown.date === 0 ? undefined : (shown as Message),
      callback: { id, data },
    };
  }
  if (member) {
    const isOut = ["left", "kicked"].includes(member.new_chat_member.status);
    return {
      ...nothing,
      from: member.from,
      chat: member.chat,
      membership: isOut ? "left" : "joined",
    };
  }
  return undefined;
}

/** Whose turn it is: updates of one user are handled one after the other. */
export function userOf(update: Update): number {
  const id: unknown = readUpdate(update)?.from.id;
  // One that is no number must not keep from the table those that are stored along with it.
  return Number.isSafeInteger(id) ? Number(id) : 0;
}

// --- internal ---

const nothing = { message: undefined, callback: undefined, membership: undefined };
