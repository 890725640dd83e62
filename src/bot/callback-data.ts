import type { InlineKeyboardButton } from "grammy/types";

/** How one argument of a button is written, and read back strictly. */
export type Field<T> = {
  write(value: T): string;
  /** Nothing, where this is not what `write` writes. */
  read(text: string): T | undefined;
};

type Fields = Readonly<Record<string, Field<unknown>>>;
export type Args<F extends Fields> = {
  readonly [Key in keyof F]: F[Key] extends Field<infer T> ? T : never;
};

/** A kind of button: what it carries, and how it becomes callback_data. */
export type Button<A> = {
  readonly name: string;
  data(args: A): string;
  read(parts: readonly string[]): A | undefined;
  /** The button itself, ready for a keyboard. */
  button(label: string, args: A): InlineKeyboardButton.CallbackButton;
};

/**
 * `const productButton = defineButton("product", { id: id<ProductId>(), page: int })` gives
 * `v1:product:2s:0`. Names are short, because Telegram allows 64 bytes in all.
 */
export function defineButton<const F extends Record<string, Field<unknown>>>(
  name: string,
  fields: F,
): Button<Args<F>> {
  if (!/^[a-z0-9_-]{1,24}$/.test(name)) throw new Error(`"${name}" is no name for a button`);
  const entries = Object.entries(fields);
  const data = (args: Args<F>) => {
    const values = args as Record<string, unknown>;
    const parts = entries.map(([key, field]) => field.write(values[key]));
    const text = [version, name, ...parts].join(separator);
    if (Buffer.byteLength(text) > maxBytes) throw new RangeError(`Too long for a button: ${text}`);
    return text;
  };
  return {
    name,
    data,
    read: (parts) => readFields(entries, parts) as Args<F> | undefined,
    button: (text, args) => ({ text, callback_data: data(args) }),
  };
}

/** What a press carries; nothing, where it is of an older version or no data of ours. */
export function parseCallbackData(
  text: string,
): { readonly name: string; readonly parts: readonly string[] } | undefined {
  const [tag, name, ...parts] = text.split(separator);
  if (tag !== version || !name || Buffer.byteLength(text) > maxBytes) return undefined;
  return { name, parts };
}

/** Whole numbers, also negative; ids of rows and of Telegram fit. */
export const int: Field<number> = {
  write(value) {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number`);
    return value.toString(36);
  },
  read(text) {
    const value = Number.parseInt(text, 36);
    return Number.isSafeInteger(value) && value.toString(36) === text ? value : undefined;
  },
};

/** A whole number within bounds: a forged one never reaches a sum or a column it does not fit. */
export function between(min: number, max: number): Field<number> {
  return {
    write(value) {
      if (value < min || value > max) throw new RangeError(`${value} is not ${min} to ${max}`);
      return int.write(value);
    },
    read(text) {
      const value = int.read(text);
      return value !== undefined && value >= min && value <= max ? value : undefined;
    },
  };
}

/** A row's id, branded. */
export function id<T extends number>(): Field<T> {
  return {
    write: int.write,
    read(text) {
      const value = int.read(text);
      return value !== undefined && value > 0 ? (value as T) : undefined;
    },
  };
}

/** Codes and words without a colon or a space. */
export const word: Field<string> = {
  write(value) {
    if (!plainWord.test(value)) throw new RangeError(`"${value}" does not fit into a button`);
    return value;
  },
  read: (text) => (plainWord.test(text) ? text : undefined),
};

export const flag: Field<boolean> = {
  write: (value) => (value ? "1" : "0"),
  read: (text) => (text === "1" ? true : text === "0" ? false : undefined),
};

/** One of a list of words, written by its place: append to the list, never reorder it. */
export function oneOf<const T extends string>(words: readonly T[]): Field<T> {
  return {
    write(value) {
      const place = words.indexOf(value);
      if (place < 0) throw new RangeError(`"${value}" is not one of ${words.join(", ")}`);
      return place.toString(36);
    },
    read: (text) => words[int.read(text) ?? -1],
  };
}

// --- internal ---

const version = "v1";
const separator = ":";
const maxBytes = 64;
const plainWord = /^[\p{L}\p{N}_.@+-]*$/u;

function readFields(
  entries: readonly [string, Field<unknown>][],
  parts: readonly string[],
): Record<string, unknown> | undefined {
  if (parts.length !== entries.length) return undefined;
  const args: Record<string, unknown> = {};
  for (const [place, [key, field]] of entries.entries()) {
    const value = field.read(parts[place] ?? "");
    if (value === undefined) return undefined;
    args[key] = value;
  }
  return args;
}
