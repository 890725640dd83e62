import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { statement } from "../../../db/statement.ts";
import { isSettingKey, type SettingKey, type Settings, settingRules } from "./setting-rules.ts";

/** One query, asked each time: an admin's change holds from the next tap on, in every process. */
export async function readSettings(queryable: Queryable): Promise<Settings> {
  return settingsOf(await queryable.execute<StoredSetting>(readStored({ keys })));
}

/** A value that is not (or no longer) allowed never stops a sale: the default takes over. */
export function settingsOf(rows: readonly StoredSetting[]): Settings {
  const settings: Record<string, unknown> = { ...fallbacks };
  for (const { key, value } of rows) {
    if (isSettingKey(key)) settings[key] = storedOr(key, value);
  }
  return settings as Settings;
}

// --- internal ---

type StoredSetting = { readonly key: string; readonly value: unknown };

const keys = `{${Object.keys(settingRules).join(",")}}`;

const fallbacks = Object.fromEntries(
  Object.entries(settingRules).map(([key, { fallback }]) => [key, fallback]),
);

const readStored = statement<{ keys: string }>(
  (of) => sql`select key, value from settings where key = any(${of.keys}::text[])`,
);

function storedOr(key: SettingKey, value: unknown): unknown {
  const parsed = settingRules[key].schema.safeParse(value);
  return parsed.success ? parsed.data : settingRules[key].fallback;
}
