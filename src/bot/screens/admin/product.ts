import { isCounted } from "../../../shop/catalog/product.ts";
import type { ProductDetails } from "../../../shop/catalog/products.queries.ts";
import type { UnitState } from "../../../shop/stock/units.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import {
  activateButton,
  copyProductButton,
  deleteProductButton,
  editProductButton,
  productListButton,
  restoreProductButton,
  stockButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { wholeShelf } from "../../buttons/shelf-ref.ts";
import { cardButton } from "../../buttons/shop-buttons.ts";
import type { Keyboard, Screen } from "../../screen.ts";

export type ProductView = {
  readonly product: ProductDetails;
  readonly category: string | undefined;
  readonly units: Readonly<Record<UnitState, number>>;
  /** Files of stock that are still being read. */
  readonly uploads: number;
  readonly maySeeStock: boolean;
};

export function productScreen(view: ProductView, texts: Texts): Screen {
  return { text: textOf(view, texts), keyboard: keyboardOf(view, texts) };
}

// --- internal ---

function textOf({ product, category, units, uploads }: ProductView, texts: Texts): string {
  const { card } = texts.adminCatalog;
  const { maxPerOrder, lowStockAt, description, instructions, terms } = product;
  const lines: (string | false | null)[] = [
    card.title(product.name),
    card.code(product.code),
    card.states[stateOf(product)],
    "",
    card.price(product.price),
    ...product.tiers.map((tier) => card.tier({ from: tier.minQuantity, price: tier.unitPrice })),
    card.category(category),
    card.kinds[product.kind],
    isCounted(product) ? card.units(units) : card.unlimited(product.soldCount),
    !product.hasGoods && card.noGoods,
    uploads > 0 && card.uploads,
    maxPerOrder !== null && card.most(maxPerOrder),
    lowStockAt !== null && card.low(lowStockAt),
    product.pictureFileId !== null && card.picture,
    description !== "" && card.description(description),
    instructions !== "" && card.instructions(instructions),
    terms !== null && card.terms(terms),
  ];
  return lines.filter((line) => typeof line === "string").join("\n");
}

function keyboardOf({ product, maySeeStock }: ProductView, texts: Texts): Keyboard {
  const { card, list } = texts.adminCatalog;
  const { id, version, isActive } = product;
  const back = [productListButton.button(list.back, { show: "all", page: 0, phrase: "" })];
  const remove = deleteProductButton.button(card.remove, { product: id, sure: false });
  if (product.archivedAt !== null) {
    return [[restoreProductButton.button(card.restore, { product: id })], back];
  }
  const stock = maySeeStock ? [stockButton.button(card.stock, { product: id })] : [];
  const label = isActive ? card.deactivate : card.activate;
  return [
    [editProductButton.button(card.edit, { product: id }), ...stock],
    [
      activateButton.button(label, { product: id, version, on: !isActive }),
      copyProductButton.button(card.copy, { product: id }),
      remove,
    ],
    [cardButton.button(card.asBuyer, { product: id, quantity: 1, ref: wholeShelf })],
    back,
  ];
}

function stateOf({ archivedAt, isActive }: ProductDetails): "archived" | "active" | "hidden" {
  if (archivedAt !== null) return "archived";
  return isActive ? "active" : "hidden";
}
