import type { OrderId } from "../../../lib/ids.ts";
import { minus } from "../../../lib/money.ts";
import {
  changeMethodIn,
  type MethodRefusal,
  type MethodRefusalDetail,
} from "../../../shop/orders/change-method.ts";
import { findOrder } from "../../../shop/orders/orders.queries.ts";
import { offeredMethods } from "../../../shop/payments/offered-methods.ts";
import { openPaymentOf } from "../../../shop/payments/payments.queries.ts";
import { readSettings } from "../../../shop/settings/read-settings.ts";
import { walletOf } from "../../../shop/wallet/wallet.queries.ts";
import { methodName } from "../../../texts/method-name.ts";
import { changeMethodButton, closeButton } from "../../buttons/money-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import type { Turn } from "../../turn.ts";
import { beginPayment, isInvoiceOf } from "../checkout/begin-payment.ts";

/** The other ways to pay an order that waits, wallet included. */
export async function askMethod(
  turn: Turn,
  { gateways, isWorthTrying }: CustomerDeps,
  { order: orderId }: { readonly order: OrderId },
): Promise<void> {
  const { invoice, checkout } = turn.texts;
  const order = await findOrder(turn.tx, { orderId, customerId: turn.user.id });
  if (!order) return turn.answer(invoice.notYours, { alert: true });
  if (order.state !== "awaiting_payment") return turn.answer(invoice.isOver, { alert: true });
  const [settings, balance, open] = await Promise.all([
    readSettings(turn.tx),
    walletOf(turn.tx, turn.user.id),
    openPaymentOf(turn.tx, { orderId }),
  ]);
  const due = minus(order.total, order.walletAmount);
  const offered = offeredMethods({ gateways, settings, isWorthTrying }, due)
    .filter((way) => way.method !== open?.method || way.gateway !== open.gateway)
    .map(({ method }) => method);
  const ways = settings.walletEnabled && balance >= due ? ["wallet", ...offered] : offered;
  if (ways.length === 0) return turn.answer(invoice.noOtherMethod, { alert: true });
  const keyboard = [
    ...ways.map((method) => [
      changeMethodButton.button(
        method === "wallet"
          ? checkout.payByWallet(due)
          : checkout.pay(methodName(method, checkout), due),
        { order: orderId, method },
      ),
    ]),
    [closeButton.button(invoice.backToInvoice, {})],
  ];
  turn.reply({ text: invoice.chooseMethod(order.code, due), keyboard });
}

export async function changeTo(
  turn: Turn,
  deps: CustomerDeps,
  { order: orderId, method }: { readonly order: OrderId; readonly method: string },
): Promise<void> {
  const { invoice, checkout } = turn.texts;
  const customerId = turn.user.id;
  const changed = await changeMethodIn(turn.tx, deps, { orderId, customerId, method });
  if (!changed.ok) return turn.edit(refusal(turn, method, changed));
  const { payment } = changed.value;
  if (!payment) {
    const order = await findOrder(turn.tx, { orderId, customerId });
    turn.edit(order ? checkout.paidByWallet(order.code, order.walletAmount) : invoice.alreadyPaid);
    return turn.after(deps.wakeOutbox);
  }
  const says = invoice.methodChanged(methodName(method, checkout));
  if (await isInvoiceOf(turn, { orderId })) return turn.answer(says);
  if (await beginPayment(turn, deps, payment)) return turn.answer(says);
  turn.edit(says);
}

// --- internal ---

function refusal(
  turn: Turn,
  method: string,
  { reason, detail }: { reason: MethodRefusal; detail: MethodRefusalDetail },
): string {
  const { invoice, checkout } = turn.texts;
  const name = methodName(method, checkout);
  const { amount, min, max } = detail;
  const isLimited = min !== undefined && max !== undefined;
  const says = {
    not_found: invoice.notYours,
    not_awaiting: invoice.isOver,
    method_off: checkout.refused.method_off(name),
    outside_limits: isLimited
      ? checkout.refused.outside_limits(name, min, max)
      : checkout.refused.method_off(name),
    wallet_off: checkout.refused.wallet_off,
    wallet_short: amount === undefined ? checkout.refused.wallet_off : checkout.walletShort(amount),
  } satisfies Record<MethodRefusal, string>;
  return says[reason];
}
