import type { Entity } from "./api-types.ts";

// In the order of their precedence: the mail address in a link is a link.
const patterns: readonly (readonly [type: string, pattern: RegExp])[] = [
  ["url", /(?<![\w@/.])https?:\/\/[^\s<>"']+[^\s<>"'.,!?:;)]/gi],
  ["email", /(?<![\w@.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?!\w)/gi],
  [
    "url",
    /(?<![\w@/.-])(?:[a-z0-9-]+\.)+(?:com|net|org|id|io|me|dev|app|co)(?:\/[^\s<>"']*)?(?![\w@-])/gi,
  ],
  ["bot_command", /(?<![\w/<>@])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\w/])/gi],
  ["mention", /(?<![\w@/])@[a-z][a-z0-9_]{3,31}(?![\w@])/gi],
  ["hashtag", /(?<![\p{L}\p{N}_#/])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}/gu],
];

/** What Telegram finds by itself in a text: links, commands, mentions, hashtags. */
export function addFoundEntities(text: string, given: readonly Entity[]): Entity[] {
  const found: Entity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const span = { offset: match.index, length: match[0].length };
      if (found.some((each) => overlap(each, span))) continue;
      if (given.some((each) => forbids(each, span))) continue;
      found.push({ type, ...span });
    }
  }
  return [...given, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

type Span = { offset: number; length: number };

const overlap = (a: Span, b: Span): boolean =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** Code and links stay as they are; other formatting may surround, not cut, what is found. */
function forbids(entity: Entity, span: Span): boolean {
  if (!overlap(entity, span)) return false;
  if (["code", "pre", "text_link", "text_mention", "custom_emoji"].includes(entity.type))
    return true;
  const around =
    entity.offset <= span.offset && span.offset + span.length <= entity.offset + entity.length;
  const inside =
    span.offset <= entity.offset && entity.offset + entity.length <= span.offset + span.length;
  return !around && !inside;
}
