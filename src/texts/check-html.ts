import { ok, type Result, refuse } from "../lib/result.ts";

export type HtmlProblem =
  | "unknown_tag"
  | "broken_tag"
  | "unclosed_tag"
  | "unexpected_end_tag"
  | "nested_quote"
  | "link_without_address";

/**
 * What Telegram would make of a message: the letters that it shows. Stricter than Telegram where
 * that is lenient, because one message that it refuses is one that nobody gets.
 */
export function checkHtml(html: string): Result<string, HtmlProblem, string> {
  const open: string[] = [];
  let shown = "";
  for (const [part = "", text] of html.matchAll(/([^<]+)|<[^>]*>?/g)) {
    if (text !== undefined) {
      shown += decoded(text);
      continue;
    }
    const tag = readTag(part);
    if (!tag) return refuse("broken_tag", part.slice(0, 40));
    if (!known.has(tag.name)) return refuse("unknown_tag", tag.name);
    if (tag.isEnd) {
      if (open.pop() !== tag.name) return refuse("unexpected_end_tag", tag.name);
      continue;
    }
    const problem = attributeProblem(tag) ?? nestingProblem(tag.name, open);
    if (problem) return refuse(problem, tag.name);
    open.push(tag.name);
  }
  const left = open.at(-1);
  return left === undefined ? ok(shown) : refuse("unclosed_tag", left);
}

// --- internal ---

const known = new Set([
  ...["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a"],
  ...["blockquote", "tg-spoiler", "span", "tg-emoji"],
]);

type Tag = { readonly name: string; readonly isEnd: boolean; readonly rest: string };

const tagShape =
  /^<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"<]*"|'[^'<]*'|[a-z0-9.-]+))?)*)\s*>$/i;

function readTag(part: string): Tag | undefined {
  const match = tagShape.exec(part);
  if (!match) return undefined;
  const [, slash = "", name = "", rest = ""] = match;
  if (slash && rest) return undefined;
  return { name: name.toLowerCase(), isEnd: slash === "/", rest };
}

function attributeProblem({ name, rest }: Tag): HtmlProblem | undefined {
  if (name === "a") {
    const address = /\shref\s*=\s*["']((?:https?|tg|mailto|tel):[^"'\s]+)["']/i.exec(rest)?.[1];
    return address && URL.canParse(address) ? undefined : "link_without_address";
  }
  if (name === "span") {
    return /\sclass\s*=\s*["']?tg-spoiler\b/i.test(rest) ? undefined : "unknown_tag";
  }
  if (name === "tg-emoji") {
    return /\semoji-id\s*=\s*["']?\d+/i.test(rest) ? undefined : "broken_tag";
  }
  return undefined;
}

function nestingProblem(name: string, open: readonly string[]): HtmlProblem | undefined {
  return name === "blockquote" && open.includes(name) ? "nested_quote" : undefined;
}

function decoded(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|#\d{1,7}|#x[0-9a-f]{1,6});/gi, ".");
}
