import { z } from "zod";
import type { ProductId } from "../../../lib/ids.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import { previewStock } from "../../../shop/stock/preview-stock.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { addGoods } from "../../menus/admin/add-goods.ts";
import type { Screen } from "../../screen.ts";
import { stockPreviewText } from "../../screens/admin/stock-preview.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Next } from "../dialog.ts";
import { goodsDraft, goodsLines, takeGoods } from "./goods-draft.ts";

const draftSchema = z.object({ product: z.number(), goods: goodsDraft });
type Draft = z.infer<typeof draftSchema>;

/** Items by hand, as a paste or as a file; a look at what would happen; one confirmation. */
export function addStockDialog(deps: AdminCatalogDeps): Dialog<Draft> {
  return {
    name,
    allow: "stock",
    draft: draftSchema,
    whenLeft: "pause",
    steps: {
      lines: {
        ask: askLines,
        answer: takeLines,
        choose: (_turn, draft) => ({ to: "check", draft }),
      },
      check: {
        ask: (turn, draft) => askCheck(deps, turn, draft),
        answer: takeLines,
        async choose(turn, draft, value) {
          if (value === "again") return { to: "lines", draft };
          const product = await findProduct(turn.tx, idOf(draft));
          if (!product) turn.edit(turn.texts.adminStock.add.productGone);
          else await addGoods(deps, turn, product, draft.goods);
          return "end";
        },
      },
    },
  };
}

// --- internal ---

const name = "sadd";

function idOf({ product }: Draft): ProductId {
  return product as ProductId;
}

async function nameOf(turn: Turn, draft: Draft): Promise<string> {
  return (await findProduct(turn.tx, idOf(draft)))?.name ?? "";
}

async function askLines(turn: Turn, draft: Draft): Promise<Screen> {
  const { add } = turn.texts.adminStock;
  const have = draft.goods.typed.length + (draft.goods.file?.lines ?? 0);
  const text = add.ask({ name: await nameOf(turn, draft), have });
  return have > 0
    ? { text, keyboard: [[choice({ name }, "lines", add.check, "check")]] }
    : { text };
}

/** Every message is checked at once; the rest of a long paste comes as messages of their own. */
async function takeLines(turn: Turn, draft: Draft): Promise<Next<Draft>> {
  const { add } = turn.texts.adminStock;
  const taken = await takeGoods(turn, draft.goods);
  if (!taken.ok) return { again: add[taken.reason] };
  const { goods, repeated } = taken.value;
  if (repeated > 0) turn.reply(add.repeated(repeated));
  if (turn.document && draft.goods.file) turn.reply(add.oneFile);
  return { to: "check", draft: { ...draft, goods } };
}

async function askCheck({ vault }: AdminCatalogDeps, turn: Turn, draft: Draft): Promise<Screen> {
  const { add } = turn.texts.adminStock;
  const again = choice({ name }, "check", add.again, "again");
  const lines = await goodsLines(turn, draft.goods);
  if (!lines.ok) return { text: add[lines.reason], keyboard: [[again]] };
  const preview = await previewStock({ db: turn.tx, vault }, { lines: lines.value() });
  const title = add.title(await nameOf(turn, draft));
  const text = `${title}\n\n${stockPreviewText(preview, turn.texts)}`;
  if (preview.fresh === 0) return { text: `${text}\n\n${add.nothingNew}`, keyboard: [[again]] };
  const confirm = choice({ name }, "check", add.confirm(preview.fresh), "add");
  return { text, keyboard: [[confirm], [again]] };
}
