import type { Entity, InlineButton } from "./api-types.ts";
import type { Content, StoredMessage, Version } from "./conversation.ts";

export type ShownFile = {
  id: string;
  name: string;
  type: string;
  bytes: Uint8Array;
  width: number;
  height: number;
};

/** A message as a person sees it on the screen. */
export type ShownMessage = {
  id: number;
  from: "bot" | "person";
  kind: Content["kind"];
  /** Text or caption, plain. */
  text: string;
  html: string;
  entities: readonly Entity[];
  buttons: readonly (readonly InlineButton[])[];
  file: ShownFile | undefined;
  sentAt: Date;
  edited: boolean;
  deleted: boolean;
  replyTo: number | undefined;
  /** Every appearance it ever had, oldest first. */
  versions: readonly Version[];
};

export function shownMessage(message: StoredMessage): ShownMessage {
  const { content } = message;
  const { file } = content;
  const reply = message.extra["reply_to_message"];
  return {
    id: message.id,
    from: message.by,
    kind: content.kind,
    text: content.text,
    html: content.html,
    entities: content.entities,
    buttons: message.buttons,
    file: file && {
      id: file.id,
      name: file.name,
      type: file.type,
      bytes: file.bytes,
      width: file.width,
      height: file.height,
    },
    sentAt: message.sentAt,
    edited: message.editedAt !== undefined,
    deleted: message.deleted,
    replyTo: isMessage(reply) ? reply.message_id : undefined,
    versions: message.versions,
  };
}

const isMessage = (value: unknown): value is { message_id: number } =>
  typeof value === "object" && value !== null && "message_id" in value;
