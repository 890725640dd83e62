import type { Tx } from "../../../db/client.ts";
import type { OrderId } from "../../lib/ids.ts";
import { noMoney, type Rupiah } from "../../lib/money.ts";
import { type PayMethod, payMethod, takes } from "../payments/offered-methods.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/setting-rules.ts";
import { checkVoucher, type GrantedVoucher } from "../vouchers/check-voucher.ts";
import { cartForCheckout } from "./cart.ts";
import { type CheckoutRow, lockCheckouts, readCheckout } from "./checkout.queries.ts";
import type { Checkout, CheckoutDeps, CheckoutRefusal } from "./checkout.ts";
import { isScarce, unfairness } from "./fair-use.ts";
import { holdFor } from "./hold.ts";
import {
  type Bill,
  billFor,
  lineRefusal,
  mergedLines,
  type PricedLine,
  priceLine,
} from "./price-order.ts";

export type CheckoutPlan = {
  readonly orderId: OrderId;
  readonly checkout: Checkout;
  readonly lines: readonly PricedLine[];
  readonly voucher: GrantedVoucher | undefined;
  readonly bill: Bill;
  /** Nothing where nothing is left to pay. */
  readonly method: PayMethod | undefined;
  readonly at: Date;
  readonly expiresAt: Date;
};

type Planned = { readonly ok: true; readonly value: CheckoutPlan } | CheckoutRefusal;

/** Reads everything and decides; writes nothing. */
export async function planCheckout(
  tx: Tx,
  deps: CheckoutDeps,
  checkout: Checkout,
): Promise<Planned> {
  const at = deps.clock.now();
  const { customerId } = checkout;
  const [, settings, cart] = await Promise.all([
    lockCheckouts(tx, customerId),
    readSettings(tx),
    checkout.lines === "cart" ? cartForCheckout(tx, customerId) : undefined,
  ]);
  if (settings.maintenance) return refused("maintenance", { message: settings.maintenanceMessage });
  const wished = mergedLines(cart?.lines ?? (checkout.lines === "cart" ? [] : checkout.lines));
  if (wished.length === 0) return refused("cart_empty", undefined);

  const rows = await readCheckout(tx, { customerId, lines: wished, at, settings });
  const [first] = rows;
  if (!first) throw new Error(`Customer ${customerId} is not known`);
  if (first.isBlocked) return refused("blocked", undefined);
  for (const row of rows) {
    const refusal = lineRefusal(row);
    if (refusal) return refusal;
  }

  const lines = rows.map(priceLine);
  const code = checkout.voucherCode ?? cart?.voucherCode;
  const granted =
    code === undefined ? undefined : await checkVoucher(tx, { code, customerId, lines, at });
  if (granted?.ok === false)
    return refused("voucher", { refusal: granted.reason, why: granted.detail });
  const voucher = granted?.value;

  const priced = { first, lines, discount: voucher?.discount ?? noMoney };
  const money = planMoney(deps, settings, checkout, priced);
  if (!money.ok) return money;
  const { bill, method } = money.value;
  const unfair = bill.due === noMoney ? undefined : unfairness(settings, holdsOf(rows, at));
  if (unfair) return unfair;

  const expiresAt = holdFor(deps, settings, {
    from: at,
    isManual: method?.gateway === "manual",
    isScarce: isScarce(settings, rows.map(heldLine)),
  });
  const { orderId } = first;
  return { ok: true, value: { orderId, checkout, lines, voucher, bill, method, at, expiresAt } };
}

// --- internal ---

type Refusal<Reason extends CheckoutRefusal["reason"]> = Extract<
  CheckoutRefusal,
  { reason: Reason }
>;

function refused<Reason extends CheckoutRefusal["reason"]>(
  reason: Reason,
  detail: Refusal<Reason>["detail"],
): Refusal<Reason> {
  return { ok: false, reason, detail } as Refusal<Reason>;
}

type Money =
  | { readonly ok: true; readonly value: { bill: Bill; method: PayMethod | undefined } }
  | CheckoutRefusal;

type Priced = { first: CheckoutRow; lines: readonly PricedLine[]; discount: Rupiah };

function planMoney(
  deps: CheckoutDeps,
  settings: Settings,
  checkout: Checkout,
  { first, lines, discount }: Priced,
): Money {
  const { useWallet, method, expectedTotal } = checkout;
  const isAllByWallet = method === "wallet";
  const wallet = (total: Rupiah): Rupiah => {
    if (isAllByWallet) return total;
    if (useWallet === "none") return noMoney;
    return useWallet === "all" ? first.balance : useWallet;
  };
  const bill = billFor(lines, { discount, wallet });
  const { total, walletAmount, due } = bill;
  if (expectedTotal !== undefined && expectedTotal !== total)
    return refused("price_changed", { expected: expectedTotal, total });
  if (walletAmount > 0 && !settings.walletEnabled) return refused("wallet_off", undefined);
  if (walletAmount > first.balance)
    return refused("wallet_short", { balance: first.balance, needed: walletAmount });
  if (due === noMoney) return { ok: true, value: { bill, method: undefined } };

  const offered = payMethod(deps.gateways, settings, method);
  if (!offered) return refused("method_off", { method });
  if (!takes(offered, due)) {
    const { min, max } = offered;
    return refused("outside_limits", { method, amount: due, min, max });
  }
  return { ok: true, value: { bill, method: offered } };
}

function heldLine({ productId, quantity, alreadyHeld, isCounted, available }: CheckoutRow) {
  return { productId, quantity, alreadyHeld, available: isCounted ? available : null };
}

function holdsOf(rows: readonly CheckoutRow[], at: Date) {
  const { unpaidOrders = 0, expiredOrders = 0, lastExpired = null } = rows[0] ?? {};
  const lastExpiredAt = lastExpired === null ? null : new Date(lastExpired);
  return { at, unpaidOrders, expiredOrders, lastExpiredAt, lines: rows.map(heldLine) };
}
