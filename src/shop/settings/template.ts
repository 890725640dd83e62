import { ok, type Result, refuse } from "../../lib/result.ts";
import { checkHtml, type HtmlProblem } from "../../texts/check-html.ts";
import { count } from "../../texts/count.ts";
import { cut } from "../../texts/cut.ts";
import { escapeHtml } from "../../texts/html.ts";
import type { Texts } from "../../texts/id.ts";
import type { Language } from "../../texts/language.ts";

/** A text that admins may write in place of the built-in one. */
export type Template = {
  readonly placeholders: Readonly<Record<string, Placeholder>>;
  /** How many letters it may show when every placeholder is as long as it can be. */
  readonly longest: number;
  /** The built-in words, with the placeholders where the values go. */
  builtIn(texts: Texts): string;
  /** The same texts, in which `say` speaks in place of the built-in words. */
  replace(texts: Texts, words: Words): Texts;
};

export type Placeholder = { readonly longest: number; readonly sample: string };

export type Words = {
  say(values: Readonly<Record<string, string>>): string;
  number(value: number): string;
};

export type TemplateProblem =
  | HtmlProblem
  | "empty"
  | "unknown_placeholder"
  | "hidden_placeholder"
  | "too_long";

/** What is wrong with it, before anybody is sent it; the detail names the place or the limit. */
export function checkTemplate(
  { placeholders, longest }: Pick<Template, "placeholders" | "longest">,
  content: string,
): Result<undefined, TemplateProblem, string> {
  const checked = checkHtml(content);
  if (!checked.ok) return checked;
  const shown = checked.value;
  if (shown.trim() === "") return refuse("empty", "");
  const named = namesIn(content);
  const unknown = named.find((name) => !Object.hasOwn(placeholders, name));
  if (unknown) return refuse("unknown_placeholder", unknown);
  // Within a tag, as in the address of a link, a value could break the message.
  if (namesIn(shown).length < named.length) return refuse("hidden_placeholder", named.join(", "));
  const grown = named.reduce((sum, name) => sum + (placeholders[name]?.longest ?? 0), 0);
  if (shown.length + grown > longest) return refuse("too_long", String(longest));
  // Tags are not shown to customers, but they are to whoever looks at how it is written.
  return content.length > longestSource ? refuse("too_long", String(longestSource)) : ok(undefined);
}

/** Values are escaped, and never longer than the check took them for. */
export function fillTemplate(
  { placeholders }: Pick<Template, "placeholders">,
  content: string,
  values: Readonly<Record<string, string>>,
): string {
  return content.replace(placeholderShape, (shape, name: string) => {
    const value = values[name];
    if (value === undefined) return shape;
    return escapeHtml(cut(value, placeholders[name]?.longest ?? 64));
  });
}

export function previewTemplate(template: Template, content: string): string {
  const samples = Object.entries(template.placeholders).map(([name, { sample }]) => [name, sample]);
  return fillTemplate(template, content, Object.fromEntries(samples));
}

export function wordsOf(template: Template, content: string, language: Language): Words {
  return {
    say: (values) => fillTemplate(template, content, values),
    number: (value) => count(value, language),
  };
}

// --- internal ---

const longestSource = 3_600;
const placeholderShape = /\{([a-z_]{1,24})\}/g;

function namesIn(content: string): string[] {
  return [...content.matchAll(placeholderShape)].map(([, name = ""]) => name);
}
