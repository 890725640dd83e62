import { z } from "zod";
import { goodsDraft, noGoods } from "./goods-draft.ts";

export const productDraft = z.object({
  code: z.string(),
  name: z.string(),
  price: z.number(),
  description: z.string(),
  kind: z.enum(["unique", "shared", "file"]),
  wanted: z.number(),
  goods: goodsDraft,
  /** Of a shared product. */
  text: z.string(),
  /** Of a file product. */
  file: z.object({ id: z.string(), name: z.string(), mime: z.string() }).nullable(),
});
export type ProductDraft = z.infer<typeof productDraft>;

export const emptyProduct: ProductDraft = {
  ...{ code: "", name: "", price: 0, description: "", kind: "unique", wanted: 0 },
  ...{ goods: noGoods, text: "", file: null },
};
