import type { InlineKeyboardButton } from "grammy/types";
import type { ProductId } from "../../../lib/ids.ts";
import type { Rupiah } from "../../../lib/money.ts";
import type { CheckoutView } from "../../../shop/orders/view-checkout.ts";
import { methodName } from "../../../texts/method-name.ts";
import { depositButton } from "../../buttons/money-buttons.ts";
import { wholeShelf } from "../../buttons/shelf-ref.ts";
import {
  cardButton,
  cartButton,
  checkoutButton,
  dropVoucherButton,
  payButton,
  voucherButton,
} from "../../buttons/shop-buttons.ts";
import type { Screen } from "../../screen.ts";
import { billLines, orderLines } from "./bill-lines.ts";
import type { Wording } from "./refusal-text.ts";

/** With the fees that the gateways tell, where they are known. */
type PricedView = CheckoutView & { readonly fees?: Readonly<Record<string, Rupiah>> | undefined };

/** The cart (product 0), or one product bought at once. */
export type CheckoutSubject = {
  readonly product: number;
  readonly quantity: number;
  readonly wallet: boolean;
};

export function checkoutScreen(
  view: PricedView,
  subject: CheckoutSubject,
  wording: Wording,
  note?: string,
): Screen {
  const { checkout } = wording.texts;
  const isFit = view.lines.every(({ against }) => against === undefined);
  const ways = isFit ? waysToPay(view, subject, wording) : [];
  const text = [
    ...(note ? [note, ""] : []),
    checkout.title,
    "",
    ...orderLines(view, wording),
    "",
    ...billLines(view, wording),
    ...(view.balance > 0 && view.isWalletOn ? [checkout.balance(view.balance)] : []),
    "",
    endOf(view, ways, wording),
  ].join("\n");
  return { text, keyboard: [...ways.map((way) => [way]), ...aside(view, subject, wording)] };
}

// --- internal ---

function waysToPay(
  view: PricedView,
  subject: CheckoutSubject,
  { texts: { checkout } }: Wording,
): InlineKeyboardButton.CallbackButton[] {
  const { total, due, lastOrder: last, balance } = view;
  const pay = (label: string, method: string) =>
    payButton.button(label, { ...subject, method, total, last });
  if (total === 0) return [pay(checkout.takeFree, "wallet")];
  const byMethod = view.methods.map(({ method }) =>
    pay(checkout.pay(methodName(method, checkout), due, view.fees?.[method]), method),
  );
  if (!view.isWalletOn || balance <= 0) return byMethod;
  if (balance >= total) return [pay(checkout.payByWallet(total), "wallet"), ...byMethod];
  const toggled = { ...subject, wallet: !subject.wallet };
  const label = subject.wallet ? checkout.dropWallet : checkout.useWallet(balance);
  return [...byMethod, checkoutButton.button(label, toggled)];
}

/** What stands above the buttons: what to do now. */
function endOf(
  view: CheckoutView,
  ways: readonly InlineKeyboardButton.CallbackButton[],
  { texts: { checkout } }: Wording,
): string {
  if (view.lines.some(({ against }) => against !== undefined)) return checkout.changeLine;
  const isAway = view.isGatewayAway && view.due > 0;
  if (!ways.some(isPaying)) return isAway ? checkout.gatewayAway : checkout.noMethod;
  const choose = `${checkout.chooseMethod}\n<i>${checkout.feeNote}</i>`;
  return isAway ? `${checkout.gatewayAway}\n\n${choose}` : choose;
}

function isPaying({ callback_data: data }: InlineKeyboardButton.CallbackButton): boolean {
  return data.startsWith(`v1:${payButton.name}:`);
}

function aside(view: CheckoutView, { product, quantity }: CheckoutSubject, { texts }: Wording) {
  const { checkout, common, wallet } = texts;
  const about = { product, quantity };
  const voucher = view.voucher
    ? dropVoucherButton.button(checkout.dropVoucher, about)
    : voucherButton.button(checkout.enterVoucher, about);
  const back =
    product === 0
      ? cartButton.button(common.back, {})
      : cardButton.button(common.back, {
          product: product as ProductId,
          quantity,
          ref: wholeShelf,
        });
  return [[voucher, depositButton.button(wallet.deposit, {})], [back]];
}
