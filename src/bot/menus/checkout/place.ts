import type { OrderId, ProductId } from "../../../lib/ids.ts";
import { setCartVoucher } from "../../../shop/orders/cart.ts";
import type { PlacedOrder } from "../../../shop/orders/checkout.ts";
import { placeOrderIn } from "../../../shop/orders/place-order.ts";
import { ordersButton } from "../../buttons/money-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import type { CheckoutSubject } from "../../screens/checkout/checkout.ts";
import type { Turn } from "../../turn.ts";
import { beginPayment, isInvoiceOf } from "./begin-payment.ts";
import { readCheckoutView, showCheckout, showRefusal } from "./show-checkout.ts";

export type PressedPay = CheckoutSubject & {
  readonly method: string;
  readonly total: number;
  readonly last: number;
};

/** The tap that buys. Pressed twice, it buys once: the second finds a newer order. */
export async function place(turn: Turn, deps: CustomerDeps, pressed: PressedPay): Promise<void> {
  const { product, quantity, wallet, method } = pressed;
  const subject = { product, quantity, wallet };
  const view = await readCheckoutView(turn, deps, subject);
  if (view.lastOrder !== pressed.last) {
    const orderId = view.lastOrder as OrderId;
    if (await isInvoiceOf(turn, { orderId })) return turn.answer(turn.texts.checkout.orderedHere);
    return showCheckout(turn, deps, subject, turn.texts.checkout.alreadyOrdered);
  }
  const isCart = product === 0;
  const placed = await placeOrderIn(turn.tx, deps, {
    customerId: turn.user.id,
    lines: isCart ? "cart" : [{ productId: product as ProductId, quantity }],
    ...(!isCart && view.voucher?.ok ? { voucherCode: view.voucher.code } : {}),
    useWallet: wallet ? "all" : "none",
    method,
    expectedTotal: pressed.total as PlacedOrder["total"],
  });
  if (!placed.ok) return showRefusal(turn, deps, subject, placed);
  if (!isCart) await setCartVoucher(turn.tx, { customerId: turn.user.id, code: null });
  await announce(turn, deps, placed.value);
}

// --- internal ---

async function announce(turn: Turn, deps: CustomerDeps, order: PlacedOrder): Promise<void> {
  const { checkout, invoice } = turn.texts;
  const { code, payment, total, walletAmount } = order;
  const history = ordersButton.button(invoice.button.history, { list: "all", before: 0 });
  if (!payment) {
    const text = total === 0 ? checkout.free(code) : checkout.paidByWallet(code, walletAmount);
    turn.edit({ text, keyboard: [[history]] });
    return turn.after(deps.wakeOutbox);
  }
  const isInPlace = await beginPayment(turn, deps, payment);
  if (isInPlace) return turn.answer(checkout.orderedNow);
  turn.edit({ text: checkout.placed(code), keyboard: [[history]] });
}
