import { badRequest, forbidden } from "../api-error.ts";
import type { Conversation, StoredMessage } from "../conversation.ts";
import type { Parameters } from "../parameters.ts";
import type { BotAccount, World } from "../world.ts";

export type Call = {
  world: World;
  bot: BotAccount;
  parameters: Parameters;
  signal: AbortSignal;
};

export type Answer = { result: unknown; description?: string };
export type Method = (call: Call) => Answer | Promise<Answer>;

export const yes: Answer = { result: true };

/** The chat that a call names, whether the bot may write there or not. */
export function knownChat({ world, bot, parameters }: Call, name = "chat_id"): Conversation {
  if (parameters.text(name) === "") throw badRequest(`${name} is empty`);
  const person = world.people.get(parameters.integer(name) ?? 0);
  if (person) return world.conversation(bot, person);
  throw badRequest("chat not found");
}

/** The chat that a call wants to write to. */
export function writableChat(call: Call): Conversation {
  const target = call.parameters.integer("chat_id");
  if ([...call.world.bots.values()].some((other) => other.me.id === target)) {
    throw forbidden("the bot can't send messages to the bot");
  }
  const conversation = knownChat(call);
  if (!conversation.isStarted) throw forbidden("bot can't initiate conversation with a user");
  if (conversation.isBlocked) throw forbidden("bot was blocked by the user");
  return conversation;
}

export function messageId({ parameters }: Call): number {
  const id = parameters.integer("message_id");
  if (id === undefined) throw badRequest("message identifier is not specified");
  return id;
}

/** A message of the bot's own that may still be changed. */
export function editableMessage(call: Call, conversation: Conversation): StoredMessage {
  const message = conversation.find(messageId(call));
  if (!message) throw badRequest("message to edit not found");
  if (message.by !== "bot" || message.isLocked) throw badRequest("message can't be edited");
  return message;
}
