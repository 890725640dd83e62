import type { OrderId } from "../../../lib/ids.ts";
import { minus, parseRupiah, percentOf, type Rupiah, rupiah } from "../../../lib/money.ts";
import { findOrder } from "../../../shop/orders/orders.queries.ts";
import { refundOrder } from "../../../shop/orders/refund-order.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { showDeskOrder } from "../../menus/admin/show-desk-order.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Next, type Step } from "../dialog.ts";
import { type DeskDraft, deskDraft } from "./desk-draft.ts";
import { reasonStep, sureStep } from "./desk-steps.ts";

const dialog = "orefund";

/** `seen` is what had been refunded when the admin began: two of them refund once. */
export function refundDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  return {
    ...{ name: dialog, allow: "money", draft: deskDraft },
    steps: {
      amount: amountStep,
      reason: reasonStep({
        dialog,
        ask: (turn, { amount }) => turn.texts.adminOrders.refund.askReason(amount as Rupiah),
        reasons: ({ adminOrders }) => adminOrders.refund.reasons,
      }),
      sure: sureStep({
        dialog,
        async ask(turn, { id, amount, reason }) {
          const { code } = await orderOf(turn, id);
          return turn.texts.adminOrders.refund.sure({ code, amount: amount as Rupiah, reason });
        },
        go: (turn, draft) => refund(turn, deps, draft),
      }),
    },
  };
}

// --- internal ---

const amountStep: Step<DeskDraft> = {
  async ask(turn, draft) {
    const { code, total, left } = await orderOf(turn, draft.id);
    const { refund: says } = turn.texts.adminOrders;
    const part = (percent: number) =>
      choice(
        { name: dialog },
        "amount",
        says.part(percent, percentOf(left, percent)),
        String(percent),
      );
    const whole = choice({ name: dialog }, "amount", says.whole(left), "100");
    const parts = [25, 50, 75].filter((percent) => percentOf(left, percent) > 0).map(part);
    return { text: says.ask({ code, total, left }), keyboard: [[whole], parts] };
  },
  async answer(turn, draft) {
    const { left } = await orderOf(turn, draft.id);
    const amount = parseRupiah(turn.text ?? "");
    if (amount === undefined || amount <= 0 || amount > left) {
      return { again: turn.texts.adminOrders.refund.notAnAmount(left) };
    }
    return withAmount(draft, amount);
  },
  async choose(turn, draft, value) {
    const { left } = await orderOf(turn, draft.id);
    const percent = Number(value);
    const isOffered = [25, 50, 75, 100].includes(percent);
    const amount = isOffered ? percentOf(left, percent) : rupiah(0);
    if (amount <= 0) return { again: turn.texts.adminOrders.refund.notAnAmount(left) };
    return withAmount(draft, amount);
  },
};

function withAmount(draft: DeskDraft, amount: Rupiah): Next<DeskDraft> {
  return { to: "reason", draft: { ...draft, amount } };
}

async function refund(turn: Turn, deps: AdminDeskDeps, draft: DeskDraft): Promise<void> {
  const { refund: says } = turn.texts.adminOrders;
  const orderId = draft.id as OrderId;
  const done = await refundOrder(
    { db: turn.tx, clock: deps.clock },
    {
      ...{ orderId, actorId: turn.user.id, reason: draft.reason },
      amount: draft.amount as Rupiah,
      refundedBefore: draft.seen as Rupiah,
    },
  );
  turn.after(deps.wakeOutbox);
  const note = done.ok ? says.done(done.value.amount) : says.refused[done.reason];
  await showDeskOrder(turn, deps, orderId, note);
}

async function orderOf(turn: Turn, id: number) {
  const order = await findOrder(turn.tx, { orderId: id as OrderId });
  if (!order) throw new Error(`Order ${id} went away in the middle of a dialog`);
  return { code: order.code, total: order.total, left: minus(order.total, order.refunded) };
}
