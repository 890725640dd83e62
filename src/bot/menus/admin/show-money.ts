import type { CustomerId, DepositId, PaymentId } from "../../../lib/ids.ts";
import { outgoing } from "../../../outbox/outgoing-call.ts";
import { findCustomer } from "../../../shop/customers/customers.queries.ts";
import { decisionOn, depositFile } from "../../../shop/payments/desk-money.queries.ts";
import { findProof, waitingProofs } from "../../../shop/payments/proofs.queries.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { decidedText, depositScreen, proofScreen } from "../../screens/admin/money.ts";
import { personHtml } from "../../screens/admin/person.ts";
import type { Turn } from "../../turn.ts";

export async function showProof(
  turn: Turn,
  { zone, vault }: AdminDeskDeps,
  proofId: number,
): Promise<void> {
  const { tx, texts } = turn;
  const proof = await findProof({ queryable: tx, vault }, proofId);
  if (!proof) return turn.answer(texts.adminMoney.proof.gone, { alert: true });
  const isPaidAlready = proof.state === "waiting" && proof.paymentState === "paid";
  const { proofs } = await waitingProofs(tx, { page: 0, size: 2 });
  const view = {
    proof,
    person: await personOf(turn, proof.customerId),
    decision: await decisionOn(tx, isPaidAlready ? { paymentId: proof.paymentId } : { proofId }),
    next: proofs.find((other) => other.proofId !== proofId)?.proofId,
    maySee: { orders: turn.may("orders"), people: turn.may("customers") },
  };
  const screen = proofScreen(view, { texts, zone });
  if (!proof.file || proof.file.mediaType === "photo") return turn.edit(screen);
  turn.send(outgoing("sendDocument", { chat_id: turn.chatId, document: proof.file.fileId }));
  turn.reply(screen);
}

export async function showDeskDeposit(
  turn: Turn,
  { zone }: Pick<AdminDeskDeps, "zone">,
  depositId: DepositId,
  note?: string,
): Promise<void> {
  const { tx, texts } = turn;
  const deposit = await depositFile(tx, depositId);
  if (!deposit) return turn.answer(texts.adminMoney.deposit.gone, { alert: true });
  const view = { deposit, maySeePeople: turn.may("customers"), ...(note ? { note } : {}) };
  turn.edit(depositScreen(view, await personOf(turn, deposit.customerId), { texts, zone }));
}

/** Who decided about this payment before us. */
export async function whoDecided(
  turn: Turn,
  { zone }: Pick<AdminDeskDeps, "zone">,
  subject: { readonly proofId: number } | { readonly paymentId: PaymentId },
): Promise<string> {
  return decidedText(await decisionOn(turn.tx, subject), { texts: turn.texts, zone });
}

export async function personOf(turn: Turn, id: CustomerId): Promise<string> {
  const customer = await findCustomer(turn.tx, id);
  return personHtml(customer ?? { id, firstName: "" });
}
