import { setProductFile } from "../../../shop/catalog/set-product-file.ts";
import { setCap } from "../../../shop/stock/set-cap.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { showProduct } from "../../menus/admin/show-product.ts";
import type { Turn } from "../../turn.ts";
import type { Next } from "../dialog.ts";
import type { EditDraft } from "./edit-draft.ts";
import { readWhole } from "./product-fields.ts";

type Answer = Promise<Next<EditDraft>>;

/** How often it may be sold in all; `null` for as often as anybody likes. */
export async function saveCap(
  { clock }: AdminCatalogDeps,
  turn: Turn,
  { product: productId }: EditDraft,
  cap: number | null | undefined = readWhole(turn.text),
): Answer {
  const { adminEdit } = turn.texts;
  if (cap === undefined) return { again: adminEdit.wrong.cap };
  const change = { productId, cap, actorId: turn.user.id };
  const set = await setCap({ db: turn.tx, clock }, change);
  if (!set.ok && set.reason === "more_are_taken") {
    return { again: adminEdit.capTooLow(set.detail.least) };
  }
  if (!set.ok && set.reason === "out_of_range") return { again: adminEdit.wrong.cap };
  return finish(turn, productId, set.ok ? adminEdit.saved(adminEdit.fields.cap) : undefined);
}

/** What every buyer of a file product gets from now on. */
export async function saveFile(
  { clock, vault }: AdminCatalogDeps,
  turn: Turn,
  { product: productId }: EditDraft,
): Answer {
  const { adminEdit } = turn.texts;
  const { document } = turn;
  if (!document) return { again: adminEdit.wrong.file };
  const fetched = await turn.file(document.fileId);
  if (!fetched.ok) return { again: adminEdit.wrong.file };
  const file = { name: document.name || "file", mime: document.mimeType, bytes: fetched.value };
  const change = { productId, file, actorId: turn.user.id };
  const set = await setProductFile({ db: turn.tx, clock, vault }, change);
  if (!set.ok && set.reason !== "not_found") return { again: adminEdit.wrong.file };
  return finish(turn, productId, set.ok ? adminEdit.saved(adminEdit.fields.file) : undefined);
}

// --- internal ---

async function finish(
  turn: Turn,
  productId: EditDraft["product"],
  said: string | undefined,
): Answer {
  if (said && turn.callback) turn.answer(said);
  else if (said) turn.reply(said);
  await showProduct(turn, productId);
  return "end";
}
