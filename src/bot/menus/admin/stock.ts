import { z } from "zod";
import type { ProductId } from "../../../lib/ids.ts";
import { outgoing } from "../../../outbox/outgoing-call.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import { revealShared } from "../../../shop/catalog/reveal-shared.ts";
import { countUploads } from "../../../shop/stock/stock-uploads.queries.ts";
import { countUnits } from "../../../shop/stock/units.queries.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  addStockButton,
  findStockProductButton,
  revealSharedButton,
  stockButton,
  stockListButton,
  stockSectionButton,
} from "../../buttons/admin-catalog-buttons.ts";
import { addStockDialog } from "../../dialogs/admin/add-stock.ts";
import { findPhraseDialog } from "../../dialogs/admin/find-phrase.ts";
import { noGoods } from "../../dialogs/admin/goods-draft.ts";
import { stockHomeScreen } from "../../screens/admin/stock-home.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { showProductList } from "./show-product-list.ts";

export const stockSection: AdminSection = {
  label: ({ adminHome }) => adminHome.stock,
  allow: "stock",
  open: stockSectionButton,
};

/** The stock: units come in by the line and go out by the sale; no number is ever typed. */
export function stockArea(deps: AdminCatalogDeps): Area {
  const rules = { allow: "stock" } as const;
  const add = addStockDialog(deps);
  return [
    onButton(stockSectionButton, rules, (turn) => showProductList(turn, all, "stock")),
    onButton(stockListButton, rules, (turn, ref) => showProductList(turn, ref, "stock")),
    onButton(findStockProductButton, rules, (turn) => turn.dialog.start(findDialog, null)),
    onButton(stockButton, rules, (turn, { product }) => showStock(turn, product)),
    onButton(addStockButton, rules, (turn, { product }) =>
      turn.dialog.start(add, { product, goods: noGoods }),
    ),
    onButton(revealSharedButton, rules, (turn, { product }) => reveal(deps, turn, product)),
    onDialog(findDialog),
    onDialog(add),
  ];
}

async function showStock(turn: Turn, id: ProductId): Promise<void> {
  const product = await findProduct(turn.tx, id);
  if (!product) return showProductList(turn, all, "stock");
  const view = {
    product,
    units: await countUnits(turn.tx, id),
    uploads: await countUploads(turn.tx, id),
    maySeeProduct: turn.may("products"),
  };
  turn.edit(stockHomeScreen(view, turn.texts));
}

// --- internal ---

/** Longer contents go as a file: a message would not hold them. */
const longestShown = 3_500;

async function reveal(
  { clock, vault }: AdminCatalogDeps,
  turn: Turn,
  id: ProductId,
): Promise<void> {
  const { adminStock, common } = turn.texts;
  const asked = { productId: id, actorId: turn.user.id };
  const revealed = await revealShared({ db: turn.tx, clock, vault }, asked);
  if (!revealed.ok) return turn.answer(adminStock.home.nothingThere, { alert: true });
  const content = revealed.value;
  turn.answer(adminStock.unit.revealNote);
  if (content.length > longestShown) {
    const document = { $file: "text", name: `product-${id}.txt`, content } as const;
    return turn.send(outgoing("sendDocument", { chat_id: turn.chatId, document }));
  }
  const back = stockButton.button(common.back, { product: id });
  turn.edit({ text: adminStock.unit.content(content), keyboard: [[back]] });
}

const all = { show: "all", page: 0, phrase: "" } as const;

const findDialog = findPhraseDialog({
  ...{ name: "sfind", allow: "stock", draft: z.null() },
  ask: ({ adminCatalog }) => adminCatalog.list.askPhrase,
  found: (turn, phrase) => showProductList(turn, { show: "all", page: 0, phrase }, "stock"),
});
