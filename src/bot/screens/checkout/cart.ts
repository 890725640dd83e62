import type { CheckoutView, ViewedLine } from "../../../shop/orders/view-checkout.ts";
import { cut } from "../../../texts/cut.ts";
import { wholeShelf } from "../../buttons/shelf-ref.ts";
import {
  cartQuantityButton,
  categoriesButton,
  checkoutButton,
  dropVoucherButton,
  emptyCartButton,
  listButton,
  noButton,
  voucherButton,
} from "../../buttons/shop-buttons.ts";
import type { Screen } from "../../screen.ts";
import { billLines, orderLines } from "./bill-lines.ts";
import type { Wording } from "./refusal-text.ts";

export function cartScreen(view: CheckoutView, wording: Wording, note?: string): Screen {
  const { shop, checkout, common } = wording.texts;
  const above = note ? [note, ""] : [];
  if (view.lines.length === 0) {
    const keyboard = [
      [
        categoriesButton.button(common.menu.categories, { page: 0 }),
        listButton.button(common.menu.allProducts, { ref: wholeShelf }),
      ],
    ];
    return { text: [...above, shop.cart.empty].join("\n"), keyboard };
  }
  const text = [
    ...above,
    shop.cart.title,
    "",
    ...orderLines(view, wording),
    "",
    ...billLines(view, wording),
  ].join("\n");
  const isFit = view.lines.every(({ against }) => against === undefined);
  const whole = { product: 0, quantity: 0 };
  const voucher = view.voucher
    ? dropVoucherButton.button(checkout.dropVoucher, whole)
    : voucherButton.button(checkout.enterVoucher, whole);
  const keyboard = [
    ...view.lines.map(lineRow),
    [voucher, emptyCartButton.button(shop.cart.clear, { sure: false })],
    [listButton.button(shop.cart.more, { ref: wholeShelf })],
    ...(isFit ? [[checkoutButton.button(shop.cart.checkout, { ...whole, wallet: false })]] : []),
  ];
  return { text, keyboard };
}

// --- internal ---

function lineRow({ productId: product, name, quantity }: ViewedLine) {
  return [
    cartQuantityButton.button("−", { product, quantity: quantity - 1 }),
    noButton.button(`${quantity} × ${cut(name, 16)}`, {}),
    cartQuantityButton.button("+", { product, quantity: quantity + 1 }),
    cartQuantityButton.button("🗑", { product, quantity: 0 }),
  ];
}
