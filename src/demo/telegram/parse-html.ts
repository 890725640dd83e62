import { ApiError } from "./api-error.ts";
import type { ApiUser, Entity } from "./api-types.ts";

export type Formatted = { text: string; entities: Entity[] };

type OpenTag = { tag: string; argument: string; offset: number };
type StartTag = { tag: string; argument: string; end: number };

const entityOfTag: Record<string, string> = {
  a: "text_link",
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  u: "underline",
  ins: "underline",
  "tg-spoiler": "spoiler",
  "tg-emoji": "custom_emoji",
  span: "spoiler",
  pre: "pre",
  code: "code",
  blockquote: "blockquote",
};

/** Telegram's own HTML: few tags, no forgiveness, errors that name the byte. */
export function parseHtml(
  html: string,
  personById: (id: number) => ApiUser | undefined,
): Formatted {
  const open: OpenTag[] = [];
  const entities: Entity[] = [];
  let text = "";
  let at = 0;
  while (at < html.length) {
    const char = html[at];
    if (char === "&") {
      const decoded = decodeReference(html, at);
      text += decoded?.text ?? "&";
      at = decoded?.end ?? at + 1;
    } else if (char !== "<") {
      text += char;
      at += 1;
    } else if (html[at + 1] === "/") {
      const tag = open.at(-1);
      at = readEndTag(html, at, tag);
      open.pop();
      if (tag && text.length > tag.offset) addEntity(entities, tag, text, personById);
    } else {
      const start = readStartTag(html, at);
      open.push({ tag: start.tag, argument: start.argument, offset: text.length });
      at = start.end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) fail(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return { text, entities: sorted(entities) };
}

function readStartTag(html: string, begin: number): StartTag {
  const unclosed = () => fail(`Unclosed start tag at byte offset ${byteOffset(html, begin)}`);
  let at = begin + 1;
  while (at < html.length && !isSpace(html[at]) && html[at] !== ">") at += 1;
  if (at >= html.length) unclosed();
  const tag = html.slice(begin + 1, at).toLowerCase();
  if (!(tag in entityOfTag)) {
    fail(`Unsupported start tag "${tag}" at byte offset ${byteOffset(html, begin)}`);
  }
  let argument = "";
  for (;;) {
    at = skipSpace(html, at);
    if (at >= html.length) unclosed();
    if (html[at] === ">") break;
    const attribute = readAttribute(html, at, tag, begin);
    argument = argumentOf(tag, attribute.name, attribute.value) ?? argument;
    at = attribute.end;
  }
  if (tag === "span" && argument !== "spoiler") {
    fail(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset(html, begin)}`);
  }
  return { tag, argument, end: at + 1 };
}

function readAttribute(html: string, from: number, tag: string, begin: number) {
  let at = from;
  while (at < html.length && !isSpace(html[at]) && html[at] !== "=" && html[at] !== ">") at += 1;
  const name = html.slice(from, at).toLowerCase();
  if (name === "") {
    fail(`Empty attribute name in the tag "${tag}" at byte offset ${byteOffset(html, begin)}`);
  }
  at = skipSpace(html, at);
  if (html[at] !== "=") return { name, value: "", end: at };
  at = skipSpace(html, at + 1);
  const quote = html[at];
  if (quote === '"' || quote === "'") {
    const end = html.indexOf(quote, at + 1);
    if (end < 0) fail(`Unclosed start tag at byte offset ${byteOffset(html, begin)}`);
    return { name, value: decodeAll(html.slice(at + 1, end)), end: end + 1 };
  }
  const start = at;
  while (at < html.length && /[A-Za-z0-9.-]/.test(html[at] ?? "")) at += 1;
  if (!isSpace(html[at]) && html[at] !== ">") {
    fail(`Unexpected end of name token at byte offset ${byteOffset(html, start)}`);
  }
  return { name, value: html.slice(start, at).toLowerCase(), end: at };
}

function argumentOf(tag: string, name: string, value: string): string | undefined {
  if (tag === "a" && name === "href") return value;
  if (tag === "code" && name === "class" && value.startsWith("language-")) return value.slice(9);
  if (tag === "span" && name === "class" && value.startsWith("tg-")) return value.slice(3);
  if (tag === "tg-emoji" && name === "emoji-id") return value;
  if (tag === "blockquote" && name === "expandable") return "1";
  return undefined;
}

function readEndTag(html: string, begin: number, open: OpenTag | undefined): number {
  const where = byteOffset(html, begin);
  if (!open) return fail(`Unexpected end tag at byte offset ${where}`);
  let at = begin + 2;
  while (at < html.length && !isSpace(html[at]) && html[at] !== ">") at += 1;
  const name = html.slice(begin + 2, at).toLowerCase();
  at = skipSpace(html, at);
  if (html[at] !== ">") fail(`Unclosed end tag at byte offset ${where}`);
  if (name !== "" && name !== open.tag) {
    fail(
      `Unmatched end tag at byte offset ${where}, expected "</${open.tag}>", found "</${name}>"`,
    );
  }
  return at + 1;
}

function addEntity(
  entities: Entity[],
  { tag, argument, offset }: OpenTag,
  text: string,
  personById: (id: number) => ApiUser | undefined,
): void {
  const span = { offset, length: text.length - offset };
  const inner = entities.at(-1);
  if (tag === "a") {
    const link = linkEntity(argument || text.slice(offset), personById);
    if (link) entities.push({ ...link, ...span });
  } else if (tag === "pre" && inner?.type === "code" && inner.language && covers(inner, span)) {
    entities.pop();
    entities.push({ type: "pre", ...span, language: inner.language });
  } else if (tag === "code") {
    entities.push({ type: "code", ...span, ...(argument ? { language: argument } : {}) });
  } else if (tag === "tg-emoji") {
    entities.push({ type: "custom_emoji", ...span, custom_emoji_id: argument });
  } else if (tag === "blockquote" && argument) {
    entities.push({ type: "expandable_blockquote", ...span });
  } else {
    entities.push({ type: entityOfTag[tag] ?? tag, ...span });
  }
}

function linkEntity(href: string, personById: (id: number) => ApiUser | undefined) {
  const mention = /^tg:\/\/user\?id=(\d+)$/.exec(href);
  if (mention) {
    const user = personById(Number(mention[1]));
    return user && { type: "text_mention", user };
  }
  if (/^(https?|tg|ton|mailto|tel):/i.test(href)) {
    return URL.canParse(href) ? { type: "text_link", url: new URL(href).href } : undefined;
  }
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(href)
    ? { type: "text_link", url: new URL(`http://${href}`).href }
    : undefined;
}

/** Nothing is formatted inside code; outer entities come before inner ones. */
function sorted(entities: Entity[]): Entity[] {
  const code = entities.filter((each) => each.type === "code" || each.type === "pre");
  return entities
    .filter((each) => !code.some((outer) => outer !== each && contains(outer, each)))
    .map((each) => (each.type === "code" ? withoutLanguage(each) : each))
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
}

const withoutLanguage = ({ language: _, ...entity }: Entity): Entity => entity;

const covers = (a: Entity, b: { offset: number; length: number }): boolean =>
  a.offset === b.offset && a.length === b.length;

const contains = (outer: Entity, inner: Entity): boolean =>
  outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length;

const namedReferences: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

function decodeReference(html: string, at: number): { text: string; end: number } | undefined {
  const found = /^&(?:#(\d{1,8})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot));?/i.exec(
    html.slice(at, at + 14),
  );
  if (!found) return undefined;
  const [all, decimal, hex, name] = found;
  const named = name && namedReferences[name.toLowerCase()];
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? "0", 16);
  if (!named && (code === 0 || code > 0x10ffff)) return undefined;
  return { text: named ?? String.fromCodePoint(code), end: at + all.length };
}

const decodeAll = (value: string): string =>
  value.replace(/&(#\d{1,8}|#x[0-9a-f]{1,6}|lt|gt|amp|quot);?/gi, (reference) => {
    return decodeReference(reference, 0)?.text ?? reference;
  });

const isSpace = (char: string | undefined): boolean =>
  char !== undefined && " \t\r\n\0\v".includes(char);

function skipSpace(html: string, from: number): number {
  let at = from;
  while (at < html.length && isSpace(html[at])) at += 1;
  return at;
}

const byteOffset = (html: string, at: number): number => Buffer.byteLength(html.slice(0, at));

function fail(problem: string): never {
  throw new ApiError(400, `Bad Request: can't parse entities: ${problem}`);
}
