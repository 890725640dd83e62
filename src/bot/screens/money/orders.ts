import type { OrderId } from "../../../lib/ids.ts";
import { times } from "../../../lib/money.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import type { OrderDetail, OrderPage, OrderSummary } from "../../../shop/orders/orders.queries.ts";
import { cut } from "../../../texts/cut.ts";
import type { Texts } from "../../../texts/id.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import {
  methodsButton,
  orderButton,
  type orderLists,
  ordersButton,
  repeatOrderButton,
  showAgainButton,
  showInvoiceButton,
} from "../../buttons/money-buttons.ts";
import { categoriesButton } from "../../buttons/shop-buttons.ts";
import type { Keyboard, Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";

type With = { readonly texts: Texts; readonly zone: TimeZone };
export type OrderList = (typeof orderLists)[number];

export function ordersScreen(
  it: { readonly list: OrderList; readonly before: number; readonly page: OrderPage },
  { texts, zone }: With,
): Screen {
  const { orders: says, common } = texts;
  const { list, before, page } = it;
  const isOpen = list === "open";
  const other = isOpen
    ? ordersButton.button(says.all, { list: "all", before: 0 })
    : ordersButton.button(says.open, { list: "open", before: 0 });
  if (page.orders.length === 0) {
    const shop = categoriesButton.button(common.menu.categories, { page: 0 });
    return { text: isOpen ? says.emptyOpen : says.empty, keyboard: isOpen ? [[other]] : [[shop]] };
  }
  const lines = page.orders.map((order) =>
    says.line({
      sign: says.sign[order.state],
      code: order.code,
      total: order.total,
      what: whatOf(order, texts),
      when: shopTime(zone, order.createdAt),
    }),
  );
  const keys = page.orders.map(({ id, code }) => orderButton.button(code, { order: id }));
  const newest = before > 0 ? [ordersButton.button("«", { list, before: 0 })] : [];
  const older = page.next ? [ordersButton.button("›", { list, before: page.next })] : [];
  const keyboard = [...inRows(keys, 2), [...newest, ...older], [other]].filter(
    (row) => row.length > 0,
  );
  return { text: [isOpen ? says.titleOpen : says.title, "", ...lines].join("\n"), keyboard };
}

export function orderScreen(order: OrderDetail, { texts, zone }: With): Screen {
  const { orders: says, invoice, checkout } = texts;
  const text = [
    says.detail(order.code),
    says.state[order.state],
    says.placedAt(shopTime(zone, order.createdAt)),
    ...(order.paidAt ? [says.paidAt(shopTime(zone, order.paidAt))] : []),
    ...(order.state === "awaiting_payment" ? [says.until(shopTime(zone, order.expiresAt))] : []),
    "",
    ...order.items.map(({ productName, quantity, unitPrice }) =>
      invoice.item({ name: productName, quantity, amount: times(unitPrice, quantity) }),
    ),
    "",
    ...(order.discount > 0 ? [checkout.subtotal(order.subtotal)] : []),
    checkout.total(order.total),
    ...(order.walletAmount > 0 ? [checkout.fromWallet(order.walletAmount)] : []),
    ...(order.refunded > 0 ? [says.refundedAmount(order.refunded)] : []),
  ].join("\n");
  return { text, keyboard: keysOf(order, texts) };
}

// --- internal ---

function whatOf({ items }: OrderSummary, { orders: says }: Texts): string {
  const [first] = items;
  if (!first) return "–";
  const name = `${cut(first.productName, 40)} × ${first.quantity}`;
  return items.length > 1 ? says.andMore(name, items.length - 1) : name;
}

function keysOf(detail: OrderDetail, { orders: says, invoice }: Texts): Keyboard {
  const order: OrderId = detail.id;
  const back = [ordersButton.button(says.back, { list: "all", before: 0 })];
  if (detail.state === "awaiting_payment") {
    const open = detail.payments.find(({ state }) => state === "created" || state === "pending");
    const change = methodsButton.button(invoice.button.change, { order });
    return open
      ? [[showInvoiceButton.button(says.continue, { payment: open.id })], [change], back]
      : [[change], back];
  }
  const again = repeatOrderButton.button(says.repeat, { order });
  const hasGoods = detail.state === "paid" || detail.state === "delivered";
  return hasGoods
    ? [[showAgainButton.button(says.showAgain, { order })], [again], back]
    : [[again], back];
}
