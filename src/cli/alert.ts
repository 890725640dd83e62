import { openAlerts } from "../app/open-alerts.ts";
import { systemClock } from "../lib/clock.ts";
import { type LogLevel, logLevels } from "../lib/log/levels.ts";
import { CommandFailure, defineCommand } from "./command.ts";
import { commandLog } from "./command-log.ts";
import { ConfigurationRefused, configurationFor } from "./configuration.ts";

export const alertCommand = defineCommand({
  name: "alert",
  summary: "sends one message to the owner",
  operands: { usage: "TEXT", least: 1, most: 1 },
  details:
    "What cannot be sent is kept in DATA_DIR/alerts and sent by the running shop. The same text\nagain and again is counted and told once in a while.",
  options: {
    level: {
      type: "string",
      choices: ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
      about: "how serious it is (ERROR)",
    },
  },
  examples: [{ line: 'alert "The backup disk is gone"', about: "tells the owner" }],
  async run({ options, operands, terminal, env }) {
    const { config, redact } = configurationFor("none", { env, terminal });
    if (!config.alerts.isEnabled) {
      terminal.out("Not sent: ENABLE_OWNER_ALERTS is false.");
      return;
    }
    const missing = [
      ...(config.alerts.botToken ? [] : ["OWNER_BOT_TOKEN is missing. Or set TELEGRAM_BOT_TOKEN."]),
      ...(config.telegram.ownerIds.length > 0
        ? []
        : ["TELEGRAM_OWNER_IDS is missing. Give the Telegram ids of those who are to be told."]),
    ];
    if (missing.length > 0) throw new ConfigurationRefused(missing);

    const [text = ""] = operands;
    const level: LogLevel = logLevels.find((known) => known === options.level) ?? "ERROR";
    await using log = commandLog({ config, redact }, terminal);
    await using alerts = openAlerts(
      { config, clock: systemClock, log, redact },
      { sender: "command", tickMs: 0 },
    );
    const fate = alerts.send({ level, key: text, text });
    await alerts.deliver();
    if (alerts.waiting() > 0) {
      throw new CommandFailure("It could not be sent now and is kept; the running shop sends it.");
    }
    terminal.out(
      fate === "told" ? "Told the owner." : "Counted: the owner was told of the same just now.",
    );
  },
});
