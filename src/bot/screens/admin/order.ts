import { minus } from "../../../lib/money.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import type { OrderFile } from "../../../shop/orders/order-file.queries.ts";
import { manualGateway } from "../../../shop/payments/payment.ts";
import type { Texts } from "../../../texts/id.ts";
import { methodName } from "../../../texts/method-name.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import { adminUserButton } from "../../admin-buttons.ts";
import {
  approveButton,
  byHandButton,
  cancelOrderButton,
  deskListButton,
  deskOrdersButton,
  orderHistoryButton,
  refundButton,
  replaceButton,
  resendButton,
} from "../../buttons/admin-desk-buttons.ts";
import type { Keyboard, Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";
import { personHtml } from "./person.ts";

export type DeskOrderView = {
  readonly order: OrderFile;
  /** What has just been done to it. */
  readonly note?: string | undefined;
  readonly mayMoveMoney: boolean;
  readonly maySeePeople: boolean;
};

type With = { readonly texts: Texts; readonly zone: TimeZone };

/** One order as the counter sees it, with everything that can be done to it now. */
export function deskOrderScreen(view: DeskOrderView, given: With): Screen {
  return { text: textOf(view, given), keyboard: keyboardOf(view, given.texts) };
}

// --- internal ---

const mostItems = 15;

function textOf({ order, note }: DeskOrderView, { texts, zone }: With): string {
  const { detail } = texts.adminOrders;
  const { items, customer } = order;
  const state = texts.orders.state[order.state];
  const lines: (string | false)[] = [
    note !== undefined && `${note}\n`,
    detail.title({ code: order.code, state }),
    detail.customer(personHtml(customer)),
    "",
    ...items
      .slice(0, mostItems)
      .map(({ productName, quantity, unitPrice }) =>
        detail.item({ name: productName, quantity, unit: unitPrice }),
      ),
    items.length > mostItems && detail.moreItems(items.length - mostItems),
    "",
    ...sumsOf(order, texts),
    "",
    ...momentsOf(order, { texts, zone }),
    ...moneyOf(order, texts),
  ];
  return lines.filter((line) => line !== false).join("\n");
}

function sumsOf(order: OrderFile, { adminOrders: { detail } }: Texts): (string | false)[] {
  const { subtotal, discount, total, walletAmount, refunded, voucherCode } = order;
  return [
    discount > 0 && detail.subtotal(subtotal),
    discount > 0 && detail.discount({ amount: discount, voucher: voucherCode }),
    detail.total(total),
    walletAmount > 0 && detail.wallet(walletAmount),
    refunded > 0 && detail.refunded(refunded),
  ];
}

function momentsOf(order: OrderFile, { texts, zone }: With): (string | false)[] {
  const { detail } = texts.adminOrders;
  const { state, createdAt, expiresAt, paidAt, deliveredAt, closedAt, confirmedBy } = order;
  const when = (at: Date) => shopTime(zone, at);
  return [
    detail.placed(when(createdAt)),
    state === "awaiting_payment" && detail.until(when(expiresAt)),
    paidAt !== null && detail.paid(when(paidAt)),
    deliveredAt !== null && detail.delivered(when(deliveredAt)),
    closedAt !== null && detail.closed(when(closedAt)),
    confirmedBy !== null &&
      detail.byHand({
        name: order.names.get(confirmedBy) ?? String(confirmedBy),
        note: order.note ?? "",
      }),
  ];
}

function moneyOf(order: OrderFile, texts: Texts): (string | false)[] {
  const { detail, paymentState, sendingState } = texts.adminOrders;
  const payment = order.payments.at(-1);
  const sending = order.sendings.at(-1);
  return [
    payment !== undefined &&
      detail.payment({
        method: methodName(payment.method, texts.checkout),
        amount: payment.total,
        state: paymentState[payment.state],
      }),
    sending !== undefined &&
      detail.sending({ state: sendingState[sending.state], error: sending.lastError }),
    order.state === "paid" && sending?.state !== "waiting" && detail.owed,
  ];
}

function keyboardOf(view: DeskOrderView, texts: Texts): Keyboard {
  const { order, maySeePeople } = view;
  const { act, history, shows, toSection } = texts.adminOrders;
  const customer = adminUserButton.button(act.customer, { id: order.customer.id });
  return [
    ...inRows(actsOf(view, texts), 2),
    [
      orderHistoryButton.button(history.button, { order: order.id, page: 0 }),
      ...(maySeePeople ? [customer] : []),
    ],
    [
      deskListButton.button(shows.today, { show: "today", of: 0, from: 0 }),
      deskOrdersButton.button(toSection, {}),
    ],
  ];
}

function actsOf({ order, mayMoveMoney }: DeskOrderView, texts: Texts) {
  const { act } = texts.adminOrders;
  const { id, state, payments, resent, total, refunded } = order;
  const ofOrder = { order: id };
  const isHandedOver = state === "paid" || state === "delivered";
  const open = payments.find((each) => each.gateway === manualGateway && each.state === "pending");
  return [
    open && mayMoveMoney && approveButton.button(act.received, { payment: open.id }),
    isHandedOver && resendButton.button(act.resend, { ...ofOrder, resent, sure: false }),
    isHandedOver && replaceButton.button(act.replace, ofOrder),
    !isHandedOver &&
      state !== "refunded" &&
      mayMoveMoney &&
      byHandButton.button(act.byHand, ofOrder),
    isHandedOver &&
      mayMoveMoney &&
      minus(total, refunded) > 0 &&
      refundButton.button(act.refund, ofOrder),
    state === "awaiting_payment" && cancelOrderButton.button(act.cancel, ofOrder),
  ].filter((button) => typeof button === "object");
}
