import { isSecretName, secretPatterns } from "./patterns.ts";
import { secretForms } from "./secret-forms.ts";

/** Takes out of a text, an object or an error what nobody reading a log may learn. */
export type Redact = {
  text(text: string): string;
  /** Plain data, safe to print: errors with their causes, no cycles, no endless depths. */
  value(value: unknown): unknown;
};

export function makeRedact(secrets: Iterable<string> = []): Redact {
  const known = knownForms(secrets);
  const text = (raw: string): string => {
    const masked = known ? raw.replace(known, "[redacted]") : raw;
    return secretPatterns.reduce((done, [pattern, by]) => done.replace(pattern, by), masked);
  };
  return { text, value: (value) => plain(value, text, new Set(), 0) };
}

// --- internal ---

const deepest = 8;
const mostEntries = 100;

function knownForms(secrets: Iterable<string>): RegExp | undefined {
  const forms = [...secrets].flatMap(secretForms);
  if (forms.length === 0) return undefined;
  // The longest first, so that a secret within another leaves no tail behind.
  forms.sort((a, b) => b.length - a.length);
  return new RegExp(forms.map(RegExp.escape).join("|"), "gi");
}

type Text = (text: string) => string;

function plain(value: unknown, text: Text, above: Set<object>, depth: number): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "symbol") return value.toString();
  if (typeof value === "function") return "[function]";
  if (typeof value !== "object" || value === null) return value;
  if (above.has(value)) return "[seen above]";
  if (depth >= deepest) return "[deeper]";
  above.add(value);
  const inside = (item: unknown) => plain(item, text, above, depth + 1);
  const result = plainObject(value, text, inside);
  above.delete(value);
  return result;
}

function plainObject(value: object, text: Text, inside: (item: unknown) => unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[no date]" : value.toJSON();
  if (value instanceof URL) return text(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return plainError(value, text, inside);
  if (value instanceof Headers || value instanceof Map) return named(value.entries(), text, inside);
  if (Array.isArray(value) || value instanceof Set) return list([...value], inside);
  return named(Object.entries(value), text, inside);
}

function list(items: unknown[], inside: (item: unknown) => unknown): unknown[] {
  const shown = items.slice(0, mostEntries).map(inside);
  return items.length > mostEntries ? [...shown, `[${items.length - mostEntries} more]`] : shown;
}

function named(
  entries: Iterable<[unknown, unknown]>,
  text: Text,
  inside: (item: unknown) => unknown,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, item] of [...entries].slice(0, mostEntries)) {
    const name = String(key);
    result[text(name)] =
      isSecretName(name) && item !== undefined && item !== null ? "[redacted]" : inside(item);
  }
  return result;
}

function plainError(error: Error, text: Text, inside: (item: unknown) => unknown): unknown {
  const result: Record<string, unknown> = { name: error.name, message: text(error.message) };
  if (error.stack) result["stack"] = text(error.stack);
  if (error.cause !== undefined) result["cause"] = inside(error.cause);
  if (error instanceof AggregateError) result["errors"] = inside(error.errors);
  // What drivers hang on an error (code, constraint) helps; what they quote (query values) must not.
  const own = Object.entries(error).filter(([name]) => !(name in result));
  return { ...result, ...named(own, text, inside) };
}
