import type { Command } from "./command.ts";
import type { Style } from "./terminal.ts";

export const program = "bot-auto-order";

export function overview(commands: readonly Command[], style: Style): string {
  return [
    `${style.bold(program)} runs a shop for digital goods inside Telegram.`,
    "",
    style.bold("Usage"),
    `  ${program} <command> [options]`,
    "",
    style.bold("Commands"),
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    "",
    `More on one of them: ${program} <command> --help`,
  ].join("\n");
}

/** For a first word that many commands share, as in `backup`. */
export function groupOverview(word: string, commands: readonly Command[], style: Style): string {
  return [
    style.bold("Usage"),
    `  ${program} ${word} <command> [options]`,
    "",
    style.bold("Commands"),
    ...columns(commands.map(({ name, summary }) => [name, summary])),
  ].join("\n");
}

export function commandHelp(command: Command, style: Style): string {
  const { name, summary, operands, details, examples = [] } = command;
  const options = Object.entries(command.options).map(
    ([option, { type, value, choices, about }]): [string, string] => [
      type === "boolean" ? `--${option}` : `--${option} ${choices?.join("|") ?? value ?? "VALUE"}`,
      about,
    ],
  );
  const operand = operands ? ` ${operands.least > 0 ? operands.usage : `[${operands.usage}]`}` : "";
  return [
    `${style.bold(`${program} ${name}`)} ${summary}.`,
    "",
    style.bold("Usage"),
    `  ${program} ${name}${operand}${options.length > 0 ? " [options]" : ""}`,
    ...(details ? ["", details] : []),
    "",
    style.bold("Options"),
    ...columns([...options, ["--help", "shows this"]]),
    ...(examples.length > 0 ? ["", style.bold("Examples")] : []),
    ...columns(examples.map(({ line, about }) => [`${program} ${line}`, about])),
  ].join("\n");
}

/** Left column as wide as its widest word, so that the right one can be read down. */
export function columns(rows: readonly (readonly string[])[], indent = "  "): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    `${indent}${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
}
