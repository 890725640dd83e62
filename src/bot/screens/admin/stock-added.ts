import type { ProductId } from "../../../lib/ids.ts";
import type { addStock } from "../../../shop/stock/add-stock.ts";
import type { Texts } from "../../../texts/id.ts";
import { stockButton, undoImportButton } from "../../buttons/admin-catalog-buttons.ts";
import type { Screen } from "../../screen.ts";

/** What came of adding, with the way back as long as nothing is sold. */
export function stockAddedScreen(
  it: {
    readonly product: { readonly id: ProductId; readonly name: string };
    readonly added: Awaited<ReturnType<typeof addStock>>;
  },
  { adminStock: { add }, adminCatalog }: Texts,
): Screen {
  const { product, added } = it;
  const toStock = stockButton.button(adminCatalog.card.stock, { product: product.id });
  if (!added.ok) {
    const says = {
      nothing_new: add.nothingAdded(product.name),
      not_found: add.productGone,
      takes_no_units: add.productGone,
    };
    return { text: says[added.reason], keyboard: [[toStock]] };
  }
  const { importId: upload } = added.value;
  const undo = undoImportButton.button(add.undo, { product: product.id, upload, sure: false });
  return { text: add.added({ ...added.value, name: product.name }), keyboard: [[undo], [toStock]] };
}
