import { z } from "zod";
import type { ProductId } from "../../../lib/ids.ts";
import { editableFields } from "./product-fields.ts";

const schema = z.object({
  product: z.number().transform((id) => id as ProductId),
  field: z.enum(editableFields),
  version: z.number(),
  page: z.number(),
  /** What somebody else's change is in the way of. */
  value: z.unknown(),
  /** The version up to which he was shown what others did. */
  seen: z.number(),
});
export type EditDraft = z.output<typeof schema>;

/** What a stored draft is read by. */
export const editDraft = schema as z.ZodType<EditDraft>;
