import type { ProductList } from "../../../shop/catalog/admin-products.queries.ts";
import type { CategoryPage } from "../../../shop/catalog/categories.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import {
  activateCategoryButton,
  categoryButton,
  categoryFieldButton,
  categoryListButton,
  categoryProductsButton,
  deleteCategoryButton,
  moveCategoryButton,
  newCategoryButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import type { Screen } from "../../screen.ts";
import { pagingRow } from "../paging.ts";

export type ShownCategory = CategoryPage["categories"][number];

export function categoryListScreen(list: CategoryPage, texts: Texts): Screen {
  const { adminCategories: words, adminHome } = texts;
  const rows = list.categories.map((category) => [
    categoryButton.button(words.row({ ...category, name: titleOf(category) }), {
      category: category.id,
    }),
  ]);
  const paging = pagingRow(list, (label, page) => categoryListButton.button(label, { page }));
  const last = [
    newCategoryButton.button(words.add, {}),
    adminHomeButton.button(adminHome.back, {}),
  ];
  return {
    text: list.total === 0 ? words.empty : words.title(list.total),
    keyboard: [...rows, paging, last].filter((row) => row.length > 0),
  };
}

export function categoryScreen(category: ShownCategory, { adminCategories: words }: Texts): Screen {
  const { id, isActive } = category;
  const field = (name: "name" | "emoji") =>
    categoryFieldButton.button(words[name], { category: id, field: name });
  const shown = activateCategoryButton.button(isActive ? words.deactivate : words.activate, {
    category: id,
    on: !isActive,
  });
  return {
    text: words.card({ ...category, name: titleOf(category) }),
    keyboard: [
      [field("name"), field("emoji")],
      [
        moveCategoryButton.button(words.up, { category: id, up: true }),
        moveCategoryButton.button(words.down, { category: id, up: false }),
      ],
      [categoryProductsButton.button(words.products, { category: id, page: 0 }), shown],
      [deleteCategoryButton.button(words.remove, { category: id, sure: false })],
      [categoryListButton.button(words.back, { page: 0 })],
    ],
  };
}

export function categoryProductsScreen(
  { category, list }: { readonly category: ShownCategory; readonly list: ProductList },
  { adminCategories: words, adminCatalog, common }: Texts,
): Screen {
  const rows = list.products.map((product) => {
    const sign = product.isActive ? "🟢" : "⚪";
    const label = adminCatalog.list.row({ ...product, sign });
    return [adminProductButton.button(label, { id: product.id })];
  });
  const paging = pagingRow(list, (label, page) =>
    categoryProductsButton.button(label, { category: category.id, page }),
  );
  const back = categoryButton.button(common.back, { category: category.id });
  return {
    text: words.productsTitle({ name: titleOf(category), total: list.total }),
    keyboard: [...rows, paging, [back]].filter((row) => row.length > 0),
  };
}

// --- internal ---

function titleOf({ emoji, name }: { readonly emoji: string; readonly name: string }): string {
  return `${emoji} ${name}`.trim();
}
