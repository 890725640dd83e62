import { badRequest, forbidden, notModified } from "../api-error.ts";
import type { InlineButton } from "../api-types.ts";
import type { Content, Conversation, StoredMessage } from "../conversation.ts";
import { isRecord } from "../parameters.ts";
import { showVersion } from "../post-message.ts";
import { readReplyMarkup } from "../reply-markup.ts";
import { type Answer, type Call, editableMessage, knownChat, type Method } from "./call.ts";
import { captionText, messageText } from "./formatted-text.ts";
import { mediaContent } from "./send.ts";

export const editMessageText: Method = (call) => {
  const { conversation, message } = target(call);
  const content: Content = { kind: "text", ...messageText(call) };
  if (message.content.kind !== "text") throw badRequest("there is no text in the message to edit");
  return change(call, conversation, message, content, newButtons(call));
};

export const editMessageCaption: Method = (call) => {
  const { conversation, message } = target(call);
  const caption = captionText(call, "MEDIA_CAPTION_TOO_LONG");
  const { kind } = message.content;
  if (kind === "text" || kind === "sticker") {
    throw badRequest("there is no caption in the message to edit");
  }
  return change(call, conversation, message, { ...message.content, ...caption }, newButtons(call));
};

/** A text message may become a picture or a file this way, too. */
export const editMessageMedia: Method = (call) => {
  const { conversation, message } = target(call);
  const media = call.parameters.json("media");
  if (!isRecord(media)) throw badRequest("media must be an Object");
  return change(call, conversation, message, mediaContent(call, media), newButtons(call));
};

export const editMessageReplyMarkup: Method = (call) => {
  const { conversation, message } = target(call);
  return change(call, conversation, message, message.content, newButtons(call));
};

function target(call: Call): { conversation: Conversation; message: StoredMessage } {
  const conversation = knownChat(call);
  const message = editableMessage(call, conversation);
  if (conversation.isBlocked) throw forbidden("bot was blocked by the user");
  return { conversation, message };
}

/** An edit that names no keyboard takes the old one away. */
function newButtons({ parameters }: Call): InlineButton[][] {
  const markup = readReplyMarkup(parameters);
  return markup?.kind === "inline" ? markup.inline.inline_keyboard : [];
}

function change(
  { world }: Call,
  conversation: Conversation,
  message: StoredMessage,
  content: Content,
  buttons: InlineButton[][],
): Answer {
  if (isSame(message.content, content) && Bun.deepEquals(message.buttons, buttons)) {
    throw notModified();
  }
  message.editedAt = world.clock.now();
  showVersion(world, conversation, message, content, buttons);
  return { result: conversation.toApi(message) };
}

const isSame = (a: Content, b: Content): boolean =>
  a.kind === b.kind &&
  a.text === b.text &&
  a.file?.id === b.file?.id &&
  Bun.deepEquals(a.entities, b.entities);
