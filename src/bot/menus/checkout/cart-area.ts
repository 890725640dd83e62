import {
  addToCart,
  type CartRefusal,
  emptyCart,
  setCartVoucher,
  setInCart,
} from "../../../shop/orders/cart.ts";
import { type Area, onButton, onCommand, onDialog, onMenu } from "../../area.ts";
import {
  addToCartButton,
  cartButton,
  cartQuantityButton,
  dropVoucherButton,
  emptyCartButton,
  voucherButton,
} from "../../buttons/shop-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import { voucherDialog } from "../../dialogs/voucher-dialog.ts";
import type { Turn } from "../../turn.ts";
import { showCart, showCheckout } from "./show-checkout.ts";

/** What is collected before paying. */
export function cartArea(deps: CustomerDeps): Area {
  const everyone = { allow: "everyone" } as const;
  const voucher = voucherDialog(deps);
  return [
    onMenu(
      ({ common }) => common.menu.cart,
      everyone,
      (turn) => showCart(turn, deps),
    ),
    onCommand("cart", { ...everyone, describe: ({ shop }) => shop.commands.cart }, (turn) =>
      showCart(turn, deps),
    ),
    onButton(cartButton, everyone, (turn) => showCart(turn, deps)),
    onButton(addToCartButton, everyone, add),
    onButton(cartQuantityButton, everyone, async (turn, { product: productId, quantity }) => {
      const customerId = turn.user.id;
      const set = await setInCart(turn.tx, { customerId, productId, quantity, at: turn.now });
      if (!set.ok) turn.answer(cartRefusal(turn, set));
      await showCart(turn, deps);
    }),
    onButton(emptyCartButton, everyone, async (turn, { sure }) => {
      if (!sure) return askEmpty(turn);
      await emptyCart(turn.tx, turn.user.id);
      await showCart(turn, deps, turn.texts.shop.cart.cleared);
    }),
    onButton(voucherButton, everyone, (turn, about) => turn.dialog.start(voucher, about)),
    onButton(dropVoucherButton, everyone, async (turn, about) => {
      await setCartVoucher(turn.tx, { customerId: turn.user.id, code: null });
      if (about.product === 0) return showCart(turn, deps);
      await showCheckout(turn, deps, { ...about, wallet: false });
    }),
    onDialog(voucher),
  ];
}

// --- internal ---

async function add(
  turn: Turn,
  {
    product: productId,
    quantity,
  }: { product: Parameters<typeof addToCart>[1]["productId"]; quantity: number },
): Promise<void> {
  const customerId = turn.user.id;
  const added = await addToCart(turn.tx, { customerId, productId, quantity, at: turn.now });
  turn.answer(added.ok ? turn.texts.shop.cart.added(added.value) : cartRefusal(turn, added));
}

function cartRefusal(
  turn: Turn,
  { reason, detail }: { reason: CartRefusal; detail: { max: number } },
): string {
  const { card, cart } = turn.texts.shop;
  const says = {
    cart_full: cart.full(detail.max),
    quantity_out_of_range: cart.quantity(detail.max),
    not_found: card.unknown,
  } satisfies Record<typeof reason, string>;
  return says[reason];
}

function askEmpty(turn: Turn): void {
  const { shop, common } = turn.texts;
  const keyboard = [
    [emptyCartButton.button(common.yes, { sure: true }), cartButton.button(common.no, {})],
  ];
  turn.edit({ text: shop.cart.askClear, keyboard });
}
