import type { CheckoutView } from "../../../shop/orders/view-checkout.ts";
import { cut } from "../../../texts/cut.ts";
import { refusalText, voucherRefusalText, type Wording } from "./refusal-text.ts";

/** What is bought, with a word under each line that cannot be bought as it is. */
export function orderLines(view: CheckoutView, wording: Wording): string[] {
  const { cart } = wording.texts.shop;
  // A full cart still has to fit into one message.
  const room = view.lines.length > 10 ? 40 : 100;
  return view.lines.flatMap(({ name, quantity, unitPrice, amount, against }, index) => [
    cart.line({ place: index + 1, name: cut(name, room), quantity, unit: unitPrice, amount }),
    ...(against ? [`      ⚠️ ${refusalText(against, wording)}`] : []),
  ]);
}

export function billLines(view: CheckoutView, wording: Wording): string[] {
  const { checkout } = wording.texts;
  const { voucher } = view;
  return [
    ...(view.discount > 0 ? [checkout.subtotal(view.subtotal)] : []),
    ...(voucher?.ok ? [checkout.discount(voucher.code, voucher.discount)] : []),
    ...(voucher && !voucher.ok
      ? [
          checkout.voucherNot(
            voucher.code,
            voucherRefusalText(voucher.reason, voucher.why, wording),
          ),
        ]
      : []),
    checkout.total(view.total),
    ...(view.walletAmount > 0
      ? [checkout.fromWallet(view.walletAmount), checkout.due(view.due)]
      : []),
  ];
}
