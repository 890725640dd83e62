import { z } from "zod";
import type { ProductId, VoucherId } from "../../../lib/ids.ts";
import { listProducts } from "../../../shop/catalog/admin-products.queries.ts";
import { productCards } from "../../../shop/catalog/shelf.queries.ts";
import { deleteVoucher, editVoucher } from "../../../shop/vouchers/manage-vouchers.ts";
import { pageVouchers } from "../../../shop/vouchers/voucher-list.queries.ts";
import { findVoucher, voucherStatistics } from "../../../shop/vouchers/vouchers.queries.ts";
import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  activateVoucherButton,
  deleteVoucherButton,
  everyProductButton,
  findVoucherButton,
  newVoucherButton,
  type VoucherShow,
  voucherButton,
  voucherFieldButton,
  voucherListButton,
  voucherProductButton,
  voucherProductsButton,
  vouchersSectionButton,
} from "../../buttons/admin-catalog-buttons.ts";
import {
  emptyVoucher,
  questionsFor,
  stateOf,
  voucherDialog,
} from "../../dialogs/admin/edit-voucher.ts";
import { findPhraseDialog } from "../../dialogs/admin/find-phrase.ts";
import { voucherQuestions } from "../../dialogs/admin/voucher-questions.ts";
import {
  voucherListScreen,
  voucherProductsScreen,
  voucherScreen,
} from "../../screens/admin/vouchers.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";

export const vouchersSection: AdminSection = {
  label: ({ adminHome }) => adminHome.vouchers,
  allow: "vouchers",
  open: vouchersSectionButton,
};

/** Discounts: made and changed by buttons, and counted. */
export function vouchersArea(deps: AdminCatalogDeps): Area {
  const rules = { allow: "vouchers" } as const;
  const show = (turn: Turn, id: VoucherId) => showVoucher(deps, turn, id);
  const dialog = voucherDialog(deps, show);
  return [
    onButton(vouchersSectionButton, rules, (turn) => showList(turn, firstPage)),
    onButton(voucherListButton, rules, showList),
    onButton(findVoucherButton, rules, (turn) => turn.dialog.start(findDialog, null)),
    onButton(voucherButton, rules, (turn, { voucher }) => show(turn, voucher)),
    onButton(newVoucherButton, rules, (turn) => turn.dialog.start(dialog, emptyVoucher)),
    onButton(voucherFieldButton, rules, async (turn, { voucher: id, field }) => {
      const voucher = await findVoucher(turn.tx, id);
      const question = voucherQuestions.find((known) => known === field);
      if (!voucher || !question) return show(turn, id);
      const { kind } = voucher;
      const queue = questionsFor(question);
      const was = stateOf(voucher, question);
      await turn.dialog.start(dialog, { voucher: id, kind, values: {}, was, queue });
    }),
    onButton(activateVoucherButton, rules, async (turn, { voucher, on }) => {
      const { card } = turn.texts.adminVouchers;
      const edit = { voucherId: voucher, fields: { isActive: on }, actorId: turn.user.id };
      const saved = await editVoucher({ db: turn.tx, clock: deps.clock }, edit);
      if (saved.ok) turn.answer(on ? card.activated : card.deactivated);
      await show(turn, voucher);
    }),
    onButton(voucherProductsButton, rules, showProducts),
    onButton(voucherProductButton, rules, (turn, it) => toggleProduct(deps, turn, it)),
    onButton(everyProductButton, rules, async (turn, { voucher }) => {
      const edit = { voucherId: voucher, fields: { productIds: [] }, actorId: turn.user.id };
      await editVoucher({ db: turn.tx, clock: deps.clock }, edit);
      await showProducts(turn, { voucher, page: 0 });
    }),
    onButton(deleteVoucherButton, rules, (turn, it) => remove(deps, turn, it)),
    onDialog(findDialog),
    onDialog(dialog),
  ];
}

// --- internal ---

type Ref = { readonly show: VoucherShow; readonly page: number; readonly phrase: string };
const firstPage: Ref = { show: "active", page: 0, phrase: "" };

const findDialog = findPhraseDialog({
  ...{ name: "vfind", allow: "vouchers", draft: z.null() },
  ask: ({ adminVouchers }) => adminVouchers.list.askPhrase,
  found: (turn, phrase) => showList(turn, { show: "all", page: 0, phrase }),
});

async function showList(turn: Turn, { show, page, phrase }: Ref): Promise<void> {
  const query = { show, search: phrase, at: turn.now, page, pageSize: 8 };
  const list = await pageVouchers(turn.tx, query);
  turn.edit(voucherListScreen({ list, ref: { show, phrase }, now: turn.now }, turn.texts));
}

async function showVoucher({ zone }: AdminCatalogDeps, turn: Turn, id: VoucherId): Promise<void> {
  const voucher = await findVoucher(turn.tx, id);
  if (!voucher) {
    turn.answer(turn.texts.adminVouchers.list.gone, { alert: true });
    return showList(turn, firstPage);
  }
  const named = await productCards(turn.tx, voucher.productIds.slice(0, 5));
  const productNames = named.map(({ name }) => name);
  const statistics = await voucherStatistics(turn.tx, id);
  const view = { voucher, productNames, statistics, zone, now: turn.now };
  turn.edit(voucherScreen(view, turn.texts));
}

async function showProducts(
  turn: Turn,
  { voucher: id, page }: { readonly voucher: VoucherId; readonly page: number },
): Promise<void> {
  const voucher = await findVoucher(turn.tx, id);
  if (!voucher) return showList(turn, firstPage);
  const list = await listProducts(turn.tx, { page, pageSize: 8 });
  turn.edit(voucherProductsScreen({ voucher, list }, turn.texts));
}

async function toggleProduct(
  { clock }: AdminCatalogDeps,
  turn: Turn,
  it: { readonly voucher: VoucherId; readonly product: ProductId; readonly page: number },
): Promise<void> {
  const voucher = await findVoucher(turn.tx, it.voucher);
  if (!voucher) return showList(turn, firstPage);
  const chosen = voucher.productIds.includes(it.product)
    ? voucher.productIds.filter((id) => id !== it.product)
    : [...voucher.productIds, it.product];
  const edit = { voucherId: it.voucher, fields: { productIds: chosen }, actorId: turn.user.id };
  const saved = await editVoucher({ db: turn.tx, clock }, edit);
  if (!saved.ok) turn.answer(turn.texts.adminVouchers.tooMany, { alert: true });
  await showProducts(turn, it);
}

async function remove(
  deps: AdminCatalogDeps,
  turn: Turn,
  { voucher: id, sure }: { readonly voucher: VoucherId; readonly sure: boolean },
): Promise<void> {
  const { adminVouchers: words, common } = turn.texts;
  const voucher = await findVoucher(turn.tx, id);
  if (!voucher) return showVoucher(deps, turn, id);
  if (!sure) {
    const yes = deleteVoucherButton.button(words.yesRemove, { voucher: id, sure: true });
    const no = voucherButton.button(common.back, { voucher: id });
    return turn.edit({ text: words.askRemove(voucher.code), keyboard: [[yes], [no]] });
  }
  const deletion = { voucherId: id, actorId: turn.user.id };
  const deleted = await deleteVoucher({ db: turn.tx, clock: deps.clock }, deletion);
  if (deleted.ok) {
    turn.answer(words.removed);
    return showList(turn, firstPage);
  }
  turn.answer(words.inUse, { alert: true });
  await showVoucher(deps, turn, id);
}
