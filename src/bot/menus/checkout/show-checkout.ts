import type { ProductId } from "../../../lib/ids.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import type { CheckoutRefusal } from "../../../shop/orders/checkout.ts";
import { type CheckoutView, viewCheckout } from "../../../shop/orders/view-checkout.ts";
import { cut } from "../../../texts/cut.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import { cartScreen } from "../../screens/checkout/cart.ts";
import { type CheckoutSubject, checkoutScreen } from "../../screens/checkout/checkout.ts";
import { refusalText, type Wording } from "../../screens/checkout/refusal-text.ts";
import type { Turn } from "../../turn.ts";

type Deps = Pick<CustomerDeps, "gateways" | "zone" | "isWorthTrying" | "fees">;

export async function showCart(turn: Turn, deps: Deps, note?: string): Promise<void> {
  const view = await readCheckoutView(turn, deps, { product: 0, quantity: 0, wallet: false });
  turn.edit(cartScreen(view, wordingOf(turn, deps, view), note));
}

export async function showCheckout(
  turn: Turn,
  deps: Deps,
  subject: CheckoutSubject,
  note?: string,
): Promise<void> {
  const view = await readCheckoutView(turn, deps, subject);
  const wording = wordingOf(turn, deps, view);
  if (view.lines.length === 0) return turn.edit(cartScreen(view, wording, note));
  turn.edit(checkoutScreen(withFees(turn, deps, view), subject, wording, note));
}

/** The order could not be placed: says why, and shows what can be done about it now. */
export async function showRefusal(
  turn: Turn,
  deps: Deps,
  subject: CheckoutSubject,
  refusal: CheckoutRefusal,
): Promise<void> {
  const view = await readCheckoutView(turn, deps, subject);
  const names = new Map(view.lines.map(({ productId, name }) => [productId, name]));
  const { detail } = refusal;
  if (detail && "productId" in detail && !names.has(detail.productId)) {
    const product = await findProduct(turn.tx, detail.productId);
    names.set(detail.productId, product?.name ?? "?");
  }
  const wording = {
    ...wordingOf(turn, deps, view),
    nameOf: (id: ProductId) => cut(names.get(id) ?? "?", 40),
  };
  const note = refusalText(refusal, wording);
  if (view.lines.length === 0) return turn.edit(cartScreen(view, wording, note));
  turn.edit(checkoutScreen(withFees(turn, deps, view), subject, wording, note));
}

export async function readCheckoutView(
  turn: Turn,
  deps: Deps,
  { product, quantity, wallet }: CheckoutSubject,
): Promise<CheckoutView> {
  const lines = product === 0 ? "cart" : [{ productId: product as ProductId, quantity }];
  const wish = { customerId: turn.user.id, lines, useWallet: wallet, at: turn.now } as const;
  return viewCheckout(turn.tx, deps, wish);
}

// --- internal ---

/** The fees as far as they are known; what is not known is asked for after the answer. */
function withFees(turn: Turn, { fees }: Deps, view: CheckoutView) {
  const { due } = view;
  if (fees && due > 0) turn.after(() => fees.learn(due));
  return { ...view, fees: fees?.known(due) };
}

function wordingOf(turn: Turn, { zone }: Deps, view: CheckoutView): Wording {
  const names = new Map(view.lines.map(({ productId, name }) => [productId, name]));
  return { texts: turn.texts, zone, nameOf: (id) => cut(names.get(id) ?? "?", 40) };
}
