import { parseArgs } from "node:util";
import { nearest } from "../lib/nearest.ts";
import { type Command, type OptionTable, type OptionValues, UsageError } from "./command.ts";

export function parseArguments(
  command: Command,
  args: readonly string[],
): { options: OptionValues<OptionTable>; operands: readonly string[]; isHelp: boolean } {
  const { values, positionals } = parse(command, args);
  const isHelp = values["help"] === true;
  if (!isHelp) checkOperands(command, positionals);
  for (const [name, { choices }] of Object.entries(command.options)) {
    const value = values[name];
    if (!choices || typeof value !== "string" || choices.includes(value)) continue;
    throw new UsageError(`--${name} is one of: ${choices.join(", ")}; not "${value}".`);
  }
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type }]) => [
      name,
      type === "boolean" ? values[name] === true : values[name],
    ]),
  );
  return { options: options as OptionValues<OptionTable>, operands: positionals, isHelp };
}

// --- internal ---

type Parsed = {
  values: Readonly<Record<string, string | boolean | undefined>>;
  positionals: readonly string[];
};

function parse(command: Command, args: readonly string[]): Parsed {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type }]) => [name, { type }]),
  );
  try {
    return parseArgs({
      args: [...args],
      options: { ...options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw asUsageError(command, error);
  }
}

function asUsageError(command: Command, error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (!code?.startsWith("ERR_PARSE_ARGS_")) return error;
  const option = /'(-[^'\s,=]*)/.exec(message)?.[1] ?? "";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const known = [...Object.keys(command.options), "help"].map((name) => `--${name}`);
    const meant = nearest(option, known);
    const guess = meant ? ` Did you mean ${meant}?` : "";
    return new UsageError(`${command.name} knows no option ${option}.${guess}`);
  }
  const name = /--([a-z-]+)/.exec(message)?.[1] ?? "";
  const spec = command.options[name];
  return new UsageError(
    spec?.type === "string"
      ? `--${name} needs a value: --${name} ${spec.choices?.join("|") ?? spec.value ?? "VALUE"}.`
      : `--${name} takes no value.`,
  );
}

function checkOperands(command: Command, given: readonly string[]): void {
  const { usage, least, most } = command.operands ?? { usage: "", least: 0, most: 0 };
  if (given.length < least) throw new UsageError(`${command.name} needs ${usage}.`);
  if (given.length <= most) return;
  throw new UsageError(
    most === 0
      ? `${command.name} takes no "${given[0]}".`
      : `${command.name} takes ${usage} and no more; put a text with spaces in quotes.`,
  );
}
