import { runUntilStopped } from "../app/lifecycle/run-until-stopped.ts";
import { openAlerts } from "../app/open-alerts.ts";
import { openAuditLog, openLog } from "../app/open-log.ts";
import { runStore } from "../app/run-store.ts";
import { systemClock } from "../lib/clock.ts";
import { defineCommand } from "./command.ts";
import { configurationFor } from "./configuration.ts";

export const serveCommand = defineCommand({
  name: "serve",
  summary: "runs the store until it is told to stop",
  details: [
    "auto takes the webhook where TELEGRAM_WEBHOOK_URL is set and works, and polls otherwise;",
    "it falls back while running and comes back by itself. SIGTERM finishes what is in flight.",
  ].join("\n"),
  options: {
    mode: { type: "string", choices: ["auto", "webhook", "polling"], about: "how updates come in" },
    "webhook-url": { type: "string", value: "URL", about: "in place of TELEGRAM_WEBHOOK_URL" },
  },
  examples: [{ line: "serve --mode polling", about: "without an address of its own" }],
  async run({ options, terminal, env }) {
    const given = { ...env };
    if (options["webhook-url"]) given["TELEGRAM_WEBHOOK_URL"] = options["webhook-url"];
    if (options.mode) given["TELEGRAM_MODE"] = options.mode;
    const { config, redact } = configurationFor("serve", { env: given, terminal });
    const clock = systemClock;
    await using log = openLog({ config, clock, redact }, { service: "telegram-bot", env });
    await using auditLog = openAuditLog({ config, clock, redact });
    await using alerts = openAlerts({ config, clock, log, redact }, { sender: "bot" });
    alerts.listenTo(log);
    return await runUntilStopped({
      log,
      env,
      onFatal: () => alerts.deliver(),
      async start(running) {
        await runStore({ config, log, auditLog, alerts }, running);
      },
    });
  },
});
