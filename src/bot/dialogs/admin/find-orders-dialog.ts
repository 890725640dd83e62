import { z } from "zod";
import { findOrders } from "../../../shop/orders/find-orders.queries.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { showDeskList } from "../../menus/admin/show-desk-list.ts";
import { showDeskOrder } from "../../menus/admin/show-desk-order.ts";
import { foundOrdersScreen } from "../../screens/admin/orders-home.ts";
import type { Dialog } from "../dialog.ts";

/** One question: a code leads to the order, a person or a product to the list. */
export function findOrdersDialog(deps: Pick<AdminDeskDeps, "zone">): Dialog<null> {
  return {
    name: "ofind",
    allow: "orders",
    draft: z.null(),
    steps: {
      what: {
        ask: (turn) => turn.texts.adminOrders.askFind,
        async answer(turn) {
          const typed = turn.text?.trim().slice(0, 64) ?? "";
          const found = await findOrders(turn.tx, { text: typed, most: 8 });
          const { order, customers, products } = found;
          const answers = customers.length + products.length;
          if (order === undefined && answers === 0)
            return { again: turn.texts.adminOrders.foundNothing(typed) };
          const [customer, product] = [customers[0], products[0]];
          if (order !== undefined) await showDeskOrder(turn, deps, order);
          else if (answers > 1) turn.reply(foundOrdersScreen(typed, found, turn.texts));
          else if (customer)
            await showDeskList(turn, deps, { show: "customer", of: customer.id, from: 0 });
          else if (product)
            await showDeskList(turn, deps, { show: "product", of: product.id, from: 0 });
          return "end";
        },
      },
    },
  };
}
