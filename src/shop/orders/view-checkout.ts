import { desc, eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { CustomerId, ProductId } from "../../lib/ids.ts";
import { noMoney, plus, type Rupiah } from "../../lib/money.ts";
import { type MethodDeps, offeredMethods, type PayMethod } from "../payments/offered-methods.ts";
import { readSettings } from "../settings/read-settings.ts";
import { checkVoucher } from "../vouchers/check-voucher.ts";
import type { VoucherRefusal, VoucherRefusalDetail } from "../vouchers/voucher.ts";
import { cartForCheckout } from "./cart.ts";
import { readCheckout } from "./checkout.queries.ts";
import type { CheckoutLine, CheckoutRefusal } from "./checkout.ts";
import { billFor, lineRefusal, mergedLines, type PricedLine, priceLine } from "./price-order.ts";

export type CheckoutWish = {
  readonly customerId: CustomerId;
  readonly lines: readonly CheckoutLine[] | "cart";
  /** Whether the wallet pays as much as it can. */
  readonly useWallet: boolean;
  readonly at: Date;
};

export type ViewedLine = {
  readonly productId: ProductId;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Rupiah;
  readonly amount: Rupiah;
  /** Why this line cannot be bought as it is. */
  readonly against: CheckoutRefusal | undefined;
};

export type ViewedVoucher = { readonly code: string } & (
  | { readonly ok: true; readonly discount: Rupiah }
  | { readonly ok: false; readonly reason: VoucherRefusal; readonly why: VoucherRefusalDetail }
);

export type CheckoutView = {
  readonly lines: readonly ViewedLine[];
  readonly voucher: ViewedVoucher | undefined;
  readonly subtotal: Rupiah;
  readonly discount: Rupiah;
  readonly total: Rupiah;
  readonly balance: Rupiah;
  readonly walletAmount: Rupiah;
  readonly due: Rupiah;
  readonly isWalletOn: boolean;
  /** What takes the part that is due. */
  readonly methods: readonly PayMethod[];
  /** Some of the shop's ways to pay are left out, because their gateway is down. */
  readonly isGatewayAway: boolean;
  /** The customer's newest order, or 0. */
  readonly lastOrder: number;
};

/** What a checkout would come to, line by line, with what speaks against it. Promises nothing. */
export async function viewCheckout(
  queryable: Queryable,
  deps: Pick<MethodDeps, "gateways" | "isWorthTrying">,
  { customerId, lines, useWallet, at }: CheckoutWish,
): Promise<CheckoutView> {
  const [settings, cart, lastOrder] = await Promise.all([
    readSettings(queryable),
    cartForCheckout(queryable, customerId),
    newestOrder(queryable, customerId),
  ]);
  const wished = mergedLines(lines === "cart" ? cart.lines : lines);
  const rows =
    wished.length === 0
      ? []
      : await readCheckout(queryable, {
          ...{ customerId, lines: wished, at, settings },
          looksOnly: true,
        });
  const known = rows.filter(({ name }) => name !== null);
  const priced = known.map(priceLine);
  const voucher = await viewVoucher(queryable, cart.voucherCode, { customerId, priced, at });
  const balance = rows[0]?.balance ?? noMoney;
  const discount = voucher?.ok ? voucher.discount : noMoney;
  const isWalletOn = settings.walletEnabled;
  const wallet = () => (useWallet && isWalletOn ? balance : noMoney);
  const bill = billFor(priced, { discount, wallet });
  const methods = offeredMethods({ ...deps, settings }, bill.due);
  const { gateways, isWorthTrying = () => true } = deps;
  const isGatewayAway = [...gateways.keys()].some((name) => !isWorthTrying(name));
  return {
    lines: inOrderOf(lines === "cart" ? cart.lines : wished, priced.map(viewed)),
    ...{ voucher, ...bill, balance, isWalletOn, methods, isGatewayAway, lastOrder },
  };
}

// --- internal ---

function viewed(line: PricedLine): ViewedLine {
  const { productId, quantity, unitPrice, amount, row } = line;
  return { productId, name: row.name, quantity, unitPrice, amount, against: lineRefusal(row) };
}

/** People look for a line where they put it. */
function inOrderOf(lines: readonly CheckoutLine[], found: readonly ViewedLine[]): ViewedLine[] {
  return lines.flatMap((line) => found.find(({ productId }) => productId === line.productId) ?? []);
}

async function viewVoucher(
  queryable: Queryable,
  code: string | undefined,
  { customerId, priced, at }: { customerId: CustomerId; priced: readonly PricedLine[]; at: Date },
): Promise<ViewedVoucher | undefined> {
  if (code === undefined || priced.length === 0) return undefined;
  // Of nothing there is nothing to take off.
  if (plus(...priced.map(({ amount }) => amount)) === noMoney) return undefined;
  const checked = await checkVoucher(queryable, { code, customerId, lines: priced, at });
  return checked.ok
    ? { ok: true, code, discount: checked.value.discount }
    : { ok: false, code, reason: checked.reason, why: checked.detail };
}

async function newestOrder(queryable: Queryable, customerId: CustomerId): Promise<number> {
  const [row] = await queryable
    .select({ id: orders.id })
    .from(orders)
    .where(eq(orders.customerId, customerId))
    .orderBy(desc(orders.id))
    .limit(1);
  return row?.id ?? 0;
}
