import { type Area, onButton } from "../../area.ts";
import { checkoutButton, payButton } from "../../buttons/shop-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import { place } from "./place.ts";
import { showCheckout } from "./show-checkout.ts";

/** From the summary to a placed order. */
export function checkoutArea(deps: CustomerDeps): Area {
  const everyone = { allow: "everyone" } as const;
  return [
    onButton(checkoutButton, everyone, (turn, subject) => showCheckout(turn, deps, subject)),
    onButton(payButton, everyone, (turn, pressed) => place(turn, deps, pressed)),
  ];
}
