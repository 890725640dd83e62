import { z } from "zod";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  activateButton,
  copyProductButton,
  deleteProductButton,
  editProductButton,
  findProductButton,
  newProductButton,
  productFieldButton,
  productListButton,
  productsButton,
  restoreProductButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { copyProductDialog } from "../../dialogs/admin/copy-product.ts";
import { editProductDialog } from "../../dialogs/admin/edit-product.ts";
import { findPhraseDialog } from "../../dialogs/admin/find-phrase.ts";
import { newProductDialog } from "../../dialogs/admin/new-product.ts";
import { emptyProduct } from "../../dialogs/admin/product-draft.ts";
import { isEditable } from "../../dialogs/admin/product-fields.ts";
import { productFieldsScreen } from "../../screens/admin/product-fields.ts";
import type { AdminSection } from "./admin-home.ts";
import { activateProduct, bringBackProduct, removeProduct } from "./product-actions.ts";
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
  const edit = editProductDialog(deps);
  const copy = copyProductDialog(deps);
  const all = { show: "all", page: 0, phrase: "" } as const;
  return [
    onButton(productsButton, rules, (turn) => showProductList(turn, all)),
    onButton(productListButton, rules, (turn, ref) => showProductList(turn, ref)),
    onButton(adminProductButton, rules, (turn, { id }) => showProduct(turn, id)),
    onButton(findProductButton, rules, (turn) => turn.dialog.start(findDialog, null)),
    onButton(newProductButton, rules, (turn) => turn.dialog.start(newProduct, emptyProduct)),
    onButton(editProductButton, rules, async (turn, { product: id }) => {
      const product = await findProduct(turn.tx, id);
      if (!product) return showProduct(turn, id);
      turn.edit(productFieldsScreen(product, turn.texts));
    }),
    onButton(productFieldButton, rules, async (turn, { product: id, field }) => {
      const product = await findProduct(turn.tx, id);
      if (!product || !isEditable(field)) return showProduct(turn, id);
      const { version } = product;
      await turn.dialog.start(edit, {
        ...{ product: id, field, version },
        page: 0,
        value: null,
        seen: version,
      });
    }),
    onButton(activateButton, rules, (turn, it) => activateProduct(deps, turn, it)),
    onButton(copyProductButton, rules, (turn, it) => turn.dialog.start(copy, it)),
    onButton(deleteProductButton, rules, (turn, it) => removeProduct(deps, turn, it)),
    onButton(restoreProductButton, rules, (turn, it) => bringBackProduct(deps, turn, it)),
    onDialog(findDialog),
    onDialog(newProduct),
    onDialog(edit),
    onDialog(copy),
  ];
}

// --- internal ---

const findDialog = findPhraseDialog({
  ...{ name: "pfind", allow: "products", draft: z.null() },
  ask: ({ adminCatalog }) => adminCatalog.list.askPhrase,
  found: (turn, phrase) => showProductList(turn, { show: "all", page: 0, phrase }),
});
