import type { ContentId, OrderId } from "../../../lib/ids.ts";
import { orderFile } from "../../../shop/orders/order-file.queries.ts";
import { findOrder } from "../../../shop/orders/orders.queries.ts";
import { resendGoods } from "../../../shop/orders/resend-goods.ts";
import { unitsOfOrder } from "../../../shop/stock/units-of-order.ts";
import { adminOrderButton } from "../../admin-buttons.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  byHandButton,
  cancelOrderButton,
  deskListButton,
  deskOrdersButton,
  findOrderButton,
  orderHistoryButton,
  refundButton,
  replaceButton,
  replaceUnitButton,
  resendButton,
} from "../../buttons/admin-desk-buttons.ts";
import { deskDraftOf } from "../../dialogs/admin/desk-draft.ts";
import { findOrdersDialog } from "../../dialogs/admin/find-orders-dialog.ts";
import {
  byHandDialog,
  cancelOrderDialog,
  mostUnitsShown,
  replaceDialog,
} from "../../dialogs/admin/order-dialogs.ts";
import { refundDialog } from "../../dialogs/admin/refund-dialog.ts";
import { orderHistoryScreen } from "../../screens/admin/order-history.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { showDeskList, showOrdersHome } from "./show-desk-list.ts";
import { showDeskOrder } from "./show-desk-order.ts";

export const deskOrdersSection: AdminSection = {
  label: ({ adminOrders }) => adminOrders.section,
  allow: "orders",
  open: deskOrdersButton,
};

/** Orders behind the counter. What moves money asks for the right to it. */
export function deskOrdersArea(deps: AdminDeskDeps): Area {
  const rules = { allow: "orders" } as const;
  const money = { allow: "money" } as const;
  const find = findOrdersDialog(deps);
  const cancel = cancelOrderDialog(deps);
  const byHand = byHandDialog(deps);
  const refund = refundDialog(deps);
  const replace = replaceDialog(deps);
  return [
    onButton(deskOrdersButton, rules, (turn) => showOrdersHome(turn, deps)),
    onButton(deskListButton, rules, (turn, wish) => showDeskList(turn, deps, wish)),
    onButton(findOrderButton, rules, (turn) => turn.dialog.start(find, null)),
    onButton(adminOrderButton, rules, (turn, { id }) => showDeskOrder(turn, deps, id)),
    onButton(orderHistoryButton, rules, (turn, wish) => showHistory(turn, deps, wish)),
    onButton(resendButton, rules, (turn, wish) => resend(turn, deps, wish)),
    onButton(replaceButton, rules, (turn, { order }) => chooseUnit(turn, deps, order)),
    onButton(replaceUnitButton, rules, async (turn, { order, unit }) => {
      const { units } = await heldBy(turn, deps, order);
      const isHere = units.some(({ id }) => id === unit);
      if (!isHere) return turn.answer(turn.texts.adminOrders.replace.none, { alert: true });
      await turn.dialog.start(replace, deskDraftOf(order, { seen: unit }));
    }),
    onButton(cancelOrderButton, rules, (turn, { order }) =>
      withOrder(turn, order, () => turn.dialog.start(cancel, deskDraftOf(order))),
    ),
    onButton(byHandButton, money, (turn, { order }) =>
      withOrder(turn, order, () => turn.dialog.start(byHand, deskDraftOf(order))),
    ),
    onButton(refundButton, money, (turn, { order }) =>
      withOrder(turn, order, ({ refunded }) =>
        turn.dialog.start(refund, deskDraftOf(order, { seen: refunded })),
      ),
    ),
    ...[find].map(onDialog),
    ...[cancel, byHand, refund, replace].map(onDialog),
  ];
}

// --- internal ---

type FoundOrder = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

async function withOrder(
  turn: Turn,
  orderId: OrderId,
  go: (order: FoundOrder) => Promise<void>,
): Promise<void> {
  const order = await findOrder(turn.tx, { orderId });
  if (!order) return turn.answer(turn.texts.adminOrders.gone, { alert: true });
  await go(order);
}

async function showHistory(
  turn: Turn,
  { zone }: AdminDeskDeps,
  { order: orderId, page }: { readonly order: OrderId; readonly page: number },
): Promise<void> {
  const order = await orderFile(turn.tx, orderId);
  if (!order) return turn.answer(turn.texts.adminOrders.gone, { alert: true });
  turn.edit(orderHistoryScreen({ order, page }, { texts: turn.texts, zone }));
}

async function resend(
  turn: Turn,
  deps: AdminDeskDeps,
  wish: { readonly order: OrderId; readonly resent: number; readonly sure: boolean },
): Promise<void> {
  const { resend: says, act } = turn.texts.adminOrders;
  const { order: orderId, resent: resentBefore, sure } = wish;
  if (!sure) {
    return withOrder(turn, orderId, async ({ code }) => {
      const yes = resendButton.button(turn.texts.common.yes, { ...wish, sure: true });
      const back = adminOrderButton.button(act.back, { id: orderId });
      turn.edit({ text: says.ask({ code, times: resentBefore }), keyboard: [[yes], [back]] });
    });
  }
  const given = { db: turn.tx, clock: deps.clock };
  const done = await resendGoods(given, { orderId, actorId: turn.user.id, resentBefore });
  turn.after(deps.wakeOutbox);
  await showDeskOrder(turn, deps, orderId, done.ok ? says.done : says.refused[done.reason]);
}

async function heldBy(turn: Turn, { vault }: AdminDeskDeps, orderId: OrderId) {
  const held = { db: turn.tx, vault };
  const { units, hasMore } = await unitsOfOrder(held, { orderId, most: mostUnitsShown });
  return { units: units.filter(({ state }) => state === "sold"), hasMore };
}

async function chooseUnit(turn: Turn, deps: AdminDeskDeps, orderId: OrderId): Promise<void> {
  await withOrder(turn, orderId, async ({ code }) => {
    const { replace, act } = turn.texts.adminOrders;
    const { units, hasMore } = await heldBy(turn, deps, orderId);
    if (units.length === 0) return turn.answer(replace.none, { alert: true });
    const keys = units.map(({ id, masked }, place) => {
      const label = replace.unit({ place: place + 1, masked: masked ?? "" });
      return [replaceUnitButton.button(label, { order: orderId, unit: id as ContentId })];
    });
    const back = [adminOrderButton.button(act.back, { id: orderId })];
    const text = [replace.ask({ code }), ...(hasMore ? [replace.more] : [])].join("\n\n");
    turn.edit({ text, keyboard: [...keys, back] });
  });
}
