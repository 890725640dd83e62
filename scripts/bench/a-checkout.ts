import { systemClock } from "../../src/lib/clock.ts";
import type { CustomerId, NewCode, ProductId } from "../../src/lib/ids.ts";
import type { Checkout, CheckoutDeps } from "../../src/shop/orders/checkout.ts";
import { theGateways } from "../../src/testing/order-factories.ts";

export const checkoutDeps = (newCode: NewCode): CheckoutDeps => ({
  clock: systemClock,
  newCode,
  gateways: theGateways,
  expiryMinutes: 15,
});

/** One unit of the first product, by QRIS. */
export const aCheckoutOf = (customer: number): Checkout => ({
  customerId: customer as CustomerId,
  lines: [{ productId: 1 as ProductId, quantity: 1 }],
  useWallet: "none",
  method: "qris",
});
