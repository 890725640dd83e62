import { z } from "zod";
import type { ProductId } from "../../lib/ids.ts";
import { shelfRef } from "../buttons/shelf-ref.ts";
import { readCard, showCard } from "../menus/shop/show-card.ts";
import { mostOf } from "../screens/shop/product-card.ts";
import type { Turn } from "../turn.ts";
import type { Dialog } from "./dialog.ts";

const draft = z.object({
  product: z.number().transform((id) => id as ProductId),
  ref: z.string(),
});
type Draft = z.output<typeof draft>;

export const quantityDialog: Dialog<Draft> = {
  name: "quantity",
  allow: "everyone",
  draft: draft as z.ZodType<Draft>,
  steps: {
    quantity: {
      ask: async (turn, at) => turn.texts.shop.card.askQuantity(await most(turn, at)),
      async answer(turn, at) {
        const { product } = at;
        const quantity = /^\d{1,5}$/.test(turn.text?.trim() ?? "") ? Number(turn.text) : 0;
        const max = await most(turn, at);
        if (quantity < 1 || quantity > max)
          return { again: turn.texts.shop.card.wrongQuantity(max) };
        const ref = shelfRef.read(at.ref) ?? { list: "all", page: 0 };
        await showCard(turn, { product, quantity, ref });
        return "end";
      },
    },
  },
};

// --- internal ---

async function most(turn: Turn, { product }: Draft): Promise<number> {
  const view = await readCard(turn, { product, quantity: 1 });
  return view ? Math.max(1, mostOf(view)) : 1;
}
