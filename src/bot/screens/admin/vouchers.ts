import type { ProductId } from "../../../lib/ids.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import type { ProductList } from "../../../shop/catalog/admin-products.queries.ts";
import type { VoucherList } from "../../../shop/vouchers/voucher-list.queries.ts";
import type { VoucherRow, VoucherStatistics } from "../../../shop/vouchers/vouchers.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { shopTime } from "../../../texts/shop-time.ts";
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
  voucherShows,
} from "../../buttons/admin-catalog-buttons.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import { voucherQuestions } from "../../dialogs/admin/voucher-questions.ts";
import type { Screen } from "../../screen.ts";
import { inRows, pagingRow } from "../paging.ts";
import { voucherValue } from "./voucher-value.ts";

export function voucherListScreen(
  it: { list: VoucherList; ref: { show: VoucherShow; phrase: string }; now: Date },
  { adminVouchers: words, adminHome }: Texts,
): Screen {
  const { list, ref, now } = it;
  const title = words.list.title({
    ...{ total: list.total, show: words.list.shows[ref.show], phrase: ref.phrase },
  });
  const rows = list.vouchers.map((voucher) => {
    const sign = signs[stateOf(voucher, now)];
    const { code, taken, totalLimit: limit } = voucher;
    const label = words.list.row({ sign, code, worth: words.worth(voucher), taken, limit });
    return [voucherButton.button(label, { voucher: voucher.id })];
  });
  const paging = pagingRow(list, (label, page) =>
    voucherListButton.button(label, { ...ref, page }),
  );
  const others = voucherShows
    .filter((show) => show !== ref.show)
    .map((show) =>
      voucherListButton.button(words.list.shows[show], { show, page: 0, phrase: ref.phrase }),
    );
  const last = [
    findVoucherButton.button(words.list.find, {}),
    newVoucherButton.button(words.list.add, {}),
  ];
  const home = adminHomeButton.button(adminHome.back, {});
  return {
    text: list.total === 0 ? `${title}\n\n${words.list.empty}` : title,
    keyboard: [...rows, paging, others, last, [home]].filter((row) => row.length > 0),
  };
}

export type VoucherView = {
  readonly voucher: VoucherRow & { readonly productIds: readonly ProductId[] };
  readonly productNames: readonly string[];
  readonly statistics: VoucherStatistics;
  readonly zone: TimeZone;
  readonly now: Date;
};

export function voucherScreen(view: VoucherView, texts: Texts): Screen {
  const { adminVouchers: words } = texts;
  const { id, isActive } = view.voucher;
  const fields = shownFields(view.voucher).map((field) =>
    voucherFieldButton.button(words.fields[field], { voucher: id, field }),
  );
  const products = voucherProductsButton.button(words.card.productsButton, {
    voucher: id,
    page: 0,
  });
  const label = isActive ? words.card.deactivate : words.card.activate;
  return {
    text: voucherText(view, texts),
    keyboard: [
      ...inRows([...fields, products], 2),
      [
        activateVoucherButton.button(label, { voucher: id, on: !isActive }),
        deleteVoucherButton.button(words.card.remove, { voucher: id, sure: false }),
      ],
      [voucherListButton.button(words.list.back, { show: "active", page: 0, phrase: "" })],
    ],
  };
}

/** Which products it is for, ticked one by one. */
export function voucherProductsScreen(
  { voucher, list }: { voucher: VoucherView["voucher"]; list: ProductList },
  { adminVouchers: words, adminCatalog, common }: Texts,
): Screen {
  const { id, code, productIds } = voucher;
  const rows = list.products.map((product) => {
    const sign = productIds.includes(product.id) ? "✅" : "▫️";
    const label = adminCatalog.list.row({ ...product, sign });
    return [
      voucherProductButton.button(label, { voucher: id, product: product.id, page: list.page }),
    ];
  });
  const paging = pagingRow(list, (label, page) =>
    voucherProductsButton.button(label, { voucher: id, page }),
  );
  const all =
    productIds.length > 0 ? [everyProductButton.button(words.pickAll, { voucher: id })] : [];
  const back = [voucherButton.button(common.back, { voucher: id })];
  return {
    text: words.pick({ code, chosen: productIds.length }),
    keyboard: [...rows, paging, all, back].filter((row) => row.length > 0),
  };
}

// --- internal ---

type State = "active" | "waiting" | "over" | "full" | "hidden";

const signs: Readonly<Record<State, string>> = {
  active: "🟢",
  waiting: "🕒",
  over: "⌛",
  full: "⌛",
  hidden: "⚪",
};

function stateOf(voucher: VoucherRow, now: Date): State {
  const { isActive, validFrom, validUntil, totalLimit, taken } = voucher;
  if (!isActive) return "hidden";
  if (validUntil && validUntil <= now) return "over";
  if (totalLimit !== null && taken >= totalLimit) return "full";
  return validFrom && validFrom > now ? "waiting" : "active";
}

function shownFields({ kind }: VoucherRow) {
  return voucherQuestions.filter((field) => field !== "maxDiscount" || kind === "percent");
}

function voucherText(view: VoucherView, texts: Texts): string {
  const { adminVouchers: words } = texts;
  const { voucher, productNames, statistics, zone, now } = view;
  const lines = shownFields(voucher)
    .filter((field) => !["code", "kind", "description"].includes(field))
    .map((field) =>
      words.card.line(
        words.fields[field],
        voucherValue(field, voucher[field], { ...voucher, zone }, texts),
      ),
    );
  const names = words.card.products({ total: voucher.productIds.length, names: productNames });
  const { lastUsedAt } = statistics;
  return [
    words.card.title(voucher.code),
    words.card.states[stateOf(voucher, now)],
    ...(voucher.description ? [words.card.description(voucher.description)] : []),
    "",
    ...lines,
    words.card.line(words.card.productsButton, names),
    "",
    words.card.used(statistics),
    words.card.given(statistics),
    ...(lastUsedAt ? [words.card.lastUsed(shopTime(zone, lastUsedAt))] : []),
  ].join("\n");
}
