import type { ProductId } from "../../../lib/ids.ts";
import { addStock } from "../../../shop/stock/add-stock.ts";
import { storeUpload } from "../../../shop/stock/stock-uploads.queries.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import type { GoodsDraft } from "../../dialogs/admin/goods-draft.ts";
import { stockAddedScreen } from "../../screens/admin/stock-added.ts";
import type { Turn } from "../../turn.ts";

/**
 * Brings confirmed goods into the stock. What was typed is added at once. A file may hold 50,000
 * lines, so it only becomes a row that says so; it is read after the commit, and once.
 */
export async function addGoods(
  { clock, vault, wakeUploads }: AdminCatalogDeps,
  turn: Turn,
  product: { readonly id: ProductId; readonly name: string },
  { typed, file }: GoodsDraft,
): Promise<void> {
  const { tx, user, now: at } = turn;
  const actorId = user.id;
  if (!file) {
    const addition = { productId: product.id, lines: typed, actorId };
    const added = await addStock({ db: tx, clock, vault }, addition);
    return turn.edit(stockAddedScreen({ product, added }, turn.texts));
  }
  const lines = file.lines + typed.length;
  await storeUpload(
    { tx, vault },
    {
      ...{ productId: product.id, actorId, language: user.language, at },
      messageId: turn.message?.message_id ?? null,
      source: { typed, file: { id: file.id, name: file.name }, lines },
    },
  );
  turn.edit(turn.texts.adminStock.add.started(lines));
  turn.after(wakeUploads);
}
