import { badRequest } from "../api-error.ts";
import type { Content, Conversation } from "../conversation.ts";
import type { FileKind } from "../file-store.ts";
import { isRecord } from "../parameters.ts";
import { type Draft, postMessage } from "../post-message.ts";
import { readReplyMarkup } from "../reply-markup.ts";
import { type Answer, type Call, type Method, writableChat, yes } from "./call.ts";
import { captionText, mediaCaption, messageText } from "./formatted-text.ts";
import { givenFile, referredFile } from "./given-file.ts";

export const sendMessage: Method = (call) => {
  const conversation = writableChat(call);
  return send(call, conversation, { kind: "text", ...messageText(call) });
};

const sendFile =
  (kind: FileKind): Method =>
  (call) => {
    const conversation = writableChat(call);
    const caption = kind === "sticker" ? { text: "", entities: [], html: "" } : captionText(call);
    return send(call, conversation, { kind, ...caption, file: givenFile(call, kind) });
  };

export const sendPhoto = sendFile("photo");
export const sendDocument = sendFile("document");
export const sendVideo = sendFile("video");
export const sendAnimation = sendFile("animation");
export const sendSticker = sendFile("sticker");

export const sendMediaGroup: Method = (call) => {
  const conversation = writableChat(call);
  const media = call.parameters.list("media")?.filter(isRecord) ?? [];
  if (media.length === 0) throw badRequest("there are no messages to send");
  if (media.length > 10) throw badRequest("too many messages to send as an album");
  const contents = media.map((item) => mediaContent(call, item));
  const album = { media_group_id: String(1_000_000 + call.bot.nextMessageId) };
  const extra = { ...replyTo(call, conversation), ...album };
  const { world, bot } = call;
  const result = contents.map((content) =>
    conversation.toApi(postMessage(world, bot, conversation, { by: "bot", content, extra })),
  );
  return { result };
};

/** What an InputMedia object shows. */
export function mediaContent(call: Call, item: Record<string, unknown>): Content {
  const kind = item["type"];
  if (kind !== "photo" && kind !== "document" && kind !== "video" && kind !== "animation") {
    throw badRequest(
      "can't parse InputMedia: type must be one of photo, video, animation, document",
    );
  }
  const file = referredFile(call, kind, String(item["media"] ?? ""));
  return { kind, ...mediaCaption(call, item), file };
}

const chatActions = [
  "typing",
  "upload_photo",
  "record_video",
  "upload_video",
  "record_voice",
  "upload_voice",
  "upload_document",
  "choose_sticker",
  "find_location",
  "record_video_note",
  "upload_video_note",
];

export const sendChatAction: Method = (call) => {
  const { person, bot } = writableChat(call);
  const action = call.parameters.text("action").toLowerCase();
  if (!chatActions.includes(action)) throw badRequest("wrong parameter action in request");
  call.world.tell({ kind: "typing", bot, personId: person.id, action });
  return yes;
};

function send(call: Call, conversation: Conversation, content: Content): Answer {
  const draft: Draft = {
    by: "bot",
    content,
    markup: readReplyMarkup(call.parameters),
    isProtected: call.parameters.flag("protect_content"),
    extra: replyTo(call, conversation),
  };
  return { result: conversation.toApi(postMessage(call.world, call.bot, conversation, draft)) };
}

export function replyTo({ parameters }: Call, conversation: Conversation): Record<string, unknown> {
  const wanted = parameters.json("reply_parameters");
  if (!isRecord(wanted)) return {};
  const original = conversation.find(Number(wanted["message_id"]));
  if (original) return { reply_to_message: withoutReply(conversation.toApi(original)) };
  if (wanted["allow_sending_without_reply"] === true) return {};
  throw badRequest("message to be replied not found");
}

function withoutReply(message: Record<string, unknown>): Record<string, unknown> {
  const { reply_to_message: _, ...rest } = message;
  return rest;
}
