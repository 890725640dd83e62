import { maskedText } from "../app/config/mask.ts";
import { defineCommand } from "./command.ts";
import { readConfiguration } from "./configuration.ts";
import { columns } from "./help.ts";

export const configCommand = defineCommand({
  name: "config",
  summary: "shows the configuration that counts and where each value came from",
  details:
    "Secrets are masked. A value comes from the environment, a systemd credential or a default.",
  options: { json: { type: "boolean", about: "for machines" } },
  examples: [{ line: "config", about: "with the variables of this shell" }],
  async run({ options, terminal, env }) {
    const { settings, warnings } = readConfiguration(env, "none");
    const shown = settings.map((setting) => ({
      name: setting.name,
      value: maskedText(setting) ?? null,
      origin: setting.origin,
    }));
    if (options.json) {
      terminal.out(JSON.stringify({ settings: shown, warnings }, null, 2));
      return;
    }
    const rows = shown.map(({ name, value, origin }) => [name, value || "-", origin]);
    const [head = "", ...lines] = columns([["Name", "Value", "From"], ...rows], "");
    terminal.out(terminal.style.bold(head));
    for (const line of lines) terminal.out(line);
    for (const warning of warnings) terminal.err(terminal.errStyle.yellow(warning));
  },
});
