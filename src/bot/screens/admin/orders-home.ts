import type { TimeZone } from "../../../lib/time-zone.ts";
import type {
  DeskCounts,
  DeskPage,
  OrderPlace,
  OrderShow,
} from "../../../shop/orders/desk-orders.queries.ts";
import type { FoundOrders } from "../../../shop/orders/find-orders.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import { adminOrderButton } from "../../admin-buttons.ts";
import {
  deskListButton,
  deskOrdersButton,
  findOrderButton,
} from "../../buttons/admin-desk-buttons.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import type { Keyboard, Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";

/** The lists that people choose from; those of one product or customer are found. */
const chosen = [
  "today",
  "attention",
  "awaiting_payment",
  "paid",
  "delivered",
  "refunded",
  "expired",
  "cancelled",
  "all",
] as const satisfies readonly OrderShow[];

export function ordersHomeScreen(counts: DeskCounts, texts: Texts): Screen {
  const { adminOrders: says, adminHome } = texts;
  const doors = chosen.map((show) => {
    const label = says.shows[show];
    const found = show in counts ? counts[show as keyof DeskCounts] : undefined;
    const text = found === undefined ? label : says.counted(label, found);
    return deskListButton.button(text, { show, of: 0, from: 0 });
  });
  const keyboard = [
    ...inRows(doors, 2),
    [findOrderButton.button(says.find, {})],
    [adminHomeButton.button(adminHome.back, {})],
  ];
  return { text: says.home, keyboard };
}

export type DeskListView = {
  readonly page: DeskPage;
  readonly show: OrderShow;
  readonly of: number;
  /** The product's or customer's name. */
  readonly ofName: string;
  readonly from: OrderPlace;
};

export function deskListScreen(
  { page, show, of, ofName, from }: DeskListView,
  { texts, zone }: { readonly texts: Texts; readonly zone: TimeZone },
): Screen {
  const { adminOrders: says, orders } = texts;
  const title = says.list({ show: says.shows[show], of: ofName });
  const lines = page.orders.map((order) =>
    says.line({
      sign: orders.sign[order.state],
      code: order.code,
      total: order.total,
      customer: order.customerName,
      what: order.kinds > 1 ? orders.andMore(order.firstItem, order.kinds - 1) : order.firstItem,
      when: shopTime(zone, order.createdAt).slice(0, 16),
    }),
  );
  const keys = page.orders.map(({ id, code, state }) => {
    const label = says.button({ sign: orders.sign[state], code });
    return adminOrderButton.button(label, { id });
  });
  const step = (label: string, to: OrderPlace | undefined) =>
    to === undefined ? [] : [deskListButton.button(label, { show, of, from: to })];
  const keyboard: Keyboard = [
    ...inRows(keys, 2),
    [...step(says.newer, page.newer), ...step(says.older, page.older)],
    [...(from === 0 ? [] : step(says.newest, 0)), findOrderButton.button(says.find, {})],
    [deskOrdersButton.button(says.toSection, {})],
  ];
  const text = [title, "", ...(lines.length === 0 ? [says.empty] : lines)].join("\n");
  return { text, keyboard: keyboard.filter((row) => row.length > 0) };
}

/** Several answers to one search: whose orders, or of what. */
export function foundOrdersScreen(typed: string, found: FoundOrders, texts: Texts): Screen {
  const { adminOrders: says } = texts;
  const from = 0;
  const people = found.customers.map(({ id, firstName, username }) => {
    const name = username ? `${firstName} @${username}` : firstName;
    return [deskListButton.button(says.ofCustomer(name), { show: "customer", of: id, from })];
  });
  const products = found.products.map(({ id, name }) => [
    deskListButton.button(says.ofProduct(name), { show: "product", of: id, from }),
  ]);
  const back = [findOrderButton.button(says.find, {}), deskOrdersButton.button(says.toSection, {})];
  return { text: says.foundSeveral(typed), keyboard: [...people, ...products, back] };
}
