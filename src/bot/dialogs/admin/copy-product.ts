import { z } from "zod";
import type { ProductId } from "../../../lib/ids.ts";
import { copyProduct } from "../../../shop/catalog/copy-product.ts";
import { findProduct } from "../../../shop/catalog/products.queries.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { showProduct } from "../../menus/admin/show-product.ts";
import type { Dialog } from "../dialog.ts";

const draftSchema = z.object({ product: z.number().transform((id) => id as ProductId) });
type Draft = z.output<typeof draftSchema>;

/** Another product like this one needs a code of its own. */
export function copyProductDialog({ clock, vault }: AdminCatalogDeps): Dialog<Draft> {
  return {
    name: "pcopy",
    allow: "products",
    draft: draftSchema as z.ZodType<Draft>,
    steps: {
      code: {
        async ask(turn, { product }) {
          const source = await findProduct(turn.tx, product);
          return turn.texts.adminCatalog.copy.ask(source?.name ?? "");
        },
        async answer(turn, { product: productId }) {
          const { wizard, copy, list } = turn.texts.adminCatalog;
          const code = turn.text?.trim() ?? "";
          const input = { productId, code, actorId: turn.user.id };
          const copied = await copyProduct({ db: turn.tx, clock, vault }, input);
          if (copied.ok) {
            turn.reply(copy.done);
            await showProduct(turn, copied.value);
            return "end";
          }
          if (copied.reason === "not_found") {
            turn.reply(list.gone);
            return "end";
          }
          const other = copied.detail?.duplicate;
          if (!other) return { again: wizard.wrongCode };
          const open = adminProductButton.button(wizard.openExisting, { id: other.productId });
          return { again: { text: wizard.duplicate({ ...other, code }), keyboard: [[open]] } };
        },
      },
    },
  };
}
