import type { CustomerId, DepositId, PaymentId } from "../../../lib/ids.ts";
import { parseRupiah, type Rupiah } from "../../../lib/money.ts";
import { findPerson } from "../../../shop/customers/find-person.ts";
import { approveManual } from "../../../shop/orders/approve-manual.ts";
import type { Settled } from "../../../shop/orders/confirmed-money.ts";
import { claimMoney } from "../../../shop/payments/claim-money.ts";
import {
  depositFile,
  findMoneyIn,
  paymentOnDesk,
} from "../../../shop/payments/desk-money.queries.ts";
import { rejectDeposit } from "../../../shop/payments/end-deposit.ts";
import { findProof, waitingProofs } from "../../../shop/payments/proofs.queries.ts";
import { rejectProof } from "../../../shop/payments/reject-proof.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import { adminProofButton } from "../../admin-buttons.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { moneyButton, proofsButton } from "../../buttons/admin-desk-buttons.ts";
import { personOf, showDeskDeposit, whoDecided } from "../../menus/admin/show-money.ts";
import type { Screen } from "../../screen.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Step } from "../dialog.ts";
import { type DeskDraft, deskDraft } from "./desk-draft.ts";
import { reasonStep, sureStep } from "./desk-steps.ts";

/** What really came, exactly or another amount; the settlement decides what becomes of it. */
export function approveDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "mapprove";
  const amountStep: Step<DeskDraft> = {
    async ask(turn, { id }) {
      const { approve } = turn.texts.adminMoney;
      const { thingCode: code, amount } = await paymentOf(turn, id);
      const exact = choice({ name: dialog }, "amount", approve.exact(amount), "exact");
      return { text: approve.ask({ code, amount }), keyboard: [[exact]] };
    },
    answer(turn, draft) {
      const amount = parseRupiah(turn.text ?? "");
      if (amount === undefined || amount <= 0) {
        return { again: turn.texts.adminMoney.approve.notAnAmount };
      }
      return { to: "sure", draft: { ...draft, amount } };
    },
    async choose(turn, draft) {
      const { amount } = await paymentOf(turn, draft.id);
      return { to: "sure", draft: { ...draft, amount } };
    },
  };
  const sure = sureStep({
    dialog,
    async ask(turn, draft) {
      const payment = await paymentOf(turn, draft.id);
      return turn.texts.adminMoney.approve.sure({
        code: payment.thingCode,
        amount: draft.amount as Rupiah,
        asked: payment.amount,
        isOrder: payment.orderId !== null,
      });
    },
    go: (turn, draft) => approve(turn, deps, draft),
  });
  return {
    ...{ name: dialog, allow: "money", draft: deskDraft },
    steps: { amount: amountStep, sure },
  };
}

export function rejectProofDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "mreject";
  const codeOf = async (turn: Turn, { id }: DeskDraft) =>
    (await findProof({ queryable: turn.tx, vault: deps.vault }, id))?.thingCode ?? String(id);
  return {
    ...{ name: dialog, allow: "money", draft: deskDraft },
    steps: {
      reason: reasonStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminMoney.reject.ask({ code: await codeOf(turn, draft) }),
        reasons: ({ adminMoney }) => adminMoney.reject.reasons,
      }),
      sure: sureStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminMoney.reject.sure({
            code: await codeOf(turn, draft),
            reason: draft.reason,
          }),
        async go(turn, { id: proofId, reason }) {
          const { reject, proof } = turn.texts.adminMoney;
          const given = { db: turn.tx, clock: deps.clock };
          const done = await rejectProof(given, { proofId, actorId: turn.user.id, reason });
          turn.after(deps.wakeOutbox);
          if (done.ok) return turn.edit(await onward(turn, reject.done));
          const says =
            done.reason === "not_found" ? proof.gone : await whoDecided(turn, deps, { proofId });
          turn.edit(await onward(turn, says));
        },
      }),
    },
  };
}

export function rejectDepositDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "mdeposit";
  const codeOf = async (turn: Turn, { id }: DeskDraft) =>
    (await depositFile(turn.tx, id as DepositId))?.code ?? String(id);
  return {
    ...{ name: dialog, allow: "money", draft: deskDraft },
    steps: {
      reason: reasonStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminMoney.deposit.askReject({ code: await codeOf(turn, draft) }),
        reasons: ({ adminMoney }) => adminMoney.reject.reasons,
      }),
      sure: sureStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminMoney.deposit.sureReject({
            code: await codeOf(turn, draft),
            reason: draft.reason,
          }),
        async go(turn, { id, reason }) {
          const { deposit } = turn.texts.adminMoney;
          const depositId = id as DepositId;
          const given = { db: turn.tx, clock: deps.clock };
          const done = await rejectDeposit(given, { depositId, actorId: turn.user.id, reason });
          turn.after(deps.wakeOutbox);
          await showDeskDeposit(
            turn,
            deps,
            depositId,
            done.ok ? deposit.rejected : deposit.notPending,
          );
        },
      }),
    },
  };
}

/** `seen` is the customer who is named. */
export function claimDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "mclaim";
  const whose: Step<DeskDraft> = {
    async ask(turn, { id }) {
      const money = await findMoneyIn(turn.tx, id);
      if (!money) throw new Error(`Money ${id} went away in the middle of a dialog`);
      const { reference, gateway, unclaimed: amount, receivedAt } = money;
      const when = shopTime(deps.zone, receivedAt);
      return turn.texts.adminMoney.lost.ask({ reference, gateway, amount, when });
    },
    async answer(turn, draft) {
      const person = await findPerson(turn.tx, turn.text ?? "");
      if (!person) return { again: turn.texts.adminMoney.lost.unknownPerson };
      return { to: "reason", draft: { ...draft, seen: person.id } };
    },
  };
  const person = (turn: Turn, { seen }: DeskDraft) => personOf(turn, seen as CustomerId);
  return {
    ...{ name: dialog, allow: "money", draft: deskDraft },
    steps: {
      whose,
      reason: reasonStep({
        dialog,
        ask: async (turn, draft) => turn.texts.adminMoney.lost.askNote(await person(turn, draft)),
        reasons: ({ adminMoney }) => adminMoney.lost.notes,
      }),
      sure: sureStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminMoney.lost.sure({
            person: await person(turn, draft),
            amount: ((await findMoneyIn(turn.tx, draft.id))?.unclaimed ?? 0) as Rupiah,
            note: draft.reason,
          }),
        async go(turn, draft) {
          const { lost } = turn.texts.adminMoney;
          const done = await claimMoney(
            { db: turn.tx, clock: deps.clock },
            {
              ...{ moneyInId: draft.id, customerId: draft.seen as CustomerId },
              ...{ actorId: turn.user.id, note: draft.reason },
            },
          );
          turn.after(deps.wakeOutbox);
          const says = done.ok
            ? lost.done({ amount: done.value, person: await person(turn, draft) })
            : lost.refused[done.reason];
          turn.edit(await onward(turn, says));
        },
      }),
    },
  };
}

// --- internal ---

async function paymentOf(turn: Turn, id: number) {
  const payment = await paymentOnDesk(turn.tx, id as PaymentId);
  if (!payment) throw new Error(`Payment ${id} went away in the middle of a dialog`);
  return payment;
}

async function approve(turn: Turn, deps: AdminDeskDeps, draft: DeskDraft): Promise<void> {
  const { approve: says } = turn.texts.adminMoney;
  const { clock, log, acceptsSandbox, wakeOutbox } = deps;
  const paymentId = draft.id as PaymentId;
  const amountReceived = draft.amount as Rupiah;
  const done = await approveManual(
    { db: turn.tx, clock, log, acceptsSandbox },
    { paymentId, amountReceived, actorId: turn.user.id },
  );
  turn.after(wakeOutbox);
  if (!done.ok) {
    const text =
      done.reason === "already_approved"
        ? await whoDecided(turn, deps, { paymentId })
        : says.refused[done.reason];
    return turn.edit(await onward(turn, text));
  }
  const { thingCode: code } = await paymentOf(turn, paymentId);
  const text = [says.done({ code, amount: amountReceived }), ...outcomeOf(turn, done.value)];
  turn.edit(await onward(turn, text.join("\n")));
}

function outcomeOf(turn: Turn, { isFulfilled, toWallet }: Settled): string[] {
  const { fulfilled, toWallet: walletText } = turn.texts.adminMoney.approve;
  return [
    ...(isFulfilled && toWallet === 0 ? [fulfilled] : []),
    ...(isFulfilled && toWallet > 0 ? [fulfilled, walletText(toWallet)] : []),
    ...(!isFulfilled && toWallet > 0 ? [walletText(toWallet)] : []),
  ];
}

/** What was done, and the way to the next one who waits. */
async function onward(turn: Turn, text: string): Promise<Screen> {
  const { queue, toSection } = turn.texts.adminMoney;
  const { proofs } = await waitingProofs(turn.tx, { page: 0, size: 1 });
  const [next] = proofs;
  const keyboard = [
    ...(next ? [[adminProofButton.button(queue.next, { id: next.proofId })]] : []),
    [proofsButton.button(queue.back, { page: 0 }), moneyButton.button(toSection, {})],
  ];
  return { text, keyboard };
}
