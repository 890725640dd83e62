import type { SettingKey } from "./setting-rules.ts";

/** How settings are shown to whoever looks for one. */
export const settingGroups = {
  payment: [
    "gatewayMethods",
    "walletEnabled",
    "manualEnabled",
    "manualInstructions",
    "manualExpiryHours",
    "expiryMinutes",
  ],
  fair_use: [
    "maxUnpaidOrders",
    "maxUnpaidSharePercent",
    "maxUnitsPerUnpaidOrder",
    "nonPayerOrders",
    "nonPayerHours",
    "nonPayerWaitMinutes",
    "scarceAt",
    "scarceExpiryMinutes",
  ],
  stock: ["lowStockAt", "waitlistHoldMinutes"],
  deposit: ["depositMin", "depositMax"],
  contact: ["supportContact"],
  notices: ["mutedNotices"],
  spam: ["spamBurst", "spamPerSecond", "spamQuietSeconds"],
  maintenance: ["maintenance", "maintenanceMessage"],
} as const satisfies Record<string, readonly SettingKey[]>;

export type SettingGroup = keyof typeof settingGroups;
export type GroupedKey = (typeof settingGroups)[SettingGroup][number];

export const groupNames = Object.keys(settingGroups) as readonly SettingGroup[];

/** Nothing, where the setting is no plain value, such as a picture. */
export function groupOf(key: string): SettingGroup | undefined {
  return groupNames.find((group) => (settingGroups[group] as readonly string[]).includes(key));
}
