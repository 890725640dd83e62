import { z } from "zod";
import type { ProductId } from "../../lib/ids.ts";
import { rupiah } from "../../lib/money.ts";
import { normalCode, type VoucherKind } from "./voucher.ts";

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const money = (min: number) => whole(min, 1_000_000_000).transform(rupiah);

/** What each field may be; the keys are what a refusal names. */
export const voucherFields = {
  code: z
    .string()
    .transform(normalCode)
    .pipe(z.string().regex(/^[A-Z0-9_-]{3,32}$/)),
  description: z.string().trim().max(200),
  kind: z.enum(["percent", "flat"]),
  value: whole(1, 1_000_000_000),
  maxDiscount: money(1).nullable(),
  minTotal: money(0),
  totalLimit: whole(1, 1_000_000).nullable(),
  perCustomerLimit: whole(1, 10_000).nullable(),
  validFrom: z.date().nullable(),
  validUntil: z.date().nullable(),
  isActive: z.boolean(),
  productIds: z
    .array(
      z
        .number()
        .int()
        .positive()
        .transform((id) => id as ProductId),
    )
    .max(200),
} as const;
export type VoucherField = keyof typeof voucherFields;

/** What an admin may say about a voucher. */
export type VoucherFields = {
  readonly [Field in VoucherField]?: z.input<(typeof voucherFields)[Field]> | undefined;
};
export type CheckedFields = {
  [Field in VoucherField]?: z.output<(typeof voucherFields)[Field]>;
};

type Present = {
  readonly kind?: VoucherKind;
  readonly value?: number;
  readonly validFrom?: Date | null;
  readonly validUntil?: Date | null;
};

/** The checked fields, or the first that is not what it may be beside what is there already. */
export function checkFields(
  fields: VoucherFields,
  present: Present = {},
): { readonly fields: CheckedFields } | { readonly wrong: VoucherField } {
  const checked: Record<string, unknown> = {};
  for (const field of Object.keys(voucherFields) as VoucherField[]) {
    if (fields[field] === undefined) continue;
    const parsed = voucherFields[field].safeParse(fields[field]);
    if (!parsed.success) return { wrong: field };
    checked[field] = parsed.data;
  }
  const whole: Present = { ...present, ...checked };
  if (whole.kind === "percent" && (whole.value ?? 0) > 100) return { wrong: "value" };
  if (whole.validFrom && whole.validUntil && whole.validUntil <= whole.validFrom)
    return { wrong: "validUntil" };
  return { fields: checked };
}
