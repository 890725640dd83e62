import type { ProductId } from "../../lib/ids.ts";
import { minus, noMoney, plus, type Rupiah, rupiah, times } from "../../lib/money.ts";
import { unitPriceFor } from "../catalog/product.ts";
import type { CheckoutRow } from "./checkout.queries.ts";
import type { CheckoutLine, CheckoutRefusal } from "./checkout.ts";

export type PricedLine = CheckoutLine & {
  readonly row: CheckoutRow;
  readonly unitPrice: Rupiah;
  readonly amount: Rupiah;
};

/** The same product twice is one line, and lines go by rising product id, as locks do. */
export function mergedLines(lines: readonly CheckoutLine[]): CheckoutLine[] {
  const quantities = new Map<ProductId, number>();
  for (const { productId, quantity } of lines) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([productId, quantity]) => ({ productId, quantity }))
    .sort((a, b) => a.productId - b.productId);
}

export function priceLine(row: CheckoutRow): PricedLine {
  const { productId, quantity } = row;
  const unitPrice = unitPriceFor(row, quantity);
  return { productId, quantity, row, unitPrice, amount: times(unitPrice, quantity) };
}

/** What speaks against a line, whatever else is in the order. */
export function lineRefusal(row: CheckoutRow): CheckoutRefusal | undefined {
  const { productId, quantity, maxPerOrder, available } = row;
  if (!row.isForSale || quantity < 1)
    return { ok: false, reason: "not_for_sale", detail: { productId } };
  if (maxPerOrder !== null && quantity > maxPerOrder)
    return { ok: false, reason: "too_many", detail: { productId, max: maxPerOrder } };
  if (row.isCounted && available < quantity)
    return { ok: false, reason: "sold_out", detail: { productId, available } };
  return undefined;
}

export type Bill = {
  readonly subtotal: Rupiah;
  readonly discount: Rupiah;
  readonly total: Rupiah;
  readonly walletAmount: Rupiah;
  /** What is left for the payment. */
  readonly due: Rupiah;
};

export function billFor(
  lines: readonly PricedLine[],
  { discount, wallet }: { readonly discount: Rupiah; readonly wallet: (total: Rupiah) => Rupiah },
): Bill {
  const subtotal = plus(...lines.map(({ amount }) => amount));
  const total = minus(subtotal, discount);
  const walletAmount = rupiah(Math.max(noMoney, Math.min(total, wallet(total))));
  return { subtotal, discount, total, walletAmount, due: minus(total, walletAmount) };
}
