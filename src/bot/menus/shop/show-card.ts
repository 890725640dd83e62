import type { ProductId } from "../../../lib/ids.ts";
import { productCard } from "../../../shop/catalog/shelf.queries.ts";
import { waitingFor } from "../../../shop/waitlist/waitlist.queries.ts";
import { type ShelfRef, wholeShelf } from "../../buttons/shelf-ref.ts";
import { type CardView, mostOf, productCardScreen } from "../../screens/shop/product-card.ts";
import type { Turn } from "../../turn.ts";
import { showList } from "./show-list.ts";

export async function showCard(
  turn: Turn,
  wish: { readonly product: ProductId; readonly quantity: number; readonly ref: ShelfRef },
): Promise<void> {
  const view = await readCard(turn, wish);
  if (!view) {
    turn.answer(turn.texts.shop.card.unknown, { alert: true });
    return showList(turn, { ...wish.ref, page: wish.ref.page });
  }
  if (view.quantity !== wish.quantity) sayLimit(turn, wish.quantity, view);
  turn.edit(productCardScreen(view, turn.texts));
}

/** The card as it is now, with a quantity that is possible now. */
export async function readCard(
  turn: Turn,
  { product, quantity, ref = wholeShelf }: { product: ProductId; quantity: number; ref?: ShelfRef },
): Promise<CardView | undefined> {
  const card = await productCard(turn.tx, product);
  if (!card) return undefined;
  const waits = card.stock === 0 ? await waitingFor(turn.tx, turn.user.id) : [];
  const mine = waits.find(({ productId }) => productId === product);
  const isHeld = mine?.heldUntil != null;
  const most = Math.max(1, mostOf({ card, isHeld }));
  return {
    ...{ card, ref, isHeld, isWaiting: mine !== undefined },
    quantity: Math.min(Math.max(1, quantity), most),
  };
}

// --- internal ---

function sayLimit(turn: Turn, wished: number, view: CardView): void {
  const { leastReached, mostReached } = turn.texts.shop.card;
  turn.answer(wished < 1 ? leastReached : mostReached(view.quantity));
}
