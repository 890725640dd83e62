import { z } from "zod";
import type { ProductId } from "../../../lib/ids.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import { countUploads } from "../../../shop/stock/stock-uploads.queries.ts";
import { countUnits } from "../../../shop/stock/units.queries.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  addStockButton,
  findStockProductButton,
  stockButton,
  stockListButton,
  stockSectionButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { addStockDialog } from "../../dialogs/admin/add-stock.ts";
import { findPhraseDialog } from "../../dialogs/admin/find-phrase.ts";
import { noGoods } from "../../dialogs/admin/goods-draft.ts";
import { stockHomeScreen } from "../../screens/admin/stock-home.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { showProductList } from "./show-product-list.ts";

export const stockSection: AdminSection = {
  label: ({ adminHome }) => adminHome.stock,
  allow: "stock",
  open: stockSectionButton,
};

/** The stock: units come in by the line and go out by the sale; no number is ever typed. */
export function stockArea(deps: AdminCatalogDeps): Area {
  const rules = { allow: "stock" } as const;
  const add = addStockDialog(deps);
  return [
    onButton(stockSectionButton, rules, (turn) => showProductList(turn, all, "stock")),
    onButton(stockListButton, rules, (turn, ref) => showProductList(turn, ref, "stock")),
    onButton(findStockProductButton, rules, (turn) => turn.dialog.start(findDialog, null)),
    onButton(stockButton, rules, (turn, { product }) => showStock(turn, product)),
    onButton(addStockButton, rules, (turn, { product }) =>
      turn.dialog.start(add, { product, goods: noGoods }),
    ),
    onDialog(findDialog),
    onDialog(add),
  ];
}

async function showStock(turn: Turn, id: ProductId): Promise<void> {
  const product = await findProduct(turn.tx, id);
  if (!product) return showProductList(turn, all, "stock");
  const view = {
    product,
    units: await countUnits(turn.tx, id),
    uploads: await countUploads(turn.tx, id),
    maySeeProduct: turn.may("products"),
  };
  turn.edit(stockHomeScreen(view, turn.texts));
}

// --- internal ---

const all = { show: "all", page: 0, phrase: "" } as const;

const findDialog = findPhraseDialog({
  ...{ name: "sfind", allow: "stock", draft: z.null() },
  ask: ({ adminCatalog }) => adminCatalog.list.askPhrase,
  found: (turn, phrase) => showProductList(turn, { show: "all", page: 0, phrase }, "stock"),
});
