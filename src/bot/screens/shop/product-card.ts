import { times } from "../../../lib/money.ts";
import { unitPriceFor } from "../../../shop/catalog/product.ts";
import type { ProductCard } from "../../../shop/catalog/shelf.queries.ts";
import { cut } from "../../../texts/cut.ts";
import { escapeHtml } from "../../../texts/html.ts";
import type { Texts } from "../../../texts/id.ts";
import type { ShelfRef } from "../../buttons/shelf-ref.ts";
import {
  addToCartButton,
  cardButton,
  checkoutButton,
  listButton,
  stopWaitingButton,
  typeQuantityButton,
  waitButton,
} from "../../buttons/shop-buttons.ts";
import type { Keyboard, Screen } from "../../screen.ts";

export type CardView = {
  readonly card: ProductCard;
  readonly quantity: number;
  readonly ref: ShelfRef;
  /** The person is on the waiting list. */
  readonly isWaiting: boolean;
  /** A unit is kept for this person: to him it is not sold out. */
  readonly isHeld: boolean;
};

export function productCardScreen(view: CardView, texts: Texts): Screen {
  const { card } = view;
  const photo = card.pictureFileId ?? undefined;
  const keyboard = keyboardOf(view, texts);
  return {
    text: textOf(view, texts, photo === undefined ? 4_000 : 1_000),
    keyboard,
    ...(photo ? { photo } : {}),
  };
}

/** How many of it one order may have now. */
export function mostOf({ card, isHeld }: Pick<CardView, "card" | "isHeld">): number {
  const left = card.stock === "unlimited" ? 10_000 : card.stock > 1_000 ? 10_000 : card.stock;
  return Math.min(left + (isHeld ? 1 : 0), card.maxPerOrder ?? 10_000);
}

// --- internal ---

function textOf(view: CardView, { shop: { card: says } }: Texts, room: number): string {
  const { card, quantity } = view;
  if (!card.isForSale) return `${says.title(card.name)}\n\n${says.notForSale}`;
  const head = says.title(card.name);
  const facts = [
    says.code(card.code),
    says.price(card.price),
    ...(card.tiers.length > 0 ? [says.tiers] : []),
    ...card.tiers
      .slice(0, 8)
      .map(({ minQuantity, unitPrice }) => says.tier(minQuantity, unitPrice)),
    says.stock(card.stock),
    ...(card.soldCount > 0 ? [says.sold(card.soldCount)] : []),
    ...(card.maxPerOrder === null ? [] : [says.most(card.maxPerOrder)]),
    ...(card.hasTerms ? [says.terms] : []),
  ];
  const unit = unitPriceFor(card, quantity);
  const end =
    mostOf(view) > 0
      ? says.wish({ quantity, unit, amount: times(unit, quantity) })
      : view.isWaiting
        ? says.waiting(undefined)
        : says.soldOut;
  const fixed = [head, "", ...facts, "", end].join("\n");
  const description = describe(card.description, room - fixed.length - 2);
  return [head, ...(description ? ["", description] : []), "", ...facts, "", end].join("\n");
}

/** As much of it as fits, escaped. */
function describe(description: string, room: number): string {
  if (room < 20) return "";
  for (let letters = room; letters >= 10; letters = Math.floor(letters * 0.8)) {
    const escaped = escapeHtml(cut(description, letters));
    if (escaped.length <= room) return escaped;
  }
  return "";
}

function keyboardOf(view: CardView, { shop: { card: says }, common }: Texts): Keyboard {
  const { card, quantity, ref } = view;
  const product = card.id;
  const back = [listButton.button(common.back, { ref })];
  if (!card.isForSale) return [back];
  const most = mostOf(view);
  if (most <= 0) {
    return view.isWaiting
      ? [[stopWaitingButton.button(says.stopTelling, { product })], back]
      : [[waitButton.button(says.tellMe, { product })], back];
  }
  const step = (by: number) =>
    cardButton.button(by > 0 ? `+${by}` : `−${-by}`, { product, quantity: quantity + by, ref });
  const steps = most > 1 ? [[step(-1), step(1), step(5), step(10)]] : [];
  const typed = most > 1 ? [[typeQuantityButton.button(says.typeQuantity, { product, ref })]] : [];
  return [
    ...steps,
    ...typed,
    [addToCartButton.button(says.toCart, { product, quantity })],
    [checkoutButton.button(says.buyNow, { product, quantity, wallet: false })],
    back,
  ];
}
