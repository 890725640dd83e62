import type { Queryable } from "../../../db/client.ts";
import { settings as table } from "../../../db/schema/people.ts";
import { isSettingKey, type SettingKey, type Settings, settingRules } from "./setting-rules.ts";

/** One query, asked each time: an admin's change holds from the next tap on, in every process. */
export async function readSettings(queryable: Queryable): Promise<Settings> {
  const rows = await queryable.select({ key: table.key, value: table.value }).from(table);
  return settingsOf(rows);
}

/** A value that is not (or no longer) allowed never stops a sale: the default takes over. */
export function settingsOf(rows: readonly { key: string; value: unknown }[]): Settings {
  const stored = new Map(rows.map(({ key, value }) => [key, value]));
  const keys = Object.keys(settingRules).filter(isSettingKey);
  return Object.fromEntries(
    keys.map((key) => [key, stored.has(key) ? storedOr(key, stored.get(key)) : fallbackOf(key)]),
  ) as Settings;
}

// --- internal ---

function storedOr(key: SettingKey, value: unknown): unknown {
  const parsed = settingRules[key].schema.safeParse(value);
  return parsed.success ? parsed.data : fallbackOf(key);
}

function fallbackOf(key: SettingKey): unknown {
  return settingRules[key].fallback;
}
