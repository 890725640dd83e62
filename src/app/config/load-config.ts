import { makeRedact, type Redact } from "../../lib/redact/redact.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { type Config, type ServeConfig, toConfig } from "./config.ts";
import type { Environment } from "./environment.ts";
import { type Given, givenValues, type Origin } from "./given-values.ts";
import { groupMistakes, groupWarnings } from "./group-rules.ts";
import type { Mistake } from "./mistake.ts";
import { unknownNames } from "./unknown-names.ts";
import {
  isSecretVariable,
  type Values,
  type VariableName,
  variableNames,
  variables,
} from "./variables.ts";

/** `serve`: all that selling takes; `data`: all that reading sealed rows takes; `none`: as it is. */
export type Purpose = "serve" | "data" | "none";

export type LoadedConfig<For extends Purpose = "none"> = {
  readonly config: For extends "serve" ? ServeConfig : Config;
  readonly warnings: readonly string[];
  readonly settings: readonly Setting[];
  /** Knows every secret of the configuration. */
  readonly redact: Redact;
};

export type ConfigMistakes = {
  readonly mistakes: readonly Mistake[];
  readonly warnings: readonly string[];
};

/** One variable as it counts now. The text is as given: mask it before it is shown. */
export type Setting = {
  readonly name: VariableName;
  readonly text: string | undefined;
  readonly origin: Origin;
};

/** All mistakes together, so that nobody mends one and meets the next. */
export function loadConfig<const For extends Purpose>(
  env: Environment,
  options: { readonly for: For; readonly workingFolder?: string },
): Result<LoadedConfig<For>, "mistakes", ConfigMistakes> {
  const { given, mistakes: unreadable, warnings } = givenValues(env);
  const parsed = parseValues(given);
  const mistakes = [
    ...unreadable,
    ...parsed.mistakes,
    ...groupMistakes(given),
    ...missing(given, options.for),
  ];
  const allWarnings = [...unknownNames(env), ...warnings, ...groupWarnings(given)];
  if (!parsed.values || mistakes.length > 0) {
    return refuse("mistakes", { mistakes: inOrder(mistakes), warnings: allWarnings });
  }
  const config = toConfig(parsed.values, options.workingFolder ?? process.cwd());
  return ok({
    config: config as LoadedConfig<For>["config"],
    warnings: allWarnings,
    settings: variableNames.map((name) => settingOf(name, given)),
    redact: makeRedact(secretTexts(given)),
  });
}

// --- internal ---

const needs: Record<Purpose, readonly { name: VariableName; mend: string }[]> = {
  serve: [
    { name: "TELEGRAM_BOT_TOKEN", mend: "Get one from @BotFather with /newbot." },
    { name: "DATA_ENCRYPTION_KEY", mend: "Make one with: openssl rand -base64 32" },
  ],
  data: [
    { name: "DATA_ENCRYPTION_KEY", mend: "Give the key that the store's data was sealed by." },
  ],
  none: [],
};

function missing(given: ReadonlyMap<VariableName, Given>, purpose: Purpose): Mistake[] {
  return needs[purpose]
    .filter(({ name }) => !given.has(name))
    .map(({ name, mend }) => ({ name, problem: "is missing", mend }));
}

function parseValues(given: ReadonlyMap<VariableName, Given>): {
  values?: Values;
  mistakes: Mistake[];
} {
  const texts = Object.fromEntries([...given].map(([name, { text }]) => [name, text]));
  const parsed = variables.safeParse(texts);
  if (parsed.success) return { values: parsed.data, mistakes: [] };
  return {
    mistakes: parsed.error.issues.map(({ path, message }) => {
      const [problem = "", mend = ""] = message.split("\n");
      return { name: String(path[0]), problem, mend };
    }),
  };
}

function settingOf(name: VariableName, all: ReadonlyMap<VariableName, Given>): Setting {
  const given = all.get(name);
  if (given) return { name, ...given };
  if (name === "DATABASE_URL" && !all.has("POSTGRES_HOST")) {
    return { name, text: "embedded", origin: "default" };
  }
  const standard = variables.shape[name].safeParse(undefined);
  const text = standard.success && standard.data !== undefined ? defaultText(name) : undefined;
  return { name, text, origin: text === undefined ? "not set" : "default" };
}

function defaultText(name: VariableName): string | undefined {
  const field = variables.shape[name];
  return "in" in field && "def" in field.in && "defaultValue" in field.in.def
    ? String(field.in.def.defaultValue)
    : undefined;
}

function secretTexts(given: ReadonlyMap<VariableName, Given>): string[] {
  return [...given].flatMap(([name, { text }]) => {
    if (!isSecretVariable(name)) return [];
    if (name === "DATA_ENCRYPTION_KEY") return text.split(",").map((key) => key.trim());
    // Of the address only the password is secret; it also turns up alone.
    if (name === "DATABASE_URL") return passwordsIn(text);
    return [text];
  });
}

function passwordsIn(url: string): string[] {
  const password = /^[^/]*\/\/[^:@/]*:([^/]*)@/.exec(url)?.[1];
  if (!password) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** In the order in which the example file names them. */
function inOrder(mistakes: readonly Mistake[]): Mistake[] {
  const order = new Map<string, number>(variableNames.map((name, index) => [name, index]));
  return mistakes.toSorted((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
}
