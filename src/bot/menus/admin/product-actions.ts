import type { ProductId } from "../../../lib/ids.ts";
import {
  deleteProduct,
  previewDeletion,
  restoreProduct,
} from "../../../shop/catalog/delete-product.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import { namesOf } from "../../../shop/customers/names.queries.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { deleteProductButton, productListButton } from "../../buttons/admin-catalog-buttons.ts";
import type { Turn } from "../../turn.ts";
import { saveProduct } from "./save-product.ts";
import { showProduct } from "./show-product.ts";

/** On sale or not. Where somebody else has just decided that, his decision is shown first. */
export async function activateProduct(
  deps: AdminCatalogDeps,
  turn: Turn,
  { product, version, on }: { product: ProductId; version: number; on: boolean },
): Promise<void> {
  const { card } = turn.texts.adminCatalog;
  const edit = { productId: product, version, field: "isActive", value: on } as const;
  const saved = await saveProduct(deps, turn, edit);
  if (saved.ok) turn.answer(on ? card.activated : card.deactivated);
  else if (saved.reason === "changed_meanwhile") {
    const by = saved.detail.changes?.findLast(({ after }) => "isActive" in after)?.actorId ?? null;
    const names = await namesOf(turn.tx, [by]);
    const who = names.get(by ?? 0) ?? turn.texts.adminEdit.clash.somebody;
    turn.answer(card.changedBy(who), { alert: true });
  }
  await showProduct(turn, product);
}

/** Asks first, and says what it will be: gone for good, or kept out of sight. */
export async function removeProduct(
  { clock }: AdminCatalogDeps,
  turn: Turn,
  { product, sure }: { product: ProductId; sure: boolean },
): Promise<void> {
  const { remove, list } = turn.texts.adminCatalog;
  const found = await findProduct(turn.tx, product);
  if (!found) return showProduct(turn, product);
  const { name } = found;
  if (!sure) {
    const { outcome, unsoldUnits: unsold } = await previewDeletion(turn.tx, product);
    const yes = deleteProductButton.button(remove.yes, { product, sure: true });
    const no = adminProductButton.button(turn.texts.common.back, { id: product });
    return turn.edit({ text: remove.ask({ name, unsold, outcome }), keyboard: [[yes], [no]] });
  }
  const deletion = { productId: product, actorId: turn.user.id };
  const deleted = await deleteProduct({ db: turn.tx, clock }, deletion);
  const back = productListButton.button(list.back, { show: "all", page: 0, phrase: "" });
  const text = deleted.ok ? remove[deleted.value.outcome](name) : list.gone;
  turn.edit({ text, keyboard: [[back]] });
}

export async function bringBackProduct(
  { clock }: AdminCatalogDeps,
  turn: Turn,
  { product }: { product: ProductId },
): Promise<void> {
  const back = { productId: product, actorId: turn.user.id };
  const restored = await restoreProduct({ db: turn.tx, clock }, back);
  if (restored.ok) turn.answer(turn.texts.adminCatalog.card.restored, { alert: true });
  await showProduct(turn, product);
}
