import type { ProductDetails } from "../../../shop/catalog/products.queries.ts";
import type { UnitState } from "../../../shop/stock/units.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import {
  addStockButton,
  exportStockButton,
  findUnitButton,
  importsButton,
  revealSharedButton,
  stockListButton,
  unitsButton,
} from "../../buttons/admin-catalog-buttons.ts";
import type { Screen } from "../../screen.ts";

export type StockView = {
  readonly product: ProductDetails;
  readonly units: Readonly<Record<UnitState, number>>;
  readonly uploads: number;
  readonly maySeeProduct: boolean;
};

/** One product's stock: numbers that are counted and never typed. */
export function stockHomeScreen(view: StockView, texts: Texts): Screen {
  const { product, units, uploads, maySeeProduct } = view;
  const { home, list } = texts.adminStock;
  const { id } = product;
  const isUnique = product.kind === "unique";
  const lines = [
    home.title(product),
    "",
    isUnique ? home.counts(units) : home.notUnique,
    ...(uploads > 0 ? ["", home.reading] : []),
  ];
  const doors = [
    [addStockButton.button(home.add, { product: id })],
    [
      unitsButton.button(home.units, { product: id, view: "all", before: 0 }),
      findUnitButton.button(home.find, { product: id }),
    ],
    [
      importsButton.button(home.imports, { product: id }),
      exportStockButton.button(home.export, { product: id, view: "available", sure: false }),
    ],
  ];
  const reveal =
    product.kind === "shared" && product.hasGoods
      ? [[revealSharedButton.button(home.reveal, { product: id })]]
      : [];
  const back = stockListButton.button(list.back, { show: "all", page: 0, phrase: "" });
  const toProduct = maySeeProduct ? [adminProductButton.button(home.product, { id })] : [];
  return {
    text: lines.join("\n"),
    keyboard: [...(isUnique ? doors : reveal), [...toProduct, back]],
  };
}
