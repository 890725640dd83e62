import { readSettings } from "../../../shop/settings/read-settings.ts";
import {
  type GroupedKey,
  groupNames,
  groupOf,
  type SettingGroup,
} from "../../../shop/settings/setting-groups.ts";
import { noticeKinds, type Settings, settingRules } from "../../../shop/settings/setting-rules.ts";
import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  chooseSettingButton,
  editSettingButton,
  resetSettingButton,
  setFlagButton,
  settingButton,
  settingGroupButton,
  settingsButton,
} from "../../buttons/admin-office-buttons.ts";
import { settingDialog } from "../../dialogs/admin/setting-dialog.ts";
import {
  settingGroupScreen,
  settingGroupsScreen,
  sureMaintenanceScreen,
} from "../../screens/admin/settings.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { setSetting } from "./set-setting.ts";
import { methodsOf, showSetting } from "./show-setting.ts";

export const settingsSection: AdminSection = {
  label: ({ adminSettings }) => adminSettings.section,
  allow: "settings",
  open: settingsButton,
};

/** How the shop works, one group of settings after the other. */
export function settingsArea(deps: AdminOfficeDeps): Area {
  const rules = { allow: "settings" } as const;
  const dialog = settingDialog(deps);
  return [
    onButton(settingsButton, rules, (turn) => turn.edit(settingGroupsScreen(turn.texts))),
    onButton(settingGroupButton, rules, showGroup),
    onButton(settingButton, rules, (turn, { key }) =>
      known(turn, key, (grouped) => showSetting(deps, turn, grouped)),
    ),
    onButton(editSettingButton, rules, (turn, { key }) =>
      known(turn, key, (grouped) => turn.dialog.start(dialog, { key: grouped })),
    ),
    onButton(setFlagButton, rules, (turn, { key, on, sure }) =>
      known(turn, key, (grouped) => {
        if (grouped === "maintenance" && on && !sure) {
          return turn.edit(sureMaintenanceScreen(turn.texts));
        }
        return change(deps, turn, grouped, on);
      }),
    ),
    onButton(chooseSettingButton, rules, (turn, { key, choice, on }) =>
      known(turn, key, async (grouped) => {
        const settings = await readSettings(turn.tx);
        const value = chosen(settings, grouped, { choice, on }, methodsOf(deps.gateways));
        if (value === undefined) return showSetting(deps, turn, grouped);
        return change(deps, turn, grouped, value);
      }),
    ),
    onButton(resetSettingButton, rules, (turn, { key }) =>
      known(turn, key, (grouped) => change(deps, turn, grouped, settingRules[grouped].fallback)),
    ),
    onDialog(dialog),
  ];
}

// --- internal ---

async function showGroup(turn: Turn, { group }: { readonly group: string }): Promise<void> {
  const named = groupNames.find((name): name is SettingGroup => name === group);
  if (!named) return turn.answer(turn.texts.adminSettings.gone, { alert: true });
  const settings = await readSettings(turn.tx);
  turn.edit(settingGroupScreen({ group: named, settings }, turn.texts));
}

/** Pictures and whatever is no longer there are not to be set from here. */
function known(
  turn: Turn,
  key: string,
  run: (key: GroupedKey) => void | Promise<void>,
): void | Promise<void> {
  if (groupOf(key) !== undefined) return run(key as GroupedKey);
  turn.answer(turn.texts.adminSettings.gone, { alert: true });
}

async function change(
  deps: AdminOfficeDeps,
  turn: Turn,
  key: GroupedKey,
  value: unknown,
): Promise<void> {
  const done = await setSetting(deps, turn, { key, value });
  if (!done.ok) turn.answer(done.detail, { alert: true });
  await showSetting(deps, turn, key);
}

/** Nothing, where the choice is none of this setting. */
function chosen(
  settings: Settings,
  key: GroupedKey,
  { choice, on }: { readonly choice: string; readonly on: boolean },
  methods: readonly string[],
): readonly string[] | null | undefined {
  if (key === "mutedNotices") {
    const kind = noticeKinds.find((known) => known === choice);
    if (!kind) return undefined;
    const others = settings.mutedNotices.filter((muted) => muted !== kind);
    return on ? others : [...others, kind];
  }
  if (key !== "gatewayMethods" || !methods.includes(choice)) return undefined;
  const now = settings.gatewayMethods ?? methods;
  const next = methods.filter((code) => (code === choice ? on : now.includes(code)));
  // All of them, and whatever the gateway adds, is what nothing says.
  return next.length === methods.length ? null : next;
}
