import type { ProductId } from "../../../lib/ids.ts";
import type { ShelfPage, ShelfProduct } from "../../../shop/catalog/shelf.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import type { ShelfRef } from "../../buttons/shelf-ref.ts";
import {
  cardButton,
  categoriesButton,
  listButton,
  searchButton,
} from "../../buttons/shop-buttons.ts";
import type { Screen } from "../../screen.ts";
import { inRows, pagingRow } from "../paging.ts";

export type ListedPage = {
  readonly ref: ShelfRef;
  readonly shelf: ShelfPage;
  readonly numbers: ReadonlyMap<ProductId, number>;
  readonly category?: { readonly name: string; readonly emoji: string } | undefined;
};

export function productListScreen(it: ListedPage, texts: Texts): Screen {
  const { shop, common } = texts;
  const { shelf, numbers } = it;
  const { page, pages } = shelf;
  const ref = { ...it.ref, page };
  const back = categoriesButton.button(common.menu.categories, { page: 0 });
  const search = searchButton.button(
    it.ref.list === "search" ? shop.search.again : shop.search.button,
    {},
  );
  if (shelf.total === 0) {
    const text = ref.list === "search" ? shop.list.nothingFound(ref.phrase) : shop.list.empty;
    return { text, keyboard: [[search, back]] };
  }
  const keys = shelf.products.map(({ id: product }) =>
    cardButton.button(String(numbers.get(product) ?? "•"), { product, quantity: 1, ref }),
  );
  const paging = pagingRow({ page, pages }, (label, to) =>
    listButton.button(label, { ref: { ...ref, page: to } }),
  );
  const keyboard = [...inRows(keys, 5), paging, [back, search]].filter((row) => row.length > 0);
  return { text: textOf(it, texts), keyboard };
}

// --- internal ---

function textOf({ ref, shelf, numbers, category }: ListedPage, { shop }: Texts): string {
  const titles = {
    all: () => shop.list.all,
    stock: () => shop.list.stock,
    category: () => (category ? shop.list.category(category) : shop.list.categoryGone),
    search: () => (ref.list === "search" ? shop.list.search(ref.phrase) : ""),
  } satisfies Record<ShelfRef["list"], () => string>;
  const line = (product: ShelfProduct) => {
    const place = numbers.get(product.id) ?? 0;
    const { name, price, stock, soldCount: sold } = product;
    return ref.list === "stock"
      ? shop.list.stockLine({ place, name, stock })
      : shop.list.line({ place, name, price, stock, sold });
  };
  return [
    `${titles[ref.list]()} · ${shop.list.found(shelf.total)}`,
    "",
    ...shelf.products.map(line),
    "",
    shop.list.hint,
  ].join("\n");
}
