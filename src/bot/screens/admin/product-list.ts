import type { ListedProduct, ProductList } from "../../../shop/catalog/admin-products.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import {
  findProductButton,
  findStockProductButton,
  newProductButton,
  type ProductShow,
  productListButton,
  productShows,
  stockButton,
  stockListButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import type { Screen } from "../../screen.ts";
import { inRows, pagingRow } from "../paging.ts";

export type ProductListView = {
  readonly list: ProductList;
  readonly ref: { readonly show: ProductShow; readonly phrase: string };
  /** Where a product's button leads. */
  readonly lead: "product" | "stock";
};

export function productListScreen({ list, ref, lead }: ProductListView, texts: Texts): Screen {
  const { adminCatalog, adminStock, adminHome } = texts;
  const words = adminCatalog.list;
  const toList = lead === "stock" ? stockListButton : productListButton;
  const title = lead === "stock" ? adminStock.list.title : words.title;
  const head = title({ total: list.total, show: words.shows[ref.show], phrase: ref.phrase });
  const rows = list.products.map((product) => {
    const label = words.row({ ...product, sign: signOf(product) });
    return [
      lead === "stock"
        ? stockButton.button(label, { product: product.id })
        : adminProductButton.button(label, { id: product.id }),
    ];
  });
  const filters = productShows
    .filter((show) => show !== ref.show)
    .map((show) => toList.button(words.shows[show], { show, page: 0, phrase: ref.phrase }));
  const paging = pagingRow(list, (label, page) => toList.button(label, { ...ref, page }));
  const find = lead === "stock" ? findStockProductButton : findProductButton;
  const last = [
    find.button(words.find, {}),
    ...(lead === "product" ? [newProductButton.button(words.add, {})] : []),
  ];
  const home = adminHomeButton.button(adminHome.back, {});
  const keyboard = [...rows, paging, ...inRows(filters, 3), last, [home]];
  return {
    text: list.total === 0 ? `${head}\n\n${words.empty}` : head,
    keyboard: keyboard.filter((row) => row.length > 0),
  };
}

// --- internal ---

function signOf({ isArchived, isActive, stock }: ListedProduct): string {
  if (isArchived) return "🗄";
  if (!isActive) return "⚪";
  return stock === 0 ? "🔴" : "🟢";
}
