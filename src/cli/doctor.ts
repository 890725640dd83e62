import { systemClock } from "../lib/clock.ts";
import { type DoctorReport, examine } from "../ops/doctor/doctor.ts";
import { laws } from "../ops/doctor/laws.ts";
import { defineCommand } from "./command.ts";
import { commandLog } from "./command-log.ts";
import { configurationFor } from "./configuration.ts";
import { openForCommand } from "./open-for-command.ts";
import type { Terminal } from "./terminal.ts";

export const doctorCommand = defineCommand({
  name: "doctor",
  summary: "proves the shop's laws on its live data",
  details: "It may run beside a shop that sells. What it repairs is written into the audit log.",
  options: {
    fix: { type: "boolean", about: "repairs what follows from other rows without doubt" },
    json: { type: "boolean", about: "for machines" },
  },
  examples: [{ line: "doctor", about: "ends with 1 when a law does not hold" }],
  async run({ options, terminal, env }) {
    const loaded = configurationFor("none", { env, terminal });
    await using log = commandLog(loaded, terminal);
    await using database = await openForCommand(
      { config: loaded.config, log },
      { applicationName: "doctor", max: 2 },
    );
    const report = await examine({ db: database.db, clock: systemClock }, laws, {
      fix: options.fix,
    });
    if (options.json) terminal.out(JSON.stringify(report, null, 2));
    else show(report, terminal);
    return report.isHealthy ? 0 : 1;
  },
});

// --- internal ---

function show(report: DoctorReport, terminal: Terminal): void {
  const { bold, green, red } = terminal.style;
  for (const { law, violations, repaired, isRepairable } of report.findings) {
    terminal.out(`${violations.length > 0 ? red("broken") : green("repaired")}  ${bold(law)}`);
    for (const { subject, detail } of repaired) terminal.out(`  repaired  ${subject}  ${detail}`);
    for (const { subject, detail } of violations) terminal.out(`  ${subject}  ${detail}`);
    if (violations.length > 0 && isRepairable && repaired.length === 0) {
      terminal.out("  --fix can repair this.");
    }
  }
  const broken = report.findings.filter(({ violations }) => violations.length > 0).length;
  terminal.out(
    broken === 0
      ? green(`All ${report.lawsProved} laws hold.`)
      : red(`${broken} of ${report.lawsProved} laws do not hold.`),
  );
}
