import type { OrderId } from "../../../lib/ids.ts";
import { queueMessages } from "../../../shop/messages/queue-message.ts";
import { findOrder, listOrders } from "../../../shop/orders/orders.queries.ts";
import { repeatOrder } from "../../../shop/orders/repeat-order.ts";
import { type Area, onButton, onCommand, onMenu } from "../../area.ts";
import {
  orderButton,
  ordersButton,
  repeatOrderButton,
  showAgainButton,
} from "../../buttons/money-buttons.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import { type OrderList, orderScreen, ordersScreen } from "../../screens/money/orders.ts";
import type { Turn } from "../../turn.ts";
import { showCart } from "../checkout/show-checkout.ts";

type Pressed = { readonly order: OrderId };

/** What was ordered, and everything that can still be done with it. */
export function ordersArea(deps: CustomerDeps): Area {
  const everyone = { allow: "everyone" } as const;
  const newest = (turn: Turn) => showOrders(turn, deps, { list: "all", before: 0 });
  return [
    onMenu(({ common }) => common.menu.orders, everyone, newest),
    onCommand("orders", { ...everyone, describe: ({ orders }) => orders.command }, newest),
    onButton(ordersButton, everyone, (turn, wish) => showOrders(turn, deps, wish)),
    onButton(orderButton, everyone, (turn, pressed) => showOrder(turn, deps, pressed)),
    onButton(showAgainButton, everyone, (turn, pressed) => showAgain(turn, deps, pressed)),
    onButton(repeatOrderButton, everyone, (turn, pressed) => repeat(turn, deps, pressed)),
  ];
}

// --- internal ---

const pageSize = 6;

async function showOrders(
  turn: Turn,
  { zone }: Pick<CustomerDeps, "zone">,
  { list, before }: { readonly list: OrderList; readonly before: number },
): Promise<void> {
  const page = await listOrders(turn.tx, {
    customerId: turn.user.id,
    state: list === "open" ? "awaiting_payment" : undefined,
    before: before > 0 ? (before as OrderId) : undefined,
    size: pageSize,
  });
  turn.edit(ordersScreen({ list, before, page }, { texts: turn.texts, zone }));
}

async function showOrder(
  turn: Turn,
  { zone }: Pick<CustomerDeps, "zone">,
  { order }: Pressed,
): Promise<void> {
  const found = await findOrder(turn.tx, { orderId: order, customerId: turn.user.id });
  if (!found) return turn.answer(turn.texts.orders.unknown, { alert: true });
  turn.edit(orderScreen(found, { texts: turn.texts, zone }));
}

/** The same road as the first time, placeholder and all, under a key of this tap's own. */
async function showAgain(
  turn: Turn,
  { wakeOutbox }: Pick<CustomerDeps, "wakeOutbox">,
  { order: orderId }: Pressed,
): Promise<void> {
  const { orders: says } = turn.texts;
  const found = await findOrder(turn.tx, { orderId, customerId: turn.user.id });
  if (!found) return turn.answer(says.unknown, { alert: true });
  if (found.state !== "paid" && found.state !== "delivered") {
    return turn.answer(says.cannotShow, { alert: true });
  }
  await queueMessages(turn.tx, [
    {
      to: { chatId: turn.user.id },
      lane: "order",
      message: { kind: "goods", orderId },
      dedupeKey: `goods:again:${orderId}:${turn.update.update_id}`,
      at: turn.now,
    },
  ]);
  turn.answer(says.shownBelow);
  turn.after(wakeOutbox);
}

async function repeat(turn: Turn, deps: CustomerDeps, { order: orderId }: Pressed): Promise<void> {
  const { orders: says } = turn.texts;
  const wish = { orderId, customerId: turn.user.id, at: turn.now };
  const repeated = await repeatOrder(turn.tx, wish);
  if (!repeated.ok) return turn.answer(says.unknown, { alert: true });
  const { added, missing } = repeated.value;
  if (added === 0) return turn.answer(says.nothingToRepeat, { alert: true });
  const note = missing.length > 0 ? says.repeatedPartly(missing.join(", ")) : says.repeated;
  await showCart(turn, deps, note);
}
