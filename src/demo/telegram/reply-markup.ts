import { badRequest } from "./api-error.ts";
import type { InlineButton, KeyboardButton, ReplyMarkup } from "./api-types.ts";
import { isRecord, type Parameters } from "./parameters.ts";

const maxButtons = 100;

/** Keyboards as the Bot API accepts them; anything else is refused with its words. */
export function readReplyMarkup(parameters: Parameters): ReplyMarkup | undefined {
  const raw = rawMarkup(parameters);
  if (raw === undefined) return undefined;
  if (!isRecord(raw)) throw badRequest("object expected as reply markup");
  if ("inline_keyboard" in raw) {
    const rows = rowsOf(raw["inline_keyboard"], "inline_keyboard", "InlineKeyboardMarkup");
    const buttons = rows.map((row) => row.map(inlineButton)).filter((row) => row.length > 0);
    if (buttons.flat().length > maxButtons) throw badRequest("reply markup is too long");
    return { kind: "inline", inline: { inline_keyboard: buttons } };
  }
  if ("keyboard" in raw) {
    const rows = rowsOf(raw["keyboard"], "keyboard", "ReplyKeyboardMarkup");
    const keyboard = rows.map((row) => row.map(keyboardButton)).filter((row) => row.length > 0);
    return { kind: "keyboard", keyboard: { ...raw, keyboard } };
  }
  if (raw["remove_keyboard"] === true) return { kind: "remove" };
  if (raw["force_reply"] === true) {
    const placeholder = raw["input_field_placeholder"];
    return {
      kind: "force",
      placeholder: placeholder === undefined ? undefined : String(placeholder),
    };
  }
  return undefined;
}

function rawMarkup(parameters: Parameters): unknown {
  try {
    return parameters.json("reply_markup");
  } catch {
    throw badRequest("can't parse reply keyboard markup JSON object");
  }
}

function rowsOf(value: unknown, field: string, type: string): unknown[][] {
  const rows = Array.isArray(value) ? value : undefined;
  if (!rows?.every((row) => Array.isArray(row))) {
    throw badRequest(`field "${field}" of the ${type} must be an Array of Arrays`);
  }
  return rows;
}

const inlineActions = [
  "callback_data",
  "url",
  "web_app",
  "login_url",
  "switch_inline_query",
  "switch_inline_query_current_chat",
  "switch_inline_query_chosen_chat",
  "copy_text",
  "callback_game",
  "pay",
  "disabled",
] as const;

function inlineButton(raw: unknown): InlineButton {
  const refuse = (why: string) => badRequest(`can't parse inline keyboard button: ${why}`);
  if (!isRecord(raw)) throw refuse("InlineKeyboardButton must be an Object");
  const text = raw["text"];
  if (typeof text !== "string") throw refuse('Field "text" must be of type String');
  if (text.trim() === "") throw badRequest("BUTTON_TEXT_INVALID");
  const action = inlineActions.find((name) => raw[name] !== undefined);
  if (!action) throw refuse("Text buttons are unallowed in the inline keyboard");
  if (action === "callback_data") checkData(raw["callback_data"]);
  if (action === "url") checkUrl(raw["url"]);
  if (action === "copy_text") checkCopyText(raw["copy_text"]);
  return { ...raw, text };
}

function checkData(data: unknown): void {
  const bytes = typeof data === "string" ? Buffer.byteLength(data) : 0;
  if (bytes < 1 || bytes > 64) throw badRequest("BUTTON_DATA_INVALID");
}

function checkUrl(url: unknown): void {
  const value = String(url);
  if (/^(tg|ton):\/\//i.test(value)) return;
  const full = /^https?:\/\//i.test(value) ? value : `http://${value}`;
  // A host without a dot ("localhost") is no host to Telegram.
  if (!URL.canParse(full) || !/[.:]/.test(new URL(full).hostname)) {
    throw badRequest(`inline keyboard button URL '${value}' is invalid: Wrong HTTP URL`);
  }
}

function checkCopyText(copy: unknown): void {
  const text = isRecord(copy) ? String(copy["text"] ?? "") : "";
  if (text.length < 1 || text.length > 256) throw badRequest("BUTTON_COPY_TEXT_INVALID");
}

function keyboardButton(raw: unknown): KeyboardButton {
  if (typeof raw === "string") return { text: raw };
  if (isRecord(raw) && typeof raw["text"] === "string") return { ...raw, text: raw["text"] };
  throw badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object");
}
