import type { Area, Registration } from "../bot/area.ts";
import type { CustomerDeps } from "../bot/customer-deps.ts";
import { cartArea } from "../bot/menus/checkout/cart-area.ts";
import { checkoutArea } from "../bot/menus/checkout/checkout-area.ts";
import { invoiceArea } from "../bot/menus/money/invoice-area.ts";
import { shopArea } from "../bot/menus/shop/shop-area.ts";
import { startArea } from "../bot/menus/start.ts";

export type AreaDeps = CustomerDeps & {
  readonly registered: () => readonly Registration[];
};

/** Everything that the bot answers to. */
export function botAreas(deps: AreaDeps): readonly Area[] {
  return [
    startArea({ storeName: deps.storeName, registered: deps.registered }),
    shopArea(deps),
    cartArea(deps),
    checkoutArea(deps),
    invoiceArea(deps),
  ];
}
