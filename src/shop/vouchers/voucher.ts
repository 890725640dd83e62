import type { CustomerId, ProductId, VoucherId } from "../../lib/ids.ts";
import { noMoney, percentOf, plus, type Rupiah, rupiah } from "../../lib/money.ts";

export type VoucherKind = "percent" | "flat";

export type Voucher = {
  readonly id: VoucherId;
  readonly code: string;
  readonly kind: VoucherKind;
  readonly value: number;
  readonly maxDiscount: Rupiah | null;
  readonly minTotal: Rupiah;
  readonly totalLimit: number | null;
  readonly perCustomerLimit: number | null;
  readonly taken: number;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly isActive: boolean;
  /** None means every product. */
  readonly productIds: readonly ProductId[];
};

/** A line of the cart or order, with its whole amount. */
export type VoucherLine = { readonly productId: ProductId; readonly amount: Rupiah };

export type VoucherRefusal =
  | "unknown"
  | "inactive"
  | "not_yet"
  | "over"
  | "products"
  | "min_total"
  | "limit_reached"
  | "customer_limit";

/** What the person needs to know to do better. */
export type VoucherRefusalDetail = {
  readonly minTotal?: Rupiah;
  readonly from?: Date;
  readonly limit?: number;
};

export type VoucherWish = {
  readonly customerId: CustomerId;
  readonly lines: readonly VoucherLine[];
  readonly at: Date;
};

/** Codes are typed in any case and with blanks around them. */
export function normalCode(typed: string): string {
  return typed.trim().toUpperCase();
}

/** What the lines that the voucher is for cost together. */
export function eligibleTotal(
  voucher: Pick<Voucher, "productIds">,
  lines: readonly VoucherLine[],
): Rupiah {
  const { productIds } = voucher;
  const eligible = lines.filter(
    ({ productId }) => productIds.length === 0 || productIds.includes(productId),
  );
  return plus(...eligible.map(({ amount }) => amount));
}

/** Never more than what it is for costs. */
export function discountOf(
  voucher: Pick<Voucher, "kind" | "value" | "maxDiscount" | "productIds">,
  lines: readonly VoucherLine[],
): Rupiah {
  const total = eligibleTotal(voucher, lines);
  const wished = voucher.kind === "flat" ? rupiah(voucher.value) : percentOf(total, voucher.value);
  return rupiah(Math.min(wished, total, voucher.maxDiscount ?? wished));
}

/** The first reason against it, or nothing. `takenByCustomer` counts reserved and used alike. */
export function reasonAgainst(
  voucher: Voucher,
  {
    lines,
    at,
    takenByCustomer,
  }: Pick<VoucherWish, "lines" | "at"> & { readonly takenByCustomer: number },
): { readonly reason: VoucherRefusal; readonly detail: VoucherRefusalDetail } | undefined {
  if (!voucher.isActive) return { reason: "inactive", detail: {} };
  if (voucher.validFrom && at < voucher.validFrom)
    return { reason: "not_yet", detail: { from: voucher.validFrom } };
  if (voucher.validUntil && at >= voucher.validUntil) return { reason: "over", detail: {} };
  const total = eligibleTotal(voucher, lines);
  if (total === noMoney) return { reason: "products", detail: {} };
  if (total < voucher.minTotal)
    return { reason: "min_total", detail: { minTotal: voucher.minTotal } };
  if (voucher.totalLimit !== null && voucher.taken >= voucher.totalLimit)
    return { reason: "limit_reached", detail: { limit: voucher.totalLimit } };
  if (voucher.perCustomerLimit !== null && takenByCustomer >= voucher.perCustomerLimit)
    return { reason: "customer_limit", detail: { limit: voucher.perCustomerLimit } };
  return undefined;
}
