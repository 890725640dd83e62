import { join } from "node:path";
import { runUntilStopped } from "../app/lifecycle/run-until-stopped.ts";
import { openAlerts } from "../app/open-alerts.ts";
import { openAuditLog, openLog } from "../app/open-log.ts";
import { demoConfig, openDemoWorld, runDemo } from "../app/run-demo.ts";
import { systemClock } from "../lib/clock.ts";
import { freePort } from "../lib/free-port.ts";
import { makeRedact } from "../lib/redact/redact.ts";
import { defineCommand, UsageError } from "./command.ts";
import { readConfiguration } from "./configuration.ts";

export const demoCommand = defineCommand({
  name: "demo",
  summary: "runs a whole shop in a simulated world, played in a browser",
  details: [
    "The database and the bot are real; Telegram and the gateway are simulated on this machine.",
    "What is sold stays in DATA_DIR/demo. Nothing leaves this machine, and no money moves.",
  ].join("\n"),
  options: {
    port: { type: "string", value: "N", about: "where the chat page listens; 8080 if not given" },
  },
  examples: [{ line: "demo", about: "then open the address that it prints" }],
  async run({ options, terminal, env }) {
    const port = Number(options.port ?? 8080);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new UsageError("--port takes a number from 0 to 65535");
    }
    const around = readConfiguration(env, "none").config;
    await using resources = new AsyncDisposableStack();
    const httpPort = await freePort();
    const world = await openDemoWorld(resources, httpPort);
    const { config } = demoConfig(world, {
      dataDir: join(around.dataDir, "demo"),
      logDir: around.log.dir,
      httpPort,
    });
    const redact = makeRedact();
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
        const url = await runDemo({ world, config, log, auditLog, alerts, port }, running);
        terminal.out(`The shop is open: ${url}`);
      },
    });
  },
});
