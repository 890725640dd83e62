import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RequestValidator } from "../demo/telegram/answer-call.ts";

type Problem = { path: string; kind: string; msg: string };

type Validator = {
  request(method: string, payload: unknown, options: { form: boolean; files: string[] }): Problem[];
  result(method: string, value: unknown): Problem[];
  type(name: string, value: unknown): Problem[];
};

/** The Bot API's machine-readable description, where this machine has it. */
export type TelegramSpec = {
  /** For `startTelegram({ validate })`. */
  validate: RequestValidator;
  problemsOfResult(method: string, result: unknown): string[];
  problemsOfUpdate(update: unknown): string[];
};

export const missingSpec = "skipped: the Bot API's description is not beside this checkout";

const root = resolve(import.meta.dir, "../..");

/** Undefined when the description is absent; a test then says that it is skipped. */
export async function loadTelegramSpec(): Promise<TelegramSpec | undefined> {
  const file = join(root, "../shared/telegram/validate.mjs");
  if (!existsSync(file)) return undefined;
  const loaded: { validator: () => Validator } = await import(file);
  const validator = loaded.validator();
  return {
    validate: (method, payload, transport) =>
      words(validator.request(method, payload, transport).filter(isStrict)),
    problemsOfResult: (method, result) => words(validator.result(method, asSent(result))),
    problemsOfUpdate: (update) => words(validator.type("Update", asSent(update))),
  };
}

/** Texts are limited after their tags are parsed; the simulator measures that itself. */
const isStrict = ({ kind, path }: Problem): boolean =>
  !(kind === "limit" && /(^|\.)(text|caption)$/.test(path) && !path.includes("reply_markup"));

const words = (problems: Problem[]): string[] =>
  problems.map(({ kind, path, msg }) => `${kind} ${path}: ${msg}`);

const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
