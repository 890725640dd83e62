import { z } from "zod";
import { adminProductButton } from "../../admin-buttons.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  findProductButton,
  newProductButton,
  productListButton,
  productsButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { findPhraseDialog } from "../../dialogs/admin/find-phrase.ts";
import { newProductDialog } from "../../dialogs/admin/new-product.ts";
import { emptyProduct } from "../../dialogs/admin/product-draft.ts";
import type { AdminSection } from "./admin-home.ts";
import { showProduct } from "./show-product.ts";
import { showProductList } from "./show-product-list.ts";

export const productsSection: AdminSection = {
  label: ({ adminHome }) => adminHome.products,
  allow: "products",
  open: productsButton,
};

/** Products behind the counter: the list, the wizard, and what is done to one of them. */
export function productsArea(deps: AdminCatalogDeps): Area {
  const rules = { allow: "products" } as const;
  const newProduct = newProductDialog(deps);
  const all = { show: "all", page: 0, phrase: "" } as const;
  return [
    onButton(productsButton, rules, (turn) => showProductList(turn, all)),
    onButton(productListButton, rules, (turn, ref) => showProductList(turn, ref)),
    onButton(adminProductButton, rules, (turn, { id }) => showProduct(turn, id)),
    onButton(findProductButton, rules, (turn) => turn.dialog.start(findDialog, null)),
    onButton(newProductButton, rules, (turn) => turn.dialog.start(newProduct, emptyProduct)),
    onDialog(findDialog),
    onDialog(newProduct),
  ];
}

// --- internal ---

const findDialog = findPhraseDialog({
  ...{ name: "pfind", allow: "products", draft: z.null() },
  ask: ({ adminCatalog }) => adminCatalog.list.askPhrase,
  found: (turn, phrase) => showProductList(turn, { show: "all", page: 0, phrase }),
});
