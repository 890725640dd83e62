import type { ProductId } from "../../../lib/ids.ts";
import { categoryName } from "../../../shop/catalog/categories.queries.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import { countUploads } from "../../../shop/stock/stock-uploads.queries.ts";
import { countUnits } from "../../../shop/stock/units.queries.ts";
import { productScreen } from "../../screens/admin/product.ts";
import type { Turn } from "../../turn.ts";
import { showProductList } from "./show-product-list.ts";

/** One product as the admins see it, in the message of the button or in a new one. */
export async function showProduct(
  turn: Turn,
  id: ProductId,
  { as = "edit" }: { readonly as?: "edit" | "new message" } = {},
): Promise<void> {
  const product = await findProduct(turn.tx, id);
  if (!product) {
    turn.answer(turn.texts.adminCatalog.list.gone, { alert: true });
    return showProductList(turn, { show: "all", page: 0, phrase: "" });
  }
  const view = {
    product,
    category: await categoryName(turn.tx, product.categoryId),
    units: await countUnits(turn.tx, id),
    uploads: await countUploads(turn.tx, id),
    maySeeStock: turn.may("stock"),
  };
  const screen = productScreen(view, turn.texts);
  if (as === "edit") turn.edit(screen);
  else turn.reply(screen);
}
