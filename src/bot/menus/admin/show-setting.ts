import { readSettings } from "../../../shop/settings/read-settings.ts";
import type { GroupedKey } from "../../../shop/settings/setting-groups.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { settingScreen } from "../../screens/admin/settings.ts";
import type { Turn } from "../../turn.ts";

export async function showSetting(
  { gateways }: Pick<AdminOfficeDeps, "gateways">,
  turn: Turn,
  key: GroupedKey,
  { as = "edit" }: { readonly as?: "edit" | "new message" } = {},
): Promise<void> {
  const view = { key, settings: await readSettings(turn.tx), methods: methodsOf(gateways) };
  const screen = settingScreen(view, turn.texts);
  if (as === "edit") turn.edit(screen);
  else turn.reply(screen);
}

/** What all gateways offer together. */
export function methodsOf(gateways: AdminOfficeDeps["gateways"]): readonly string[] {
  const codes = [...gateways.values()].flatMap(({ methods }) => methods.map(({ code }) => code));
  return [...new Set(codes)];
}
