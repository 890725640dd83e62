import { categoryNames } from "../../../shop/catalog/categories.queries.ts";
import { changesSince } from "../../../shop/catalog/product-changes.queries.ts";
import { findProduct, type ProductDetails } from "../../../shop/catalog/products.queries.ts";
import { namesOf } from "../../../shop/customers/names.queries.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { saveProduct } from "../../menus/admin/save-product.ts";
import { showProduct } from "../../menus/admin/show-product.ts";
import type { Screen } from "../../screen.ts";
import { shownValue } from "../../screens/admin/product-value.ts";
import { inRows, pagingRow } from "../../screens/paging.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Next } from "../dialog.ts";
import { type EditDraft, editDraft } from "./edit-draft.ts";
import { saveCap, saveFile } from "./edit-product-goods.ts";
import {
  type EditableField,
  emptied,
  isClearable,
  type PlainField,
  readField,
} from "./product-fields.ts";

type Answer = Promise<Next<EditDraft>>;

/** One field; and where somebody else was faster, his change before it is overwritten. */
export function editProductDialog(deps: AdminCatalogDeps): Dialog<EditDraft> {
  return {
    name,
    allow: "products",
    draft: editDraft,
    whenLeft: "pause",
    steps: {
      value: {
        ask: askValue,
        answer: (turn, draft) => takeValue(deps, turn, draft),
        choose: (turn, draft, value) => chooseValue(deps, turn, draft, value),
      },
      clash: {
        ask: (turn, draft) => askClash(deps, turn, draft),
        async choose(turn, draft, value) {
          if (value === "overwrite") return overwrite(deps, turn, draft);
          turn.answer(turn.texts.adminEdit.clash.kept);
          await showProduct(turn, draft.product);
          return "end";
        },
      },
    },
  };
}

// --- internal ---

const name = "pedit";

async function askValue(turn: Turn, draft: EditDraft): Promise<Screen> {
  const { adminEdit } = turn.texts;
  const { field, page } = draft;
  const product = await findProduct(turn.tx, draft.product);
  const categories = await categoryNames(turn.tx);
  const value = valueIn(product, field);
  const isLong = longTexts.includes(field) && typeof value === "string" && value !== "";
  const now = isLong
    ? adminEdit.nowWhole(value)
    : adminEdit.nowIs(shownValue(field, value, turn.texts, categories));
  const head = `✏️ <b>${adminEdit.fields[field]}</b>`;
  const isKept = field === "cap" || field === "file" || field === "sharedContent";
  const lines = [head, ...(isKept ? [] : [now]), "", adminEdit.asks[field]];
  const text = lines.join("\n");
  const button = (label: string, value: string) => choice({ name }, "value", label, value);
  const clear = isClearable(field)
    ? [[button(field === "categoryId" ? adminEdit.noCategory : adminEdit.clear, "clear")]]
    : [];
  if (field !== "categoryId") return { text, keyboard: clear };
  const pages = Math.max(1, Math.ceil(categories.size / perPage));
  const shown = [...categories].slice(page * perPage, (page + 1) * perPage);
  const keys = shown.map(([id, label]) => button(label, `c${id}`));
  const paging = pagingRow({ page, pages }, (label, to) => button(label, `p${to}`));
  const rows = [...inRows(keys, 2), paging, ...clear].filter((row) => row.length > 0);
  return { text, keyboard: rows };
}

const perPage = 20;
/** One word of them is changed by sending all of it back. */
const longTexts: readonly EditableField[] = ["description", "instructions", "terms"];
/** A message holds some long descriptions, and nobody reads more of them. */
const mostShown = 3;

function valueIn(product: ProductDetails | undefined, field: EditableField): unknown {
  if (!product || field === "cap" || field === "file" || field === "sharedContent") return null;
  return product[field];
}

async function takeValue(deps: AdminCatalogDeps, turn: Turn, draft: EditDraft): Answer {
  const { field } = draft;
  if (field === "cap") return saveCap(deps, turn, draft);
  if (field === "file") return saveFile(deps, turn, draft);
  const read = readField(turn, field);
  if (!read) return { again: turn.texts.adminEdit.wrong[field] };
  return save(deps, turn, draft, read.value);
}

async function chooseValue(
  deps: AdminCatalogDeps,
  turn: Turn,
  draft: EditDraft,
  chosen: string,
): Answer {
  const { field } = draft;
  const number = Number(chosen.slice(1));
  if (field === "categoryId" && chosen.startsWith("p")) {
    return { to: "value", draft: { ...draft, page: number } };
  }
  if (field === "categoryId" && chosen.startsWith("c") && chosen !== "clear") {
    return save(deps, turn, draft, number);
  }
  if (field === "cap") return saveCap(deps, turn, draft, null);
  if (chosen !== "clear" || !isClearable(field)) return { to: "value", draft };
  return save(deps, turn, draft, emptied[field]);
}

async function save(
  deps: AdminCatalogDeps,
  turn: Turn,
  draft: EditDraft,
  value: unknown,
  overwrite = false,
): Answer {
  const { product: productId, version } = draft;
  const field = draft.field as PlainField;
  const { adminEdit, adminCatalog } = turn.texts;
  const saved = await saveProduct(deps, turn, { productId, version, field, value, overwrite });
  if (saved.ok) {
    const said = adminEdit.saved(adminEdit.fields[field]);
    if (turn.callback) turn.answer(said);
    else turn.reply(said);
    await showProduct(turn, productId);
    return "end";
  }
  switch (saved.reason) {
    case "changed_meanwhile":
      return { to: "clash", draft: { ...draft, value, seen: saved.detail.current?.version ?? 0 } };
    case "invalid_field":
      return { again: adminEdit.wrong[field] };
    case "duplicate_code": {
      const { duplicate } = saved.detail;
      if (!duplicate) return { again: adminEdit.wrong.code };
      const open = adminProductButton.button(adminCatalog.wizard.openExisting, {
        id: duplicate.productId,
      });
      const text = adminCatalog.wizard.duplicate({ ...duplicate, code: String(value) });
      return { again: { text, keyboard: [[open]] } };
    }
    case "not_found":
      turn.reply(adminCatalog.list.gone);
      return "end";
  }
}

/** A third one may have been there since: then his change is shown first. */
async function overwrite(deps: AdminCatalogDeps, turn: Turn, draft: EditDraft): Answer {
  const { product, field, seen, value } = draft;
  const newer = await changesSince(turn.tx, product, seen);
  if (!newer.some(({ after }) => field in after)) return save(deps, turn, draft, value, true);
  const current = await findProduct(turn.tx, product);
  return { to: "clash", draft: { ...draft, seen: current?.version ?? seen } };
}

async function askClash(deps: AdminCatalogDeps, turn: Turn, draft: EditDraft): Promise<Screen> {
  const { adminEdit } = turn.texts;
  const { field } = draft;
  const all = await changesSince(turn.tx, draft.product, draft.version);
  const changes = all.filter(({ after }) => field in after).slice(-mostShown);
  const names = await namesOf(
    turn.tx,
    changes.map(({ actorId }) => actorId),
  );
  const categories = await categoryNames(turn.tx);
  const shown = (value: unknown) => shownValue(field, value, turn.texts, categories);
  const lines = changes.map(({ actorId, at, before, after }) =>
    adminEdit.clash.line({
      who: names.get(actorId ?? 0) ?? adminEdit.clash.somebody,
      at: shopTime(deps.zone, at),
      before: shown(before[field]),
      after: shown(after[field]),
    }),
  );
  const text = [
    adminEdit.clash.title(adminEdit.fields[field]),
    ...lines,
    "",
    adminEdit.clash.yours(shown(draft.value)),
    adminEdit.clash.ask,
  ].join("\n");
  const button = (label: string, value: string) => choice({ name }, "clash", label, value);
  return {
    text,
    keyboard: [
      [button(adminEdit.clash.overwrite, "overwrite"), button(adminEdit.clash.keep, "keep")],
    ],
  };
}
