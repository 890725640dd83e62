import type { Environment } from "../app/config/environment.ts";
import { explainFault } from "../app/explain-fault.ts";
import { nearest } from "../lib/nearest.ts";
import { type Command, CommandFailure, UsageError } from "./command.ts";
import { ConfigurationRefused } from "./configuration.ts";
import { commandHelp, groupOverview, overview, program } from "./help.ts";
import { logFault } from "./log-fault.ts";
import { parseArguments } from "./parse-arguments.ts";
import type { Terminal } from "./terminal.ts";

export type Cli = {
  readonly commands: readonly Command[];
  readonly terminal: Terminal;
  readonly env: Environment;
};

/** From the words of the command line to an exit code; nothing escapes. */
export async function runCli(cli: Cli, args: readonly string[]): Promise<number> {
  const { commands, terminal } = cli;
  const words = args[0] === "--version" ? ["version"] : args;
  const command = findCommand(commands, words);
  if (!command) return withoutCommand(cli, words);
  try {
    const rest = words.slice(command.name.split(" ").length);
    const { isHelp, ...input } = parseArguments(command, rest);
    if (isHelp) {
      terminal.out(commandHelp(command, terminal.style));
      return 0;
    }
    return (await command.run({ ...input, terminal, env: cli.env })) ?? 0;
  } catch (error) {
    return await report(cli, command, error);
  }
}

// --- internal ---

/** `backup create` before `backup`. */
function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  const named = (name: string) => commands.find((command) => command.name === name);
  return named(words.slice(0, 2).join(" ")) ?? named(words[0] ?? "");
}

function withoutCommand({ commands, terminal }: Cli, words: readonly string[]): number {
  const [first = "", ...rest] = words;
  if (["help", "--help", "-h"].includes(first)) return help({ commands, terminal }, rest);
  if (first === "") {
    terminal.err(overview(commands, terminal.errStyle));
    return 2;
  }
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length > 0) {
    if (rest.includes("--help") || rest.includes("-h"))
      return help({ commands, terminal }, [first]);
    terminal.err(groupOverview(first, group, terminal.errStyle));
    return 2;
  }
  return unknown({ commands, terminal }, words);
}

function help({ commands, terminal }: Omit<Cli, "env">, words: readonly string[]): number {
  const [first] = words;
  const command = findCommand(commands, words);
  const { style } = terminal;
  if (first === undefined || command) {
    terminal.out(command ? commandHelp(command, style) : overview(commands, style));
    return 0;
  }
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length === 0) return unknown({ commands, terminal }, words);
  terminal.out(groupOverview(first, group, style));
  return 0;
}

function unknown({ commands, terminal }: Omit<Cli, "env">, words: readonly string[]): number {
  const [first = ""] = words;
  const typed = first.startsWith("-") ? first : words.slice(0, 2).join(" ");
  const names = commands.map(({ name }) => name);
  const meant = nearest(typed, names) ?? nearest(first, names);
  terminal.err(
    `There is no command "${first}".${meant ? ` Did you mean ${program} ${meant}?` : ""}`,
  );
  terminal.err(`All commands: ${program} --help`);
  return 2;
}

async function report({ terminal, env }: Cli, command: Command, error: unknown): Promise<number> {
  const { red } = terminal.errStyle;
  if (error instanceof ConfigurationRefused) {
    terminal.err(red("The configuration is not right:"));
    for (const line of error.lines) terminal.err(`  ${line}`);
    return 2;
  }
  if (error instanceof UsageError) {
    terminal.err(red(error.message));
    terminal.err(`How it is used: ${program} ${command.name} --help`);
    return 2;
  }
  const sentence = error instanceof CommandFailure ? error.message : explainFault(error);
  if (sentence !== undefined) {
    terminal.err(red(sentence));
    return 1;
  }
  const place = await logFault(env, command.name, error);
  terminal.err(red(`${command.name} met a fault that it did not expect. Details: ${place}`));
  return 1;
}
