import { badRequest } from "../api-error.ts";
import type { Entity } from "../api-types.ts";
import { addFoundEntities } from "../found-entities.ts";
import { isRecord } from "../parameters.ts";
import { type Formatted, parseHtml } from "../parse-html.ts";
import type { Call } from "./call.ts";

export type ShownText = Formatted & { html: string };

type Source = { text: string; mode: string; entities: unknown };

/** The text of a message: parsed, trimmed, measured, with what Telegram finds in it. */
export function messageText(call: Call): ShownText {
  const raw = call.parameters.text("text");
  if (Buffer.byteLength(raw) > 32_768) throw badRequest("text is too long");
  const shown = shownText(call, sourceOf(call, "text", "entities"));
  if (shown.text === "") throw badRequest("message text is empty");
  if (characters(shown.text) > 4_096) throw badRequest("message is too long");
  return shown;
}

export function captionText(call: Call, problem = "message caption is too long"): ShownText {
  return checkedCaption(shownText(call, sourceOf(call, "caption", "caption_entities")), problem);
}

/** The caption inside an InputMedia object. */
export function mediaCaption(call: Call, media: Record<string, unknown>): ShownText {
  const source = {
    text: typeof media["caption"] === "string" ? media["caption"] : "",
    mode: String(media["parse_mode"] ?? ""),
    entities: media["caption_entities"],
  };
  return checkedCaption(shownText(call, source), "message caption is too long");
}

function checkedCaption(shown: ShownText, problem: string): ShownText {
  if (characters(shown.text) > 1_024) throw badRequest(problem);
  return shown;
}

function sourceOf({ parameters }: Call, text: string, entities: string): Source {
  return {
    text: parameters.text(text),
    mode: parameters.text("parse_mode"),
    entities: parameters.json(entities),
  };
}

function shownText({ world }: Call, { text, mode, entities }: Source): ShownText {
  const clean = text.replaceAll("\r", "");
  // Only HTML: nothing else is used here, and a wrong mode is better refused than guessed at.
  if (mode !== "" && mode.toLowerCase() !== "html") throw badRequest("unsupported parse_mode");
  const formatted =
    mode === ""
      ? { text: clean, entities: givenEntities(entities) }
      : parseHtml(clean, (id) => world.people.get(id));
  const trimmed = trim(formatted);
  return {
    text: trimmed.text,
    entities: addFoundEntities(trimmed.text, trimmed.entities),
    html: clean,
  };
}

function givenEntities(value: unknown): Entity[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((entity) => ({
    ...entity,
    type: String(entity["type"]),
    offset: Number(entity["offset"]),
    length: Number(entity["length"]),
  }));
}

/** Blank edges are not shown; in front, trimming stops where formatting begins. */
function trim({ text, entities }: Formatted): Formatted {
  const end = text.trimEnd().length;
  const firstEntity = Math.min(end, ...entities.map((entity) => entity.offset));
  let start = 0;
  while (start < firstEntity && (text[start] === " " || text[start] === "\n")) start += 1;
  const kept = entities
    .map((entity) => ({
      ...entity,
      offset: entity.offset - start,
      length: Math.min(entity.length, end - entity.offset),
    }))
    .filter((entity) => entity.length > 0);
  return { text: text.slice(start, end), entities: kept };
}

const characters = (text: string): number => (text.length > 1_000 ? [...text].length : text.length);
