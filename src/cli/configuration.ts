import type { Environment } from "../app/config/environment.ts";
import { type LoadedConfig, loadConfig, type Purpose } from "../app/config/load-config.ts";
import { mistakeLine } from "../app/config/mistake.ts";
import type { CommandInput } from "./command.ts";

/** Exit 2, with every mistake in a line of its own. */
export class ConfigurationRefused extends Error {
  override name = "ConfigurationRefused";
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super("The configuration is not right");
    this.lines = lines;
  }
}

/** The configuration that this command needs, or a refusal that says all that is missing. */
export function configurationFor<const For extends Purpose>(
  purpose: For,
  { env, terminal }: Pick<CommandInput, "env" | "terminal">,
): LoadedConfig<For> {
  const loaded = readConfiguration(env, purpose);
  for (const warning of loaded.warnings) terminal.err(terminal.errStyle.yellow(warning));
  return loaded;
}

export function readConfiguration<const For extends Purpose>(
  env: Environment,
  purpose: For,
): LoadedConfig<For> {
  const loaded = loadConfig(env, { for: purpose });
  if (loaded.ok) return loaded.value;
  const { mistakes, warnings } = loaded.detail;
  throw new ConfigurationRefused([...mistakes.map(mistakeLine), ...warnings]);
}
