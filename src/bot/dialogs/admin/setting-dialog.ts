import { z } from "zod";
import { formatRupiah, parseRupiah, type Rupiah } from "../../../lib/money.ts";
import { readSettings } from "../../../shop/settings/read-settings.ts";
import { type GroupedKey, groupOf } from "../../../shop/settings/setting-groups.ts";
import { settingRules } from "../../../shop/settings/setting-rules.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { setSetting } from "../../menus/admin/set-setting.ts";
import { showSetting } from "../../menus/admin/show-setting.ts";
import { settingValue } from "../../screens/admin/setting-value.ts";
import { nameOf } from "../../screens/admin/settings.ts";
import type { Turn } from "../../turn.ts";
import type { Dialog } from "../dialog.ts";

const draft = z.object({
  key: z.custom<GroupedKey>((key) => typeof key === "string" && groupOf(key) !== undefined),
});
type Draft = z.infer<typeof draft>;

/** A number, an amount or a text for one setting. */
export function settingDialog(deps: AdminOfficeDeps): Dialog<Draft> {
  return {
    name: "setting",
    allow: "settings",
    draft,
    steps: {
      value: {
        ask,
        async answer(turn, { key }) {
          const { refused, changed, unchanged } = turn.texts.adminSettings;
          const typed = turn.text?.trim();
          if (!typed) return { again: refused.send_text };
          const value = readValue(key, typed);
          if (value === undefined) return { again: refused.not_a_whole_number };
          const done = await setSetting(deps, turn, { key, value });
          if (!done.ok) return { again: done.detail };
          const { before, after } = done.value;
          const words = (each: unknown) => settingValue(key, each, turn.texts, 300);
          const isSame = Bun.deepEquals(before, after);
          const name = nameOf(key, turn.texts);
          turn.reply(
            isSame ? unchanged : changed({ name, before: words(before), after: words(after) }),
          );
          await showSetting(deps, turn, key, { as: "new message" });
          return "end";
        },
      },
    },
  };
}

// --- internal ---

async function ask(turn: Turn, { key }: Draft): Promise<string> {
  const { texts } = turn;
  const { askWhole, askMoney, askWords, units } = texts.adminSettings;
  const settings = await readSettings(turn.tx);
  const name = nameOf(key, texts);
  const value = settingValue(key, settings[key], texts, 1_500);
  const rule = settingRules[key];
  if (rule.kind === "money") {
    const { min, max } = rule;
    return askMoney({
      ...{ name, value },
      min: formatRupiah(min as Rupiah),
      max: formatRupiah(max as Rupiah),
    });
  }
  if (rule.kind === "words") return askWords({ name, value, max: rule.max });
  // The one number that may be left to the configuration.
  const range = rule.kind === "whole" ? rule : { min: 1, max: 1_440, unit: "minutes" as const };
  return askWhole({ name, value, min: range.min, max: range.max, unit: units[range.unit] });
}

/** Nothing, where a number was wanted and none was typed; the rules say whether it will do. */
function readValue(key: GroupedKey, typed: string): unknown {
  const { kind } = settingRules[key];
  if (kind === "words") return typed;
  if (kind === "money") return parseRupiah(typed);
  const digits = typed.replace(/\s*%$/, "").replace(/(?<=\d)\.(?=\d{3}\b)/g, "");
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}
