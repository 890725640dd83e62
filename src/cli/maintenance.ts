import { systemClock } from "../lib/clock.ts";
import { changeSetting } from "../shop/settings/change-setting.ts";
import { readSettings } from "../shop/settings/read-settings.ts";
import { type CommandInput, defineCommand, type OptionTable, UsageError } from "./command.ts";
import { commandLog } from "./command-log.ts";
import { configurationFor } from "./configuration.ts";
import { openForCommand } from "./open-for-command.ts";

const json = { type: "boolean", about: "for machines" } as const;

export const maintenanceOnCommand = defineCommand({
  name: "maintenance on",
  summary: "closes the shop for customers, with a friendly notice",
  details: "Money on its way is still settled, and admins can work. It holds from the next tap on.",
  options: {
    message: { type: "string", value: "TEXT", about: "what customers read" },
    json,
  },
  examples: [{ line: 'maintenance on --message "Kembali jam 9"', about: "says until when" }],
  run: (input) => set(input, { isOn: true, message: input.options.message }),
});

export const maintenanceOffCommand = defineCommand({
  name: "maintenance off",
  summary: "opens the shop again",
  options: { json },
  run: (input) => set(input, { isOn: false, message: undefined }),
});

// --- internal ---

type Asked = Pick<CommandInput<OptionTable>, "terminal" | "env"> & {
  readonly options: { readonly json: boolean };
};

async function set(
  { options, terminal, env }: Asked,
  { isOn, message }: { readonly isOn: boolean; readonly message: string | undefined },
): Promise<void> {
  const loaded = configurationFor("none", { env, terminal });
  await using log = commandLog(loaded, terminal);
  await using database = await openForCommand(
    { config: loaded.config, log },
    { applicationName: "maintenance", max: 2 },
  );
  await database.db.transaction(async (tx) => {
    const deps = { db: tx, clock: systemClock };
    if (message !== undefined) {
      const change = { key: "maintenanceMessage", value: message, actorId: null };
      const changed = await changeSetting(deps, change);
      if (!changed.ok) {
        throw new UsageError(`--message has at most ${changed.detail.limit} characters.`);
      }
    }
    await changeSetting(deps, { key: "maintenance", value: isOn, actorId: null });
  });
  const { maintenance, maintenanceMessage } = await readSettings(database.db);
  log.info(`Maintenance is ${maintenance ? "on" : "off"}`);
  if (options.json) terminal.out(JSON.stringify({ maintenance, message: maintenanceMessage }));
  else terminal.out(maintenance ? "The shop is closed for customers." : "The shop is open.");
}
