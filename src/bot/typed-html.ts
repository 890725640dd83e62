import type { Message, MessageEntity } from "grammy/types";
import { escapeHtml } from "../texts/html.ts";

/**
 * What was typed, as HTML. Who formats in Telegram gets his formatting; who writes tags himself
 * gets them as they stand.
 */
export function typedHtml({
  text = "",
  entities = [],
}: Pick<Message, "text" | "entities">): string {
  const formatting = entities.filter((entity) => tagsOf(entity) !== undefined);
  if (formatting.length === 0) return text;
  formatting.sort((a, b) => a.offset - b.offset || b.length - a.length);
  const open: { readonly until: number; readonly close: string }[] = [];
  let html = "";
  let from = 0;
  const upTo = (at: number) => {
    for (let next = open.at(-1); next && next.until <= at; next = open.at(-1)) {
      html += escapeHtml(text.slice(from, next.until)) + next.close;
      from = next.until;
      open.pop();
    }
    html += escapeHtml(text.slice(from, at));
    from = at;
  };
  for (const entity of formatting) {
    upTo(entity.offset);
    const [begin, close] = tagsOf(entity) ?? ["", ""];
    html += begin;
    open.push({ until: entity.offset + entity.length, close });
  }
  upTo(text.length);
  return html;
}

// --- internal ---

/** Nothing for what Telegram finds by itself, such as an @username. */
function tagsOf(entity: MessageEntity): readonly [string, string] | undefined {
  if (entity.type === "text_link") return [`<a href="${escapeHtml(entity.url)}">`, "</a>"];
  const tag = tags[entity.type];
  return tag === undefined ? undefined : [`<${tag}>`, `</${tag.split(" ")[0]}>`];
}

const tags: Readonly<Record<string, string>> = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  spoiler: "tg-spoiler",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote expandable",
};
