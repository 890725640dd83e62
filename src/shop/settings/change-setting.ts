import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Queryable } from "../../../db/client.ts";
import { settings as table } from "../../../db/schema/people.ts";
import type { Clock } from "../../lib/clock.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { readSettings } from "./read-settings.ts";
import { isSettingKey, type SettingKey, type Settings, settingRules } from "./setting-rules.ts";

export type SettingRefusal =
  | "unknown_setting"
  | "not_a_whole_number"
  | "too_small"
  | "too_large"
  | "not_allowed"
  | "contradicts";

/** What the limit is, or which other setting stands in the way. */
export type SettingRefusalDetail = {
  readonly limit?: number | undefined;
  readonly other?: SettingKey | undefined;
};

export type SettingChange = { readonly before: unknown; readonly after: unknown };

export async function changeSetting(
  { db, clock }: { readonly db: Queryable; readonly clock: Clock },
  input: { readonly key: string; readonly value: unknown; readonly actorId: number | null },
): Promise<Result<SettingChange, SettingRefusal, SettingRefusalDetail>> {
  const { key, actorId } = input;
  if (!isSettingKey(key)) return refuse("unknown_setting", {});
  const parsed = settingRules[key].schema.safeParse(input.value);
  if (!parsed.success) return refusalOf(parsed.error);
  const value = parsed.data;

  return db.transaction(async (tx) => {
    // One change at a time: what two settings say together is checked against what both become.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('settings'))`);
    const before = await readSettings(tx);
    const other = contradicting({ ...before, [key]: value } as Settings, key);
    if (other) return refuse("contradicts", { other });
    if (Bun.deepEquals(before[key], value)) return ok({ before: value, after: value });
    await store(tx, { key, value, actorId, at: clock.now() });
    await writeAudit(tx, {
      at: clock.now(),
      actorId,
      action: "setting.changed",
      subject: `setting:${key}`,
      before: before[key],
      after: value,
    });
    return ok({ before: before[key], after: value });
  });
}

// --- internal ---

function refusalOf(error: z.ZodError) {
  const issue = error.issues[0];
  if (issue?.code === "too_small") return refuse("too_small", { limit: Number(issue.minimum) });
  if (issue?.code === "too_big") return refuse("too_large", { limit: Number(issue.maximum) });
  const isNumber = issue?.code === "invalid_type" && ["int", "number"].includes(issue.expected);
  return refuse(isNumber ? "not_a_whole_number" : "not_allowed", {});
}

/** The setting that would no longer make sense beside the new value. */
function contradicting(settings: Settings, changed: SettingKey): SettingKey | undefined {
  const { depositMin, depositMax } = settings;
  if (depositMin <= depositMax) return undefined;
  if (changed === "depositMin") return "depositMax";
  return changed === "depositMax" ? "depositMin" : undefined;
}

async function store(
  tx: Queryable,
  change: { key: SettingKey; value: unknown; actorId: number | null; at: Date },
): Promise<void> {
  if (change.value === null) {
    await tx.delete(table).where(eq(table.key, change.key));
    return;
  }
  const row = { value: change.value, updatedAt: change.at, updatedBy: change.actorId };
  await tx
    .insert(table)
    .values({ key: change.key, ...row })
    .onConflictDoUpdate({ target: table.key, set: row });
}
