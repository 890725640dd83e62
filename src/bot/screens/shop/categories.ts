import type { ShelfCategory } from "../../../shop/catalog/shelf.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { wholeShelf } from "../../buttons/shelf-ref.ts";
import { categoriesButton, listButton, searchButton } from "../../buttons/shop-buttons.ts";
import type { Screen } from "../../screen.ts";
import { inRows, pagingRow } from "../paging.ts";

const perPage = 20;

export function categoriesScreen(
  it: {
    readonly categories: readonly ShelfCategory[];
    readonly products: number;
    readonly page: number;
  },
  { shop }: Texts,
): Screen {
  const { categories, products } = it;
  if (products === 0) return { text: shop.categories.empty };
  const pages = Math.max(1, Math.ceil(categories.length / perPage));
  const page = Math.min(Math.max(0, it.page), pages - 1);
  const buttons = categories.slice(page * perPage, (page + 1) * perPage).map((category) =>
    listButton.button(shop.categories.button(category), {
      ref: { list: "category", categoryId: category.id, page: 0 },
    }),
  );
  const paging = pagingRow({ page, pages }, (label, to) =>
    categoriesButton.button(label, { page: to }),
  );
  const all = listButton.button(shop.categories.all(products), { ref: wholeShelf });
  const search = searchButton.button(shop.search.button, {});
  const keyboard = [...inRows(buttons, 2), paging, [all], [search]].filter((row) => row.length > 0);
  return { text: shop.categories.title(products), keyboard };
}
