import { days } from "../../../lib/clock.ts";
import { parseRupiah } from "../../../lib/money.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import { dayAfter, momentOf, readWallTime } from "../../../lib/wall-time.ts";
import type { VoucherKind } from "../../../shop/vouchers/voucher.ts";
import type { VoucherFields } from "../../../shop/vouchers/voucher-fields.ts";
import type { Texts } from "../../../texts/id.ts";
import { readWhole } from "./product-fields.ts";

/** In the order of the wizard; a description is asked for afterwards only. */
export const wizardQuestions = [
  ...(["code", "kind", "value", "maxDiscount", "minTotal"] as const),
  ...(["perCustomerLimit", "totalLimit", "validFrom", "validUntil"] as const),
] as const;
export const voucherQuestions = [...wizardQuestions, "description"] as const;
export type VoucherQuestion = (typeof voucherQuestions)[number];

/** As it waits in a draft: moments are written out. */
export type DraftValue = string | number | null;
export type DraftValues = Readonly<Record<string, DraftValue>>;

export type Asking = {
  readonly zone: TimeZone;
  readonly now: Date;
  readonly kind: VoucherKind;
  readonly newCode: () => string;
};

/** The answers that are one press away: what they say, and what they are called in the button. */
export function presetsOf(
  question: VoucherQuestion,
  kind: VoucherKind,
  { adminVouchers: { presets }, adminEdit }: Texts,
): readonly (readonly [label: string, name: string])[] {
  const money = (amounts: readonly number[]) =>
    amounts.map((amount) => [adminEdit.money(amount as never), String(amount)] as const);
  const times = (counts: readonly number[]) =>
    counts.map((count) => [presets.times(count), String(count)] as const);
  switch (question) {
    case "code":
      return [[presets.random, "random"]];
    case "kind":
      return [
        [presets.percent, "percent"],
        [presets.flat, "flat"],
      ];
    case "value":
      return kind === "flat"
        ? money([5_000, 10_000, 20_000, 50_000])
        : [5, 10, 15, 20, 25, 50].map((percent) => [`${percent}%`, String(percent)] as const);
    case "maxDiscount":
      return [...money([10_000, 20_000, 50_000]), [presets.unlimited, "none"]];
    case "minTotal":
      return [...money([20_000, 50_000, 100_000]), [presets.none, "0"]];
    case "perCustomerLimit":
      return [...times([1, 2, 5]), [presets.unlimited, "none"]];
    case "totalLimit":
      return [...times([10, 50, 100]), [presets.unlimited, "none"]];
    case "validFrom":
      return [
        [presets.now, "none"],
        [presets.tomorrow, "day1"],
        [presets.nextWeek, "day7"],
      ];
    case "validUntil":
      return [
        ...[1, 7, 30].map((count) => [presets.days(count), `in${count}`] as const),
        [presets.endOfMonth, "month"],
        [presets.forever, "none"],
      ];
    case "description":
      return [[presets.none, "none"]];
  }
}

/** What a pressed answer stands for. */
export function chosenValue(
  question: VoucherQuestion,
  name: string,
  { zone, now, newCode }: Asking,
): DraftValue | undefined {
  const today = zone.day(now);
  if (question === "description") return "";
  if (name === "none") return null;
  if (name === "random") return newCode();
  if (question === "kind") return name === "percent" || name === "flat" ? name : undefined;
  if (name === "month") return momentOf(zone, firstOfNextMonth(today)).toISOString();
  const count = Number(/\d+$/.exec(name)?.[0] ?? Number.NaN);
  if (Number.isNaN(count)) return undefined;
  if (name.startsWith("day")) return momentOf(zone, dayAfter(today, count)).toISOString();
  if (name.startsWith("in")) return new Date(now.getTime() + days(count)).toISOString();
  return count;
}

/** What was typed; nothing, where it cannot be that. */
export function typedVoucherValue(
  question: VoucherQuestion,
  text: string,
  { zone, kind }: Asking,
): DraftValue | undefined {
  switch (question) {
    case "code":
    case "description":
      return text.trim();
    case "kind":
      return undefined;
    case "value":
      return kind === "flat" ? parseRupiah(text) : readWhole(text.replace(/\s*%\s*$/, ""));
    case "maxDiscount":
    case "minTotal":
      return parseRupiah(text);
    case "perCustomerLimit":
    case "totalLimit":
      return readWhole(text);
    case "validFrom":
    case "validUntil": {
      const wall = readWallTime(text);
      if (!wall) return undefined;
      // A day that is named as the last one still counts.
      const isWholeLastDay = question === "validUntil" && wall.time === undefined;
      const day = isWholeLastDay ? dayAfter(wall.day) : wall.day;
      return momentOf(zone, day, wall.time).toISOString();
    }
  }
}

/** The draft as the shop takes it. */
export function voucherFieldsOf(values: DraftValues): VoucherFields {
  const moment = (value: DraftValue | undefined) =>
    typeof value === "string" ? new Date(value) : value;
  const fields: Record<string, unknown> = { ...values };
  for (const name of ["validFrom", "validUntil"] as const) {
    if (values[name] !== undefined) fields[name] = moment(values[name]);
  }
  // Checked by the shop, field by field, as everything that was typed.
  return fields as VoucherFields;
}

// --- internal ---

function firstOfNextMonth(today: string): string {
  const [year = 0, month = 0] = today.split("-").map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
