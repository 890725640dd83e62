import { ok, type Result, refuse } from "../../../lib/result.ts";
import { createProduct } from "../../../shop/catalog/create-product.ts";
import { setProductFile } from "../../../shop/catalog/set-product-file.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import type { ProductDraft } from "../../dialogs/admin/product-draft.ts";
import type { Turn } from "../../turn.ts";
import { addGoods } from "./add-goods.ts";
import { showProduct } from "./show-product.ts";

/** The wizard's last word: the product, and what is in it, or nothing at all. */
export async function saveNewProduct(
  deps: AdminCatalogDeps,
  turn: Turn,
  draft: ProductDraft,
  { isActive }: { readonly isActive: boolean },
): Promise<Result<undefined, "refused" | "file_unavailable">> {
  const { clock, vault } = deps;
  const { code, name, price, description, kind, text, goods } = draft;
  const actorId = turn.user.id;
  const fetched = kind === "file" && draft.file ? await turn.file(draft.file.id) : undefined;
  if (fetched && !fetched.ok) return refuse("file_unavailable");
  const sharedContent = kind === "shared" ? text : undefined;
  const created = await createProduct(
    { db: turn.tx, clock, vault },
    { ...{ code, name, price, description, kind, isActive, actorId }, sharedContent },
  );
  if (!created.ok) return refuse("refused");
  const id = created.value;
  if (fetched && draft.file) {
    const file = { name: draft.file.name, mime: draft.file.mime, bytes: fetched.value };
    await setProductFile({ db: turn.tx, clock, vault }, { productId: id, file, actorId });
  }
  const said = turn.texts.adminCatalog.wizard.created(name);
  if (kind === "unique" && (goods.file || goods.typed.length > 0)) {
    turn.reply(said);
    await addGoods(deps, turn, { id, name }, goods);
  } else turn.edit(said);
  await showProduct(turn, id, { as: "new message" });
  return ok(undefined);
}
