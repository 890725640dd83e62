import type { Entity, InlineButton } from "../telegram/api-types.ts";
import type { ShownMessage } from "../telegram/shown-message.ts";

/** A message as the browser gets it: plain values, nothing that is markup. */
export type WireMessage = {
  id: number;
  from: "bot" | "person";
  kind: string;
  text: string;
  entities: readonly Entity[];
  buttons: WireButton[][];
  file: WireFile | undefined;
  sentAt: string;
  edited: boolean;
  deleted: boolean;
  replyTo: number | undefined;
  payUrl: string | undefined;
};

type WireButton = { text: string; data?: string; url?: string; copy?: string };
type WireFile = { url: string; name: string; size: number; isPicture: boolean };

export function wireMessage(
  message: ShownMessage,
  bot: string,
  payUrl: string | undefined,
): WireMessage {
  const { id, from, kind, text, entities, sentAt, edited, deleted, replyTo } = message;
  return {
    id,
    from,
    kind,
    text,
    entities,
    buttons: message.buttons.map((row) => row.map(wireButton)),
    file: wireFile(message, bot),
    sentAt: sentAt.toISOString(),
    edited,
    deleted,
    replyTo,
    payUrl: payUrl ?? undefined,
  };
}

function wireButton({ text, url, copy_text, callback_data }: InlineButton): WireButton {
  if (url !== undefined) return { text, url };
  if (copy_text) return { text, copy: copy_text.text };
  return { text, data: callback_data ?? "" };
}

function wireFile({ file, kind }: ShownMessage, bot: string): WireFile | undefined {
  if (!file) return undefined;
  return {
    url: `/api/file?${new URLSearchParams({ bot, id: file.id })}`,
    name: file.name,
    size: file.bytes.length,
    isPicture: kind === "photo" || kind === "sticker",
  };
}
