import { listProducts } from "../../../shop/catalog/admin-products.queries.ts";
import type { ProductShow } from "../../buttons/admin-catalog-buttons.ts";
import { productListScreen } from "../../screens/admin/product-list.ts";
import type { Turn } from "../../turn.ts";

export type ProductListRef = {
  readonly show: ProductShow;
  readonly page: number;
  readonly phrase: string;
};

/** Products to look after, or, for the stock keeper, whose stock. */
export async function showProductList(
  turn: Turn,
  ref: ProductListRef,
  lead: "product" | "stock" = "product",
): Promise<void> {
  const { show, page, phrase: search } = ref;
  const list = await listProducts(turn.tx, { show, page, search, pageSize: 8 });
  turn.edit(productListScreen({ list, ref, lead }, turn.texts));
}
