import type { ProductDetails } from "../../../shop/catalog/products.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import { productFieldButton } from "../../buttons/admin-catalog-buttons.ts";
import { fieldsOf } from "../../dialogs/admin/product-fields.ts";
import type { Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";

/** What of a product may be changed, one field a button. */
export function productFieldsScreen(product: ProductDetails, { adminEdit }: Texts): Screen {
  const { id, name, kind } = product;
  const keys = fieldsOf(kind).map((field) =>
    productFieldButton.button(adminEdit.fields[field], { product: id, field }),
  );
  const back = adminProductButton.button(adminEdit.back, { id });
  return { text: adminEdit.menu(name), keyboard: [...inRows(keys, 2), [back]] };
}
