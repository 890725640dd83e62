import { z } from "zod";
import { type Rupiah, rupiah } from "../../lib/money.ts";

/** What admins are told about, each of which can be turned off. */
export const noticeKinds = [
  "new_order",
  "order_paid",
  "order_expired",
  "deposit",
  "proof",
  "stock",
  "spam",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Every setting: what it may be, and what it is as long as nobody has said otherwise. */
export const settingRules = {
  /** The gateway's methods that are offered; nothing means all that the gateway has. */
  gatewayMethods: optional(z.array(z.string().regex(/^[a-z0-9_]{1,32}$/)).max(32)),
  walletEnabled: flag(true),
  manualEnabled: flag(false),
  /** Where to transfer to, as the customer reads it. */
  manualInstructions: words("", 2_000),
  manualExpiryHours: whole(24, { min: 1, max: 168, unit: "hours" }),
  /** In place of PAYMENT_EXPIRY_MINUTES. */
  expiryMinutes: optional(z.number().int().min(1).max(1_440), { unit: "minutes" }),

  maxUnpaidOrders: whole(3, { min: 1, max: 50, unit: "orders" }),
  /** How much of a product's stock one customer may hold unpaid; one unit is always allowed. */
  maxUnpaidSharePercent: whole(50, { min: 1, max: 100, unit: "percent" }),
  maxUnitsPerUnpaidOrder: whole(100, { min: 1, max: 10_000, unit: "units" }),
  /** After so many orders expired within these hours, a customer waits these minutes. 0: never. */
  nonPayerOrders: whole(4, { min: 0, max: 100, unit: "orders" }),
  nonPayerHours: whole(24, { min: 1, max: 720, unit: "hours" }),
  nonPayerWaitMinutes: whole(60, { min: 1, max: 10_080, unit: "minutes" }),
  /** With at most so many units left, an unpaid order holds them for a shorter time. 0: never. */
  scarceAt: whole(2, { min: 0, max: 1_000, unit: "units" }),
  scarceExpiryMinutes: whole(10, { min: 1, max: 1_440, unit: "minutes" }),

  waitlistHoldMinutes: whole(15, { min: 1, max: 1_440, unit: "minutes" }),
  lowStockAt: whole(5, { min: 0, max: 100_000, unit: "units" }),

  depositMin: money(10_000, { min: 1_000, max: 100_000_000 }),
  depositMax: money(10_000_000, { min: 1_000, max: 1_000_000_000 }),

  supportContact: words("", 200),
  welcomePicture: optional(z.string().min(1).max(300)),
  welcomeSticker: optional(z.string().min(1).max(300)),
  maintenance: flag(false),
  maintenanceMessage: words("", 1_000),
  /** The notices that admins do not want. */
  mutedNotices: choices(noticeKinds),

  /** Anti-spam: so many taps at once, so many more per second, and the silence after the warning. */
  spamBurst: whole(20, { min: 5, max: 200, unit: "taps" }),
  spamPerSecond: whole(2, { min: 1, max: 50, unit: "taps" }),
  spamQuietSeconds: whole(60, { min: 5, max: 86_400, unit: "seconds" }),
} as const;

export type SettingKey = keyof typeof settingRules;
export type Settings = {
  readonly [Key in SettingKey]: (typeof settingRules)[Key]["fallback"];
};

export type SettingUnit = "minutes" | "hours" | "seconds" | "orders" | "units" | "percent" | "taps";

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingRules, key);
}

// --- internal ---

function whole(fallback: number, range: { min: number; max: number; unit: SettingUnit }) {
  const schema = z.number().int().min(range.min).max(range.max);
  return { kind: "whole", fallback, schema, ...range } as const;
}

function money(fallback: number, range: { min: number; max: number }) {
  const schema = z.number().int().min(range.min).max(range.max).transform(rupiah);
  return { kind: "money", fallback: rupiah(fallback) as Rupiah, schema, ...range } as const;
}

function flag(fallback: boolean) {
  return { kind: "flag", fallback, schema: z.boolean() } as const;
}

function words(fallback: string, max: number) {
  return { kind: "words", fallback, schema: z.string().trim().max(max), max } as const;
}

function choices<Choice extends string>(of: readonly Choice[]) {
  const fallback: readonly Choice[] = [];
  return { kind: "choices", fallback, schema: z.array(z.enum(of)).max(of.length), of } as const;
}

function optional<Schema extends z.ZodType>(
  inner: Schema,
  { unit }: { readonly unit?: SettingUnit } = {},
) {
  const fallback = null as z.output<Schema> | null;
  return { kind: "optional", fallback, schema: inner.nullable(), unit } as const;
}
