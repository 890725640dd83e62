import type { DepositId, PaymentId } from "../../../lib/ids.ts";
import {
  countDeskMoney,
  depositFile,
  findMoneyIn,
  listDeposits,
  listUnclaimed,
  paymentOnDesk,
} from "../../../shop/payments/desk-money.queries.ts";
import { manualGateway } from "../../../shop/payments/payment.ts";
import { findProof, waitingProofs } from "../../../shop/payments/proofs.queries.ts";
import { adminDepositButton, adminProofButton } from "../../admin-buttons.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  approveButton,
  claimButton,
  depositsButton,
  moneyButton,
  proofsButton,
  rejectDepositButton,
  rejectProofButton,
  unclaimedButton,
} from "../../buttons/admin-desk-buttons.ts";
import { deskDraftOf } from "../../dialogs/admin/desk-draft.ts";
import {
  approveDialog,
  claimDialog,
  rejectDepositDialog,
  rejectProofDialog,
} from "../../dialogs/admin/money-dialogs.ts";
import {
  depositsScreen,
  moneyHomeScreen,
  proofsScreen,
  unclaimedScreen,
} from "../../screens/admin/money.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { showDeskDeposit, showProof, whoDecided } from "./show-money.ts";

export const deskMoneySection: AdminSection = {
  label: ({ adminMoney }) => adminMoney.section,
  allow: "money",
  open: moneyButton,
};

/** Deposits, manual transfers with their proofs, and money that nobody has claimed. */
export function deskMoneyArea(deps: AdminDeskDeps): Area {
  const rules = { allow: "money" } as const;
  const approve = approveDialog(deps);
  const reject = rejectProofDialog(deps);
  const rejectDeposit = rejectDepositDialog(deps);
  const claim = claimDialog(deps);
  const zone = deps.zone;
  return [
    onButton(moneyButton, rules, async (turn) =>
      turn.edit(moneyHomeScreen(await countDeskMoney(turn.tx), turn.texts)),
    ),
    onButton(proofsButton, rules, async (turn, { page }) => {
      const list = await waitingProofs(turn.tx, { page: Math.max(0, page), size: pageSize });
      turn.edit(proofsScreen({ ...list, page: Math.max(0, page) }, { texts: turn.texts, zone }));
    }),
    onButton(adminProofButton, rules, (turn, { id }) => showProof(turn, deps, id)),
    onButton(approveButton, rules, async (turn, { payment }) => {
      if (await mayBeApproved(turn, deps, payment)) {
        await turn.dialog.start(approve, deskDraftOf(payment));
      }
    }),
    onButton(rejectProofButton, rules, async (turn, { proof: proofId }) => {
      if (await mayBeRejected(turn, deps, proofId)) {
        await turn.dialog.start(reject, deskDraftOf(proofId));
      }
    }),
    onButton(depositsButton, rules, async (turn, wish) => {
      const list = await listDeposits(turn.tx, { ...wish, size: pageSize });
      turn.edit(depositsScreen({ ...wish, ...list }, turn.texts));
    }),
    onButton(adminDepositButton, rules, (turn, { id }) => showDeskDeposit(turn, deps, id)),
    onButton(rejectDepositButton, rules, async (turn, { deposit }) => {
      if (await isPending(turn, deposit)) {
        await turn.dialog.start(rejectDeposit, deskDraftOf(deposit));
      }
    }),
    onButton(unclaimedButton, rules, async (turn, { after }) => {
      const list = await listUnclaimed(turn.tx, { after, size: pageSize });
      turn.edit(unclaimedScreen(list, { texts: turn.texts, zone }));
    }),
    onButton(claimButton, rules, async (turn, { money: id }) => {
      const money = await findMoneyIn(turn.tx, id);
      const { refused } = turn.texts.adminMoney.lost;
      if (!money) return turn.answer(refused.not_found, { alert: true });
      if (money.unclaimed === 0) return turn.answer(refused.already_claimed, { alert: true });
      await turn.dialog.start(claim, deskDraftOf(id));
    }),
    ...[approve, reject, rejectDeposit, claim].map(onDialog),
  ];
}

// --- internal ---

const pageSize = 8;

async function mayBeApproved(turn: Turn, deps: AdminDeskDeps, paymentId: PaymentId) {
  const payment = await paymentOnDesk(turn.tx, paymentId);
  if (payment?.gateway !== manualGateway) {
    turn.answer(turn.texts.adminMoney.approve.refused.not_found, { alert: true });
    return false;
  }
  if (payment.state !== "paid") return true;
  turn.answer(await whoDecided(turn, deps, { paymentId }), { alert: true });
  return false;
}

async function mayBeRejected(turn: Turn, deps: AdminDeskDeps, proofId: number) {
  const proof = await findProof({ queryable: turn.tx, vault: deps.vault }, proofId);
  if (!proof) turn.answer(turn.texts.adminMoney.proof.gone, { alert: true });
  else if (proof.state === "waiting") return true;
  else turn.answer(await whoDecided(turn, deps, { proofId }), { alert: true });
  return false;
}

async function isPending(turn: Turn, depositId: DepositId) {
  const { deposit: says } = turn.texts.adminMoney;
  const deposit = await depositFile(turn.tx, depositId);
  if (deposit?.state === "pending") return true;
  turn.answer(deposit ? says.notPending : says.gone, { alert: true });
  return false;
}
