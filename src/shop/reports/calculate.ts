import { type Rupiah, rupiah } from "../../lib/money.ts";

export const calculationKinds = ["refund", "deposit"] as const;
export type CalculationKind = (typeof calculationKinds)[number];

/** In hundredths of a per cent, so that 7.5% is a whole number; or in rupiah. */
export type Fee =
  | { readonly kind: "percent"; readonly hundredths: number }
  | { readonly kind: "flat"; readonly amount: Rupiah };

export type Calculation = {
  readonly kind: CalculationKind;
  /** What was paid, or what came in. */
  readonly price: Rupiah;
  readonly soldDays: number;
  readonly usedDays: number;
  readonly fee: Fee;
};

export type Calculated = {
  /** The price of the days that are left; of a deposit all of it. */
  readonly left: Rupiah;
  readonly fee: Rupiah;
  readonly result: Rupiah;
};

/**
 * Each step is a whole number of rupiah, so that what is shown adds up; half a rupiah goes to the
 * customer. Nobody gets back more than he paid, or less than nothing.
 */
export function calculate({ kind, price, soldDays, usedDays, fee }: Calculation): Calculated {
  const daysLeft = Math.max(0, soldDays - usedDays);
  const left = kind === "refund" ? roundUpFromHalf(price, daysLeft, soldDays) : price;
  const taken = fee.kind === "flat" ? fee.amount : roundDownFromHalf(left, fee.hundredths, 10_000);
  const feeTaken = rupiah(Math.min(left, taken));
  return { left, fee: feeTaken, result: rupiah(left - feeTaken) };
}

/** 7,5% or 7.5% or 2500 or 2,5rb; nothing, where it is no fee. */
export function readPercent(text: string): Fee | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%$/.exec(text.trim());
  if (!match) return undefined;
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return hundredths <= 10_000 ? { kind: "percent", hundredths } : undefined;
}

// --- internal ---

// A price times a fraction may exceed what a double holds exactly, and so it is done in bigint.
function roundUpFromHalf(amount: Rupiah, part: number, whole: number): Rupiah {
  const [a, p, w] = [BigInt(amount), BigInt(part), BigInt(whole)];
  return rupiah(Number((2n * a * p + w) / (2n * w)));
}

function roundDownFromHalf(amount: Rupiah, part: number, whole: number): Rupiah {
  const [a, p, w] = [BigInt(amount), BigInt(part), BigInt(whole)];
  return rupiah(Number((2n * a * p + w - 1n) / (2n * w)));
}
