import type { OrderId } from "../../../lib/ids.ts";
import { orderFile } from "../../../shop/orders/order-file.queries.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { deskOrderScreen } from "../../screens/admin/order.ts";
import type { Turn } from "../../turn.ts";

/** One order, with a word about what has just been done to it. */
export async function showDeskOrder(
  turn: Turn,
  { zone }: Pick<AdminDeskDeps, "zone">,
  orderId: OrderId,
  note?: string,
): Promise<void> {
  const order = await orderFile(turn.tx, orderId);
  if (!order) return turn.answer(turn.texts.adminOrders.gone, { alert: true });
  const view = {
    ...{ order, note },
    mayMoveMoney: turn.may("money"),
    maySeePeople: turn.may("customers"),
  };
  turn.edit(deskOrderScreen(view, { texts: turn.texts, zone }));
}
