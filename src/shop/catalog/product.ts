import { z } from "zod";
import type { products } from "../../../db/schema/catalog.ts";
import type { ProductId } from "../../lib/ids.ts";
import { type Rupiah, rupiah } from "../../lib/money.ts";

export const productKinds = ["unique", "shared", "file"] as const;
export type ProductKind = (typeof productKinds)[number];

export type Product = typeof products.$inferSelect;
export type PriceTier = { readonly minQuantity: number; readonly unitPrice: Rupiah };

/** What a buyer finds: so many, or as many as he likes. */
export type Stock = number | "unlimited";

/** Whether a sale takes units: each has one buyer, or a shared product may be sold so many times. */
export function isCounted({ kind, isCapped }: Pick<Product, "kind" | "isCapped">): boolean {
  return kind === "unique" || isCapped;
}

/** Who takes more never pays more for one, even if a tier was forgotten when the price fell. */
export function unitPriceFor(
  { price, tiers }: { readonly price: Rupiah; readonly tiers: readonly PriceTier[] },
  quantity: number,
): Rupiah {
  const reached = tiers.filter(({ minQuantity }) => minQuantity <= quantity);
  return rupiah(Math.min(price, ...reached.map(({ unitPrice }) => unitPrice)));
}

/** What the sealed text of a shared product is bound to. */
export const productIdentity = (id: ProductId): string => `product:${id}`;
export const productFileIdentity = (id: ProductId): string => `product-file:${id}`;

const money = z.number().int().min(1).max(1_000_000_000).transform(rupiah);

/** What each field may be; the keys are what a refusal names. */
export const productFields = {
  // As it may stand in a deep link behind `p_`.
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{1,32}$/),
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(2_000),
  price: money,
  categoryId: z.number().int().positive().nullable(),
  instructions: z.string().trim().max(2_000),
  pictureFileId: z.string().min(1).max(300).nullable(),
  maxPerOrder: z.number().int().min(1).max(10_000).nullable(),
  lowStockAt: z.number().int().min(0).max(100_000).nullable(),
  position: z.number().int().min(-1_000_000).max(1_000_000),
  isActive: z.boolean(),
  terms: z.string().trim().min(1).max(3_500).nullable(),
  tiers: z
    .array(z.object({ minQuantity: z.number().int().min(2).max(10_000), unitPrice: money }))
    .max(20)
    .refine((tiers) => new Set(tiers.map((tier) => tier.minQuantity)).size === tiers.length),
  /** What every buyer of a shared product gets. */
  sharedContent: z.string().trim().min(1).max(20_000).nullable(),
} as const;
export type ProductField = keyof typeof productFields;

/** What an admin may say about a product: every field as it was typed. */
export type ProductValues = {
  readonly [Field in ProductField]?: z.input<(typeof productFields)[Field]> | undefined;
};
export type CheckedValues = {
  readonly [Field in ProductField]?: z.output<(typeof productFields)[Field]>;
};

/** The checked values, or the first field that is not what it may be. */
export function checkValues(
  values: ProductValues,
): { readonly values: CheckedValues } | { readonly wrong: ProductField } {
  const checked: Record<string, unknown> = {};
  for (const field of Object.keys(productFields) as ProductField[]) {
    if (values[field] === undefined) continue;
    const parsed = productFields[field].safeParse(values[field]);
    if (!parsed.success) return { wrong: field };
    checked[field] = parsed.data;
  }
  return { values: checked as CheckedValues };
}
