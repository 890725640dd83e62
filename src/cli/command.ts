import type { Environment } from "../app/config/environment.ts";
import type { Terminal } from "./terminal.ts";

export type OptionSpec = {
  readonly type: "boolean" | "string";
  /** What stands for the value in the help: `--port N`. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly about: string;
};
export type OptionTable = Readonly<Record<string, OptionSpec>>;

export type OptionValues<Options extends OptionTable> = {
  readonly [Name in keyof Options]: Options[Name] extends { type: "boolean" }
    ? boolean
    : Options[Name] extends { choices: readonly (infer Choice)[] }
      ? Choice | undefined
      : string | undefined;
};

export type CommandInput<Options extends OptionTable = OptionTable> = {
  readonly options: OptionValues<Options>;
  /** What stands after the options: files, texts, names. */
  readonly operands: readonly string[];
  readonly terminal: Terminal;
  readonly env: Environment;
};

export type CommandDefinition<Options extends OptionTable> = {
  /** One word, or two: `backup create`. */
  readonly name: string;
  /** Completes "This command …". */
  readonly summary: string;
  /** For example `{ usage: "FILE", least: 1, most: 1 }`; without it there are none. */
  readonly operands?: { readonly usage: string; readonly least: number; readonly most: number };
  readonly options: Options;
  /** What the help adds: paragraphs, wrapped by hand. */
  readonly details?: string;
  readonly examples?: readonly { readonly line: string; readonly about: string }[];
  /**
   * Answers the exit code; nothing means 0. 0 done; 1 it ran and found or met a failure; 2 wrong
   * usage or configuration; services that a second signal ends have codes of their own.
   */
  run(input: CommandInput<Options>): Promise<number | undefined> | Promise<void>;
};

export type Command = CommandDefinition<OptionTable>;

export function defineCommand<const Options extends OptionTable>(
  definition: CommandDefinition<Options>,
): Command {
  // The parser fills the options by the same table that types them.
  return { ...definition, run: (input) => definition.run(input as CommandInput<Options>) };
}

/** Wrong usage: exit 2, with a word on what would be right. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** The command ran and met something that its user can understand and mend: exit 1. */
export class CommandFailure extends Error {
  override name = "CommandFailure";
}
