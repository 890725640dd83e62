import { badRequest } from "../api-error.ts";
import { type Conversation, type StoredMessage, toUnix } from "../conversation.ts";
import { postMessage } from "../post-message.ts";
import { readReplyMarkup } from "../reply-markup.ts";
import { type Call, knownChat, type Method, messageId, writableChat } from "./call.ts";
import { captionText } from "./formatted-text.ts";
import { replyTo } from "./send.ts";

export const copyMessage: Method = (call) => {
  const conversation = writableChat(call);
  const original = knownChat(call, "from_chat_id").find(messageId(call));
  if (!original) throw badRequest("message to copy not found");
  const caption = call.parameters.has("caption") ? captionText(call) : {};
  const isMedia = original.content.kind !== "text";
  const copied = postMessage(call.world, call.bot, conversation, {
    by: "bot",
    content: { ...original.content, ...(isMedia ? caption : {}) },
    markup: readReplyMarkup(call.parameters),
    isProtected: call.parameters.flag("protect_content"),
    extra: replyTo(call, conversation),
  });
  return { result: { message_id: copied.id } };
};

export const forwardMessage: Method = (call) => {
  const conversation = writableChat(call);
  const source = knownChat(call, "from_chat_id");
  const original = source.find(messageId(call));
  if (!original) throw badRequest("message to forward not found");
  return { result: conversation.toApi(forward(call, conversation, source, original)) };
};

export const copyMessages: Method = (call) => many(call, "copy");
export const forwardMessages: Method = (call) => many(call, "forward");

/** Several at once: those that cannot be found are left out. */
function many(call: Call, how: "copy" | "forward") {
  const conversation = writableChat(call);
  const source = knownChat(call, "from_chat_id");
  const ids = call.parameters.list("message_ids") ?? [];
  const found = ids.map((id) => source.find(Number(id))).filter((each) => each !== undefined);
  if (found.length === 0) throw badRequest(`message to ${how} not found`);
  const sent = found.map((original) =>
    how === "forward"
      ? forward(call, conversation, source, original)
      : postMessage(call.world, call.bot, conversation, { by: "bot", content: original.content }),
  );
  return { result: sent.map((message) => ({ message_id: message.id })) };
}

function forward(
  call: Call,
  conversation: Conversation,
  source: Conversation,
  original: StoredMessage,
): StoredMessage {
  if (original.isProtected) {
    throw badRequest("message has protected content and can't be forwarded");
  }
  const origin = {
    type: "user",
    sender_user: original.by === "bot" ? source.bot : source.person,
    date: toUnix(original.sentAt),
  };
  const { world, bot } = call;
  const draft = {
    by: "bot",
    content: original.content,
    extra: { forward_origin: origin },
  } as const;
  const forwarded = postMessage(world, bot, conversation, draft);
  forwarded.isLocked = true;
  return forwarded;
}
