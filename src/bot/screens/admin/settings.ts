import type { InlineKeyboardButton } from "grammy/types";
import type { GroupedKey, SettingGroup } from "../../../shop/settings/setting-groups.ts";
import { groupNames, groupOf, settingGroups } from "../../../shop/settings/setting-groups.ts";
import { noticeKinds, type Settings, settingRules } from "../../../shop/settings/setting-rules.ts";
import type { Texts } from "../../../texts/id.ts";
import { methodName } from "../../../texts/method-name.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import {
  chooseSettingButton,
  editSettingButton,
  resetSettingButton,
  setFlagButton,
  settingButton,
  settingGroupButton,
  settingsButton,
} from "../../buttons/admin-office-buttons.ts";
import type { Keyboard, Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";
import { settingValue } from "./setting-value.ts";

export function settingGroupsScreen({ adminSettings, adminHome }: Texts): Screen {
  const doors = groupNames.map((group) =>
    settingGroupButton.button(adminSettings.groups[group], { group }),
  );
  const home = adminHomeButton.button(adminHome.back, {});
  return { text: adminSettings.title, keyboard: [...inRows(doors, 2), [home]] };
}

export function settingGroupScreen(
  { group, settings }: { readonly group: SettingGroup; readonly settings: Settings },
  texts: Texts,
): Screen {
  const { adminSettings } = texts;
  const keys = settingGroups[group];
  const lines = keys.map((key) =>
    adminSettings.line(nameOf(key, texts), settingValue(key, settings[key], texts)),
  );
  const doors = keys.map((key) => [settingButton.button(nameOf(key, texts), { key })]);
  const back = settingsButton.button(adminSettings.back, {});
  const text = [`<b>${adminSettings.groups[group]}</b>`, "", ...lines].join("\n");
  return { text, keyboard: [...doors, [back]] };
}

export type SettingView = {
  readonly key: GroupedKey;
  readonly settings: Settings;
  /** The codes of what the gateways offer. */
  readonly methods: readonly string[];
};

export function settingScreen(view: SettingView, texts: Texts): Screen {
  const { key, settings, methods } = view;
  const { adminSettings, adminHome } = texts;
  const { name, about } = wordsFor(key, texts);
  const text = adminSettings.detail({
    ...{ name, about },
    value: settingValue(key, settings[key], texts, 1_500),
    fallback: settingValue(key, settingRules[key].fallback, texts),
  });
  const hint = key === "gatewayMethods" && methods.length === 0;
  const group = groupOf(key) ?? "payment";
  const last = [
    settingGroupButton.button(`⬅️ ${adminSettings.groups[group]}`, { group }),
    adminHomeButton.button(adminHome.back, {}),
  ];
  return {
    text: hint ? `${text}\n\n${adminSettings.noMethods}` : text,
    keyboard: [...controls(view, texts), last],
  };
}

export function sureMaintenanceScreen({ adminSettings, common }: Texts): Screen {
  const key = "maintenance";
  return {
    text: adminSettings.sureMaintenance,
    keyboard: [
      [setFlagButton.button(adminSettings.sureOn, { key, on: true, sure: true })],
      [settingButton.button(common.back, { key })],
    ],
  };
}

export function nameOf(key: GroupedKey, texts: Texts): string {
  return wordsFor(key, texts).name;
}

// --- internal ---

/** Every setting has its words, or this does not compile. */
function wordsFor(key: GroupedKey, { adminSettings }: Texts) {
  const words: Readonly<Record<GroupedKey, { name: string; about: string }>> =
    adminSettings.settings;
  return words[key];
}

function controls({ key, settings, methods }: SettingView, texts: Texts): Keyboard {
  const { adminSettings, checkout } = texts;
  const reset = resetSettingButton.button(adminSettings.reset, { key });
  if (key === "gatewayMethods") {
    const chosen = settings.gatewayMethods;
    const toggles = methods.map((choice) =>
      toggle(methodName(choice, checkout), {
        ...{ key, choice, isOn: chosen === null || chosen.includes(choice) },
      }),
    );
    return [...inRows(toggles, 2), ...(chosen === null ? [] : [[reset]])];
  }
  if (key === "mutedNotices") {
    const toggles = noticeKinds.map((choice) =>
      toggle(adminSettings.notices[choice] ?? choice, {
        ...{ key, choice, isOn: !settings.mutedNotices.includes(choice) },
      }),
    );
    return inRows(toggles, 1);
  }
  const value = settings[key];
  if (typeof value === "boolean") {
    const label = value ? adminSettings.turnOff : adminSettings.turnOn;
    return [[setFlagButton.button(label, { key, on: !value, sure: false })]];
  }
  const change = editSettingButton.button(adminSettings.change, { key });
  return Bun.deepEquals(value, settingRules[key].fallback) ? [[change]] : [[change], [reset]];
}

function toggle(
  name: string,
  { key, choice, isOn }: { readonly key: string; readonly choice: string; readonly isOn: boolean },
): InlineKeyboardButton {
  return chooseSettingButton.button(`${isOn ? "✅" : "⬜"} ${name}`, { key, choice, on: !isOn });
}
