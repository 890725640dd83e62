import type { Redact } from "../redact/redact.ts";

/**
 * One entry is one line, whatever is in it: a customer who types a line break must not be able to
 * write a line of his own into the log.
 */
export function logLine(message: string, detail: unknown, redact: Redact): string {
  const text = redact.text(message);
  return oneLine(detail === undefined ? text : `${text} ${shownDetail(detail, redact)}`);
}

export function oneLine(text: string): string {
  const escaped = text.replace(unprintable, escapeCharacter);
  return escaped.length <= longestLine
    ? escaped
    : `${escaped.slice(0, longestLine)}… (${escaped.length - longestLine} characters more)`;
}

// --- internal ---

const longestLine = 16_000;

// Controls (C0, DEL, C1), line and paragraph separators, and the marks that reverse the reading.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const known: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  return (
    known[character] ??
    (code < 0x100
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`)
  );
}

function shownDetail(detail: unknown, redact: Redact): string {
  const plain = redact.value(detail);
  if (typeof plain === "string") return plain;
  return detail instanceof Error ? shownError(plain) : (JSON.stringify(plain) ?? "");
}

type PlainError = { name?: unknown; message?: unknown; stack?: unknown } & Record<string, unknown>;

/** The stack begins with the name and the message in most cases; then it says all of it. */
function shownError(plain: unknown): string {
  const { name, message, stack, ...rest } = plain as PlainError;
  const head = `${name}: ${message}`;
  const text = typeof stack === "string" ? stack : "";
  const whole = text.includes(String(message)) ? text : `${head}\n${text}`.trimEnd();
  return Object.keys(rest).length > 0 ? `${whole} ${JSON.stringify(rest)}` : whole;
}
