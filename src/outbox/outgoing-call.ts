import type { InputFile, Opts } from "grammy/types";

/** A file named by what it shows: bytes are made just before sending. */
export type FileSpec =
  | { readonly $file: "qr"; readonly text: string }
  | { readonly $file: "text"; readonly name: string; readonly content: string }
  | { readonly $file: "bytes"; readonly name: string; readonly base64: string }
  | { readonly $file: "chart"; readonly svg: string };

/** One call of the Bot API as it waits in a table: JSON, with files described and not made yet. */
export type OutgoingCall = {
  readonly method: Method;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What to do where the message to edit is gone. */
  readonly otherwise?: OutgoingCall;
};

export type Method = keyof MethodOpts & string;
export type PayloadOf<M extends Method> = WithSpecs<MethodOpts[M]>;

/** The compiler knows every method and field: the real server silently ignores a mistyped one. */
export function outgoing<M extends Method>(
  method: M,
  payload: PayloadOf<M>,
  otherwise?: OutgoingCall,
): OutgoingCall {
  const body = payload as Readonly<Record<string, unknown>>;
  return { method, payload: body, ...(otherwise ? { otherwise } : {}) };
}

export function isFileSpec(value: unknown): value is FileSpec {
  return typeof value === "object" && value !== null && "$file" in value;
}

// --- internal ---

type MethodOpts = { [M in keyof ApiMethods]: Opts<M> };
type ApiMethods = import("grammy/types").ApiMethods;

type WithSpecs<T> = T extends InputFile
  ? FileSpec
  : T extends readonly (infer Item)[]
    ? readonly WithSpecs<Item>[]
    : T extends object
      ? { [Key in keyof T]: WithSpecs<T[Key]> }
      : T;
