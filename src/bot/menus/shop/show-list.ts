import { countShelf, shelfCategories, shelfPage } from "../../../shop/catalog/shelf.queries.ts";
import { shelfNumbers } from "../../../shop/catalog/shelf-numbers.queries.ts";
import { type ShelfRef, wholeShelf } from "../../buttons/shelf-ref.ts";
import { categoriesScreen } from "../../screens/shop/categories.ts";
import { productListScreen } from "../../screens/shop/product-list.ts";
import type { Turn } from "../../turn.ts";

export async function showCategories(turn: Turn, page: number): Promise<void> {
  const [categories, products] = await Promise.all([shelfCategories(turn.tx), countShelf(turn.tx)]);
  // One category more or less is no menu.
  if (categories.length === 0 && products > 0) return showList(turn, wholeShelf);
  turn.edit(categoriesScreen({ categories, products, page }, turn.texts));
}

export async function showList(turn: Turn, ref: ShelfRef): Promise<void> {
  const category =
    ref.list === "category"
      ? (await shelfCategories(turn.tx)).find(({ id }) => id === ref.categoryId)
      : undefined;
  if (ref.list === "category" && !category) {
    turn.answer(turn.texts.shop.list.categoryGone);
    return showList(turn, wholeShelf);
  }
  const shelf = await shelfPage(turn.tx, {
    page: ref.page,
    pageSize: pageSizes[ref.list],
    ...(ref.list === "category" ? { categoryId: ref.categoryId } : {}),
    ...(ref.list === "search" ? { search: ref.phrase } : {}),
  });
  const numbers = await shelfNumbers(
    turn.tx,
    shelf.products.map(({ id }) => id),
  );
  turn.edit(productListScreen({ ref, shelf, numbers, category }, turn.texts));
}

// --- internal ---

const pageSizes = { all: 10, category: 10, search: 10, stock: 20 } satisfies Record<
  ShelfRef["list"],
  number
>;
