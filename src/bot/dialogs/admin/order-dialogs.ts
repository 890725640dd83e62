import type { ContentId, OrderId } from "../../../lib/ids.ts";
import { minus } from "../../../lib/money.ts";
import { cancelOrderIn } from "../../../shop/orders/cancel-order.ts";
import { fulfilByHand } from "../../../shop/orders/fulfil-by-hand.ts";
import { findOrder } from "../../../shop/orders/orders.queries.ts";
import { replaceFaulty } from "../../../shop/orders/replace-faulty.ts";
import { unitsOfOrder } from "../../../shop/stock/units-of-order.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { showDeskOrder } from "../../menus/admin/show-desk-order.ts";
import type { Turn } from "../../turn.ts";
import type { Dialog } from "../dialog.ts";
import { type DeskDraft, deskDraft } from "./desk-draft.ts";
import { reasonStep, sureStep } from "./desk-steps.ts";

/** Why, are you sure, and done: the order is shown as it is afterwards. */
export function cancelOrderDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "ocancel";
  return {
    ...{ name: dialog, allow: "orders", draft: deskDraft },
    steps: {
      reason: reasonStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminOrders.cancel.ask({ code: await codeOf(turn, draft) }),
        reasons: ({ adminOrders }) => adminOrders.cancel.reasons,
      }),
      sure: sureStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminOrders.cancel.sure({
            code: await codeOf(turn, draft),
            reason: draft.reason,
          }),
        async go(turn, { id, reason }) {
          const { cancel } = turn.texts.adminOrders;
          const orderId = id as OrderId;
          const by = { actorId: turn.user.id, reason };
          const done = await cancelOrderIn(turn.tx, { orderId, by, at: turn.now });
          turn.after(deps.wakeOutbox);
          const note = done.ok ? cancel.done : cancel.refused[done.reason];
          await showDeskOrder(turn, deps, orderId, note);
        },
      }),
    },
  };
}

/** An admin stands in for the money: the same settlement, under his name. */
export function byHandDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "ohand";
  return {
    ...{ name: dialog, allow: "money", draft: deskDraft },
    steps: {
      reason: reasonStep({
        dialog,
        ask: async (turn, draft) => turn.texts.adminOrders.byHand.ask(await dueOf(turn, draft)),
        reasons: ({ adminOrders }) => adminOrders.byHand.reasons,
      }),
      sure: sureStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminOrders.byHand.sure({
            ...(await dueOf(turn, draft)),
            note: draft.reason,
          }),
        async go(turn, { id, reason: note }) {
          const { byHand } = turn.texts.adminOrders;
          const orderId = id as OrderId;
          const { clock, log, acceptsSandbox, wakeOutbox } = deps;
          const settling = { db: turn.tx, clock, log, acceptsSandbox };
          const done = await fulfilByHand(settling, { orderId, actorId: turn.user.id, note });
          turn.after(wakeOutbox);
          const says = done.ok ? byHand.done : byHand.refused[done.reason];
          await showDeskOrder(turn, deps, orderId, says);
        },
      }),
    },
  };
}

/** `seen` is the faulty unit. */
export function replaceDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "oswap";
  return {
    ...{ name: dialog, allow: "orders", draft: deskDraft },
    steps: {
      reason: reasonStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminOrders.replace.askReason(await maskedOf(turn, deps, draft)),
        reasons: ({ adminOrders }) => adminOrders.replace.reasons,
      }),
      sure: sureStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminOrders.replace.sure({
            masked: await maskedOf(turn, deps, draft),
            reason: draft.reason,
          }),
        async go(turn, { id, seen, reason: note }) {
          const { replace } = turn.texts.adminOrders;
          const orderId = id as OrderId;
          const done = await replaceFaulty(
            { db: turn.tx, clock: deps.clock },
            { orderId, contentId: seen as ContentId, actorId: turn.user.id, note },
          );
          turn.after(deps.wakeOutbox);
          const says = done.ok ? replace.done : replace.refused[done.reason];
          await showDeskOrder(turn, deps, orderId, says);
        },
      }),
    },
  };
}

/** More than these a message with buttons does not show. */
export const mostUnitsShown = 30;

// --- internal ---

async function codeOf(turn: Turn, { id }: DeskDraft): Promise<string> {
  return (await findOrder(turn.tx, { orderId: id as OrderId }))?.code ?? String(id);
}

async function dueOf(turn: Turn, { id }: DeskDraft) {
  const order = await findOrder(turn.tx, { orderId: id as OrderId });
  if (!order) throw new Error(`Order ${id} went away in the middle of a dialog`);
  return { code: order.code, due: minus(order.total, order.walletAmount) };
}

async function maskedOf(turn: Turn, { vault }: AdminDeskDeps, draft: DeskDraft): Promise<string> {
  const wish = { orderId: draft.id as OrderId, most: mostUnitsShown };
  const { units } = await unitsOfOrder({ db: turn.tx, vault }, wish);
  return units.find(({ id }) => id === draft.seen)?.masked ?? "•••";
}
