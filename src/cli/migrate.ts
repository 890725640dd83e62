import { dryRunMigrations, migrate, migrationStatus } from "../../db/migrate.ts";
import { openShopDatabase } from "../app/open-shop-database.ts";
import { defineCommand } from "./command.ts";
import { commandLog } from "./command-log.ts";
import { configurationFor } from "./configuration.ts";

export const migrateCommand = defineCommand({
  name: "migrate",
  summary: "brings the schema of the database up to date",
  options: {
    status: { type: "boolean", about: "only tells what is applied and what is pending" },
    "dry-run": { type: "boolean", about: "runs what is pending and takes it back" },
    json: { type: "boolean", about: "for machines" },
  },
  examples: [
    { line: "migrate --status", about: "what would be done" },
    { line: "migrate --dry-run", about: "whether it would work on this data" },
  ],
  async run({ options, terminal, env }) {
    const loaded = configurationFor("none", { env, terminal });
    await using log = commandLog(loaded, terminal);
    await using database = await openShopDatabase(
      { config: loaded.config, log },
      { asSubcommand: true, applicationName: "migrate", max: 2 },
    );
    const { raw } = database;
    const say = (result: Record<string, readonly string[]>, lines: readonly string[]) => {
      if (options.json) terminal.out(JSON.stringify(result, null, 2));
      else for (const line of lines) terminal.out(line);
    };

    if (options.status) {
      const { applied, pending } = await migrationStatus(raw);
      say({ applied, pending }, [
        ...applied.map((name) => `applied  ${name}`),
        ...pending.map((name) => `pending  ${name}`),
      ]);
    } else if (options["dry-run"]) {
      const { pending } = await dryRunMigrations(raw);
      say(
        { pending },
        pending.length > 0
          ? [...pending.map((name) => `works  ${name}`), "Nothing was changed."]
          : [upToDate],
      );
    } else {
      const { applied } = await migrate(raw);
      for (const name of applied) log.info(`Migration ${name} applied`);
      say({ applied }, applied.length > 0 ? applied.map((name) => `applied  ${name}`) : [upToDate]);
    }
  },
});

// --- internal ---

const upToDate = "The schema is up to date.";
