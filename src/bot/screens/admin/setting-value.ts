import { formatRupiah, type Rupiah } from "../../../lib/money.ts";
import { type SettingKey, settingRules } from "../../../shop/settings/setting-rules.ts";
import { cut } from "../../../texts/cut.ts";
import { escapeHtml } from "../../../texts/html.ts";
import type { Texts } from "../../../texts/id.ts";
import { methodName } from "../../../texts/method-name.ts";

/** A setting's value in words, as HTML. */
export function settingValue(key: SettingKey, value: unknown, texts: Texts, letters = 60): string {
  const says = texts.adminSettings;
  const rule = settingRules[key];
  if (key === "gatewayMethods") return methodsOf(value, texts);
  if (key === "mutedNotices") return noticesOf(value, texts);
  if (value === null) return says.builtIn;
  switch (rule.kind) {
    case "flag":
      return value ? says.on : says.off;
    case "money":
      return formatRupiah(value as Rupiah);
    case "whole":
      return inUnits(value, says.units[rule.unit]);
    case "optional":
      return rule.unit ? inUnits(value, says.units[rule.unit]) : escapeHtml(String(value));
    default: {
      const text = String(value);
      return text === "" ? says.empty : escapeHtml(cut(text, letters));
    }
  }
}

// --- internal ---

function inUnits(value: unknown, unit: string): string {
  return unit === "%" ? `${value}%` : `${value} ${unit}`;
}

function methodsOf(value: unknown, { adminSettings, checkout }: Texts): string {
  if (!Array.isArray(value)) return adminSettings.all;
  const names = value.map((code) => escapeHtml(methodName(String(code), checkout)));
  return names.length > 0 ? names.join(", ") : adminSettings.empty;
}

function noticesOf(value: unknown, { adminSettings }: Texts): string {
  const { of } = settingRules.mutedNotices;
  const muted = Array.isArray(value) ? value : [];
  const heard = of.filter((kind) => !muted.includes(kind));
  if (heard.length === of.length) return adminSettings.all;
  const names = heard.map((kind) => adminSettings.notices[kind] ?? kind);
  return names.length > 0 ? names.join(", ") : adminSettings.empty;
}
