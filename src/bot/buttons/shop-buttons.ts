import type { ProductId } from "../../lib/ids.ts";
import { between, defineButton, flag, id, int, word } from "../callback-data.ts";
import { shelfRef } from "./shelf-ref.ts";

const product = id<ProductId>();
/** With room for a step past either end, which is answered kindly. */
const quantity = between(-100, 100_000);

export const categoriesButton = defineButton("cats", { page: int });
export const listButton = defineButton("l", { ref: shelfRef });
export const searchButton = defineButton("find", {});
export const cardButton = defineButton("p", { product, quantity, ref: shelfRef });
export const typeQuantityButton = defineButton("pq", { product, ref: shelfRef });
export const addToCartButton = defineButton("ca", { product, quantity });
export const waitButton = defineButton("wl", { product });
export const stopWaitingButton = defineButton("wx", { product });

export const cartButton = defineButton("cart", {});
export const cartQuantityButton = defineButton("cq", { product, quantity });
export const emptyCartButton = defineButton("ce", { sure: flag });
export const voucherButton = defineButton("cv", { product: int, quantity });
export const dropVoucherButton = defineButton("cvx", { product: int, quantity });

/** What a checkout is about: product 0 is the cart. */
export const checkoutButton = defineButton("co", { product: int, quantity, wallet: flag });

/** `last` is the customer's newest order when the button was shown, so that it buys once. */
export const payButton = defineButton("pay", {
  product: int,
  quantity,
  wallet: flag,
  method: word,
  total: int,
  last: int,
});
/** Shows a place and does nothing. */
export const noButton = defineButton("nop", {});
