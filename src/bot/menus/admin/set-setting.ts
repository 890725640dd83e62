import { formatRupiah, type Rupiah } from "../../../lib/money.ts";
import { ok, type Result, refuse } from "../../../lib/result.ts";
import {
  changeSetting,
  type SettingChange,
  type SettingRefusal,
  type SettingRefusalDetail,
} from "../../../shop/settings/change-setting.ts";
import type { GroupedKey } from "../../../shop/settings/setting-groups.ts";
import { groupOf } from "../../../shop/settings/setting-groups.ts";
import { settingRules } from "../../../shop/settings/setting-rules.ts";
import type { Texts } from "../../../texts/id.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { nameOf } from "../../screens/admin/settings.ts";
import type { Turn } from "../../turn.ts";

/** Changes it, or says in words why not. */
export async function setSetting(
  { clock }: Pick<AdminOfficeDeps, "clock">,
  { tx, user, texts }: Pick<Turn, "tx" | "user" | "texts">,
  { key, value }: { readonly key: GroupedKey; readonly value: unknown },
): Promise<Result<SettingChange, "refused", string>> {
  const changed = await changeSetting({ db: tx, clock }, { key, value, actorId: user.id });
  if (changed.ok) return ok(changed.value);
  return refuse("refused", refusalText(changed, key, texts));
}

// --- internal ---

function refusalText(
  { reason, detail }: { readonly reason: SettingRefusal; readonly detail: SettingRefusalDetail },
  key: GroupedKey,
  texts: Texts,
): string {
  const { refused } = texts.adminSettings;
  const rule = settingRules[key];
  switch (reason) {
    case "too_small":
    case "too_large": {
      const limit = detail.limit ?? 0;
      if (rule.kind === "words") return refused.too_long(limit);
      const shown = rule.kind === "money" ? formatRupiah(limit as Rupiah) : String(limit);
      return `${refused[reason]} ${shown}.`;
    }
    case "contradicts": {
      const other = detail.other && groupOf(detail.other) ? (detail.other as GroupedKey) : key;
      return `${refused.contradicts} «${nameOf(other, texts)}».`;
    }
    default:
      return refused[reason];
  }
}
