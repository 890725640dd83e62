import type { CategoryId } from "../../../lib/ids.ts";
import { listProducts } from "../../../shop/catalog/admin-products.queries.ts";
import {
  categoryNames,
  findCategory,
  listCategories,
} from "../../../shop/catalog/categories.queries.ts";
import {
  deleteCategory,
  editCategory,
  moveCategory,
} from "../../../shop/catalog/edit-categories.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  activateCategoryButton,
  categoriesSectionButton,
  categoryButton,
  categoryFieldButton,
  categoryListButton,
  categoryProductsButton,
  deleteCategoryButton,
  moveCategoryButton,
  newCategoryButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { categoryDialog } from "../../dialogs/admin/edit-category.ts";
import {
  categoryListScreen,
  categoryProductsScreen,
  categoryScreen,
} from "../../screens/admin/categories.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";

export const categoriesSection: AdminSection = {
  label: ({ adminHome }) => adminHome.categories,
  allow: "products",
  open: categoriesSectionButton,
};

/** The shelves: their names, their order, and what stands on each. */
export function categoriesArea(deps: AdminCatalogDeps): Area {
  const rules = { allow: "products" } as const;
  const dialog = categoryDialog(deps, showCategory);
  return [
    onButton(categoriesSectionButton, rules, (turn) => showList(turn, 0)),
    onButton(categoryListButton, rules, (turn, { page }) => showList(turn, page)),
    onButton(categoryButton, rules, (turn, { category }) => showCategory(turn, category)),
    onButton(newCategoryButton, rules, (turn) =>
      turn.dialog.start(dialog, { category: null, name: "" }),
    ),
    onButton(categoryFieldButton, rules, (turn, { category, field }) =>
      turn.dialog.start(dialog, { category, name: "" }, field),
    ),
    onButton(moveCategoryButton, rules, async (turn, { category, up }) => {
      const move = { categoryId: category, by: up ? -1 : 1, actorId: turn.user.id } as const;
      await moveCategory({ db: turn.tx, clock: deps.clock }, move);
      await showMoved(turn, category);
    }),
    onButton(activateCategoryButton, rules, async (turn, { category, on }) => {
      const edit = { categoryId: category, values: { isActive: on }, actorId: turn.user.id };
      await editCategory({ db: turn.tx, clock: deps.clock }, edit);
      await showCategory(turn, category);
    }),
    onButton(deleteCategoryButton, rules, (turn, it) => remove(deps, turn, it)),
    onButton(categoryProductsButton, rules, showProducts),
    onDialog(dialog),
  ];
}

// --- internal ---

const pageSize = 10;

async function showList(turn: Turn, page: number): Promise<void> {
  const list = await listCategories(turn.tx, { page, pageSize });
  turn.edit(categoryListScreen(list, turn.texts));
}

/** The list at the page where the category now is. */
async function showMoved(turn: Turn, id: CategoryId): Promise<void> {
  const ids = [...(await categoryNames(turn.tx)).keys()];
  await showList(turn, Math.max(0, Math.floor(ids.indexOf(id) / pageSize)));
}

async function showCategory(turn: Turn, id: CategoryId): Promise<void> {
  const category = await findCategory(turn.tx, id);
  if (category) return turn.edit(categoryScreen(category, turn.texts));
  turn.answer(turn.texts.adminCategories.gone, { alert: true });
  await showList(turn, 0);
}

async function showProducts(
  turn: Turn,
  { category: id, page }: { readonly category: CategoryId; readonly page: number },
): Promise<void> {
  const category = await findCategory(turn.tx, id);
  if (!category) return showCategory(turn, id);
  const list = await listProducts(turn.tx, { categoryId: id, page, pageSize: 8 });
  turn.edit(categoryProductsScreen({ category, list }, turn.texts));
}

async function remove(
  { clock }: AdminCatalogDeps,
  turn: Turn,
  { category: id, sure }: { readonly category: CategoryId; readonly sure: boolean },
): Promise<void> {
  const { adminCategories: words, common } = turn.texts;
  const category = await findCategory(turn.tx, id);
  if (!category) return showCategory(turn, id);
  const back = [categoryButton.button(common.back, { category: id })];
  if (category.products > 0) {
    const products = categoryProductsButton.button(words.products, { category: id, page: 0 });
    return turn.edit({ text: words.notEmpty(category.products), keyboard: [[products], back] });
  }
  if (!sure) {
    const yes = deleteCategoryButton.button(words.yesRemove, { category: id, sure: true });
    return turn.edit({ text: words.askRemove(category.name), keyboard: [[yes], back] });
  }
  await deleteCategory({ db: turn.tx, clock }, { categoryId: id, actorId: turn.user.id });
  turn.answer(words.removed);
  await showList(turn, 0);
}
