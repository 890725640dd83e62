import type { Area } from "./area.ts";
import type { CustomerDeps } from "./customer-deps.ts";
import { cartArea } from "./menus/checkout/cart-area.ts";
import { checkoutArea } from "./menus/checkout/checkout-area.ts";
import { infoArea } from "./menus/info/info-area.ts";
import { invoiceArea } from "./menus/money/invoice-area.ts";
import { ordersArea } from "./menus/money/orders-area.ts";
import { walletArea } from "./menus/money/wallet-area.ts";
import { shopArea } from "./menus/shop/shop-area.ts";

/** Everything that customers can do. */
export function customerAreas(deps: CustomerDeps): readonly Area[] {
  return [
    shopArea(deps),
    cartArea(deps),
    checkoutArea(deps),
    invoiceArea(deps),
    ordersArea(deps),
    walletArea(deps),
    infoArea(deps),
  ];
}
