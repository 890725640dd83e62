import type { InlineKeyboardButton } from "grammy/types";
import { parseRupiah, rupiah } from "../../../lib/money.ts";
import { duplicateOf } from "../../../shop/catalog/create-product.ts";
import { productFields } from "../../../shop/catalog/product.ts";
import { previewStock } from "../../../shop/stock/preview-stock.ts";
import { adminProductButton } from "../../admin-buttons.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { saveNewProduct } from "../../menus/admin/save-new-product.ts";
import type { Screen } from "../../screen.ts";
import { stockPreviewText } from "../../screens/admin/stock-preview.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Next } from "../dialog.ts";
import { goodsLines, mostTyped, noGoods, takeGoods } from "./goods-draft.ts";
import { type ProductDraft, productDraft } from "./product-draft.ts";

/** Kode → Nama → Harga → Deskripsi → Jumlah isi → each item. */
export function newProductDialog(deps: AdminCatalogDeps): Dialog<ProductDraft> {
  return {
    name,
    allow: "products",
    draft: productDraft,
    whenLeft: "pause",
    steps: {
      code: { ask: (turn) => asks(turn, 1, "askCode"), answer: takeCode },
      name: { ask: (turn) => asks(turn, 2, "askName"), answer: takeName },
      price: { ask: (turn) => asks(turn, 3, "askPrice"), answer: takePrice },
      description: {
        ask: (turn) => ({
          text: asks(turn, 4, "askDescription"),
          keyboard: [[button(turn, "description", "skip")]],
        }),
        answer: takeDescription,
        choose: (_turn, draft) => ({ to: "count", draft }),
      },
      count: { ask: askCount, answer: takeCount, choose: chooseKind },
      items: { ask: askItems, answer: takeItems, choose: (_turn, draft) => confirm(draft) },
      text: { ask: (turn) => asks(turn, 6, "askShared"), answer: takeText },
      file: { ask: (turn) => asks(turn, 6, "askFile"), answer: takeFile },
      confirm: {
        ask: (turn, draft) => askConfirm(deps, turn, draft),
        answer: takeMore,
        choose: (turn, draft, value) => finish(deps, turn, draft, value),
      },
    },
  };
}

// --- internal ---

const name = "pnew";
type Answer = Next<ProductDraft> | Promise<Next<ProductDraft>>;
type Words = Turn["texts"]["adminCatalog"]["wizard"];
type Plain = { [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words];

function asks(turn: Turn, place: number, key: Plain): string {
  const { wizard } = turn.texts.adminCatalog;
  return `${wizard.step(place)}\n\n${wizard[key]}`;
}

function button(turn: Turn, step: string, key: Plain): InlineKeyboardButton {
  return choice({ name }, step, turn.texts.adminCatalog.wizard[key], key);
}

function again(turn: Turn, key: Plain): Next<ProductDraft> {
  return { again: turn.texts.adminCatalog.wizard[key] };
}

async function takeCode(turn: Turn, draft: ProductDraft): Promise<Next<ProductDraft>> {
  const code = productFields.code.safeParse(turn.text ?? "");
  if (!code.success) return again(turn, "wrongCode");
  const taken = await duplicate(turn, code.data);
  if (taken) return { again: taken };
  return { to: draft.name === "" ? "name" : "confirm", draft: { ...draft, code: code.data } };
}

async function duplicate(turn: Turn, code: string): Promise<Screen | undefined> {
  const { duplicate: other } = await duplicateOf(turn.tx, code);
  if (!other) return undefined;
  const { wizard } = turn.texts.adminCatalog;
  const open = adminProductButton.button(wizard.openExisting, { id: other.productId });
  return { text: wizard.duplicate({ ...other, code }), keyboard: [[open]] };
}

function takeName(turn: Turn, draft: ProductDraft): Answer {
  const named = productFields.name.safeParse(turn.text ?? "");
  if (!named.success) return again(turn, "wrongName");
  return { to: "price", draft: { ...draft, name: named.data } };
}

function takePrice(turn: Turn, draft: ProductDraft): Answer {
  const price = productFields.price.safeParse(parseRupiah(turn.text ?? ""));
  if (!price.success) return again(turn, "wrongPrice");
  return { to: "description", draft: { ...draft, price: price.data } };
}

function takeDescription(turn: Turn, draft: ProductDraft): Answer {
  const description = productFields.description.safeParse(turn.text);
  if (!description.success) return again(turn, "wrongDescription");
  return { to: "count", draft: { ...draft, description: description.data } };
}

function askCount(turn: Turn): Screen {
  return {
    text: asks(turn, 5, "askCount"),
    keyboard: [
      [button(turn, "count", "shared")],
      [button(turn, "count", "file")],
      [button(turn, "count", "later")],
    ],
  };
}

function takeCount(turn: Turn, draft: ProductDraft): Answer {
  if (turn.document) return takeItems(turn, draft);
  const typed = turn.text?.trim() ?? "";
  const wanted = Number(typed);
  if (!/^\d{1,5}$/.test(typed) || wanted > mostTyped) return again(turn, "wrongCount");
  const next = { ...draft, kind: "unique", wanted } as const;
  return wanted === 0 ? confirm(next) : { to: "items", draft: next };
}

function chooseKind(_turn: Turn, draft: ProductDraft, value: string): Answer {
  if (value === "shared") return { to: "text", draft: { ...draft, kind: "shared" } };
  if (value === "file") return { to: "file", draft: { ...draft, kind: "file" } };
  return confirm({ ...draft, kind: "unique", wanted: 0, goods: noGoods });
}

function askItems(turn: Turn, { goods, wanted }: ProductDraft): Screen {
  const { wizard } = turn.texts.adminCatalog;
  const text = `${wizard.step(6)}\n\n${wizard.askItems({ have: goods.typed.length, wanted })}`;
  return goods.typed.length > 0
    ? { text, keyboard: [[button(turn, "items", "enough")]] }
    : { text };
}

async function takeItems(turn: Turn, draft: ProductDraft): Promise<Next<ProductDraft>> {
  const taken = await takeGoods(turn, draft.goods);
  if (!taken.ok) return { again: turn.texts.adminStock.add[taken.reason] };
  const { goods, repeated } = taken.value;
  const next = { ...draft, goods };
  if (goods.file) return confirm(next);
  if (goods.typed.length >= draft.wanted && draft.wanted > 0) return confirm(next);
  const asked = askItems(turn, next);
  const note = repeated > 0 ? `${turn.texts.adminStock.add.repeated(repeated)}\n\n` : "";
  return { again: { ...asked, text: `${note}${asked.text}` }, draft: next };
}

/** The rest of a long paste comes as messages of their own. */
async function takeMore(turn: Turn, draft: ProductDraft): Promise<Next<ProductDraft>> {
  if (draft.kind !== "unique") return { again: turn.texts.common.dialog.useButtons };
  const taken = await takeGoods(turn, draft.goods);
  if (!taken.ok) return { again: turn.texts.adminStock.add[taken.reason] };
  return confirm({ ...draft, goods: taken.value.goods });
}

function takeText(turn: Turn, draft: ProductDraft): Answer {
  const text = productFields.sharedContent.safeParse(turn.text ?? "");
  if (!text.success || text.data === null) return again(turn, "wrongShared");
  return confirm({ ...draft, text: text.data });
}

async function takeFile(turn: Turn, draft: ProductDraft): Promise<Next<ProductDraft>> {
  const { document } = turn;
  if (!document) return again(turn, "wrongFile");
  const fetched = await turn.file(document.fileId);
  if (!fetched.ok || fetched.value.length === 0) return again(turn, "wrongFile");
  const file = { id: document.fileId, name: document.name || "file", mime: document.mimeType };
  return confirm({ ...draft, file });
}

function confirm(draft: ProductDraft): Next<ProductDraft> {
  return { to: "confirm", draft };
}

async function askConfirm(
  { vault }: AdminCatalogDeps,
  turn: Turn,
  draft: ProductDraft,
): Promise<Screen> {
  const { wizard } = turn.texts.adminCatalog;
  const parts = [wizard.confirm({ ...draft, price: rupiah(draft.price) })];
  const { goods } = draft;
  if (goods.file || goods.typed.length > 0) {
    const lines = await goodsLines(turn, goods);
    if (!lines.ok) parts.push(turn.texts.adminStock.add[lines.reason]);
    else {
      const preview = await previewStock({ db: turn.tx, vault }, { lines: lines.value() });
      parts.push(stockPreviewText(preview, turn.texts));
    }
  }
  const keyboard = [
    [button(turn, "confirm", "publish"), button(turn, "confirm", "keep")],
    ...(draft.kind === "unique" ? [[button(turn, "confirm", "back")]] : []),
  ];
  return { text: parts.join("\n\n"), keyboard };
}

async function finish(
  deps: AdminCatalogDeps,
  turn: Turn,
  draft: ProductDraft,
  value: string,
): Promise<Next<ProductDraft>> {
  if (value === "back") return { to: "items", draft: { ...draft, goods: noGoods } };
  const saved = await saveNewProduct(deps, turn, draft, { isActive: value === "publish" });
  if (saved.ok) return "end";
  if (saved.reason === "file_unavailable") {
    turn.reply(turn.texts.adminStock.add.unavailable);
    return { to: "file", draft };
  }
  // Somebody was faster with this code, or a draft of an older version no longer fits.
  const taken = await duplicate(turn, draft.code);
  if (taken) turn.reply(taken);
  return { to: "code", draft };
}
