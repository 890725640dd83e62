import { badRequest } from "../api-error.ts";
import type { Conversation, StoredMessage } from "../conversation.ts";
import { type Call, knownChat, type Method, messageId, yes } from "./call.ts";

const deletable = 48 * 3_600_000;

export const deleteMessage: Method = (call) => {
  const conversation = knownChat(call);
  const message = conversation.find(messageId(call));
  if (!message) throw badRequest("message to delete not found");
  if (isTooOld(call, message)) throw badRequest("message can't be deleted for everyone");
  remove(call, conversation, message);
  return yes;
};

/** Those that are gone or too old are passed over without a word. */
export const deleteMessages: Method = (call) => {
  const conversation = knownChat(call);
  const ids = call.parameters.list("message_ids") ?? [];
  if (ids.length === 0) throw badRequest("message identifiers are not specified");
  if (ids.length > 100) throw badRequest("too many message identifiers specified");
  for (const id of ids) {
    const message = conversation.find(Number(id));
    if (message && !isTooOld(call, message)) remove(call, conversation, message);
  }
  return yes;
};

export const pinChatMessage: Method = (call) => {
  const conversation = knownChat(call);
  const message = conversation.find(messageId(call));
  if (!message) throw badRequest("message to pin not found");
  conversation.pinned = [...conversation.pinned.filter((id) => id !== message.id), message.id];
  return yes;
};

export const unpinChatMessage: Method = (call) => {
  const conversation = knownChat(call);
  const id = call.parameters.integer("message_id") ?? conversation.pinned.at(-1);
  if (id === undefined || !conversation.find(id)) throw badRequest("message to unpin not found");
  conversation.pinned = conversation.pinned.filter((each) => each !== id);
  return yes;
};

export const unpinAllChatMessages: Method = (call) => {
  knownChat(call).pinned = [];
  return yes;
};

export const setMessageReaction: Method = (call) => {
  if (!knownChat(call).find(messageId(call))) throw badRequest("message to react not found");
  return yes;
};

const isTooOld = ({ world }: Call, message: StoredMessage): boolean =>
  world.clock.now().getTime() - message.sentAt.getTime() >= deletable;

function remove({ world }: Call, conversation: Conversation, message: StoredMessage): void {
  message.deleted = true;
  const { bot, person } = conversation;
  world.tell({ kind: "message", bot, personId: person.id, message });
}
