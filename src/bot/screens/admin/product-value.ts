import type { Rupiah } from "../../../lib/money.ts";
import type { PriceTier } from "../../../shop/catalog/product.ts";
import type { Texts } from "../../../texts/id.ts";

/** A field's value as an admin reads it, also one that the audit log remembers. */
export function shownValue(
  field: string,
  value: unknown,
  { adminEdit: words }: Texts,
  categories: ReadonlyMap<number, string> = new Map(),
): string {
  if (field === "sharedContent" || field === "file") return words.hidden;
  if (value === null || value === undefined || value === "") return words.nothing;
  if (field === "pictureFileId") return words.hasPicture;
  if (field === "price") return words.money(value as Rupiah);
  if (field === "tiers") return tiersText(value as readonly PriceTier[], words);
  if (field === "categoryId") return words.words(categories.get(Number(value)) ?? `#${value}`);
  if (typeof value === "boolean") return value ? words.yes : words.no;
  return words.words(String(value));
}

// --- internal ---

function tiersText(tiers: readonly PriceTier[], words: Texts["adminEdit"]): string {
  if (tiers.length === 0) return words.nothing;
  return tiers
    .map((tier) => words.tier({ from: tier.minQuantity, price: tier.unitPrice }))
    .join(", ");
}
