/** Money is a whole number of rupiah, and nothing else fits. */
export type Rupiah = number & { readonly __brand: "Rupiah" };

export const noMoney = 0 as Rupiah;

/** Every sum in the shop stays far below this, so that a double holds it exactly. */
const largest = 1_000_000_000_000_000;

export function rupiah(value: number): Rupiah {
  if (!Number.isSafeInteger(value) || Math.abs(value) > largest) {
    throw new RangeError(`${value} is not a whole number of rupiah within ±${largest}`);
  }
  return value as Rupiah;
}

export function plus(...amounts: Rupiah[]): Rupiah {
  return rupiah(amounts.reduce((sum, amount) => sum + amount, 0));
}

export function minus(from: Rupiah, amount: Rupiah): Rupiah {
  return rupiah(from - amount);
}

export function times(amount: Rupiah, quantity: number): Rupiah {
  return rupiah(amount * quantity);
}

/** A share in per cent, rounded down: the shop never gives away more than it said. */
export function percentOf(amount: Rupiah, percent: number): Rupiah {
  const hundreds = Math.floor(amount / 100);
  // In two parts, which stay exact where the product of both would not.
  return rupiah(hundreds * percent + Math.floor(((amount - hundreds * 100) * percent) / 100));
}

export function formatRupiah(amount: Rupiah): string {
  const digits = Math.abs(amount)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ".");
  return `${amount < 0 ? "-" : ""}Rp${digits}`;
}

/** Reads what a person types: 25000, 25.000, 25,000, Rp 25.000, 25k, 25rb, 1,5jt. */
export function parseRupiah(text: string): Rupiah | undefined {
  const match = /^(?:rp\.?)?\s*([\d.,\s]+?)\s*(k|rb|ribu|jt|juta)?$/i.exec(text.trim());
  const digits = match?.[1]?.replace(/\s/g, "");
  if (!digits) return undefined;
  const unit = match?.[2]?.toLowerCase();
  const value = unit
    ? scaled(digits, unit === "jt" || unit === "juta" ? 1_000_000 : 1_000)
    : whole(digits);
  return value !== undefined && Number.isSafeInteger(value) && value <= largest
    ? rupiah(value)
    : undefined;
}

function whole(digits: string): number | undefined {
  if (/^\d+$/.test(digits)) return Number(digits);
  return /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(digits)
    ? Number(digits.replace(/[.,]/g, ""))
    : undefined;
}

function scaled(digits: string, factor: number): number | undefined {
  const match = /^(\d+)(?:[.,](\d{1,3}))?$/.exec(digits);
  if (!match) return undefined;
  const fraction = match[2] ?? "";
  return Number(match[1]) * factor + (Number(fraction) * factor) / 10 ** fraction.length;
}
