import type { Rupiah } from "../../../lib/money.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import type {
  Decision,
  DepositFile,
  DepositShow,
  DeskDeposit,
  MoneyCounts,
  Unclaimed,
} from "../../../shop/payments/desk-money.queries.ts";
import { depositShows } from "../../../shop/payments/desk-money.queries.ts";
import { manualGateway } from "../../../shop/payments/payment.ts";
import type { ProofDetail, WaitingProof } from "../../../shop/payments/proofs.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import {
  adminDepositButton,
  adminOrderButton,
  adminProofButton,
  adminUserButton,
} from "../../admin-buttons.ts";
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
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import type { Keyboard, Screen } from "../../screen.ts";
import { inRows, nextRow } from "../paging.ts";

type With = { readonly texts: Texts; readonly zone: TimeZone };

export function moneyHomeScreen(counts: MoneyCounts, texts: Texts): Screen {
  const { adminMoney: says, adminHome } = texts;
  const keyboard = [
    [proofsButton.button(says.proofs(counts.proofs), { page: 0 })],
    [depositsButton.button(says.deposits(counts.deposits), { show: "pending", before: 0 })],
    [unclaimedButton.button(says.unclaimed(counts.unclaimed), { after: 0 })],
    [adminHomeButton.button(adminHome.back, {})],
  ];
  return { text: says.home, keyboard };
}

export function proofsScreen(
  list: { readonly proofs: readonly WaitingProof[]; readonly hasMore: boolean; page: number },
  { texts, zone }: With,
): Screen {
  const { adminMoney: says } = texts;
  const rows = list.proofs.map(({ proofId, code, amount, createdAt }) => {
    const when = shopTime(zone, createdAt).slice(0, 16);
    return [adminProofButton.button(says.queue.row({ code, amount, when }), { id: proofId })];
  });
  const paging = nextRow(list, (label, page) => proofsButton.button(label, { page }));
  const back = [moneyButton.button(says.toSection, {})];
  const text = rows.length === 0 ? says.queue.empty : says.queue.title;
  return { text, keyboard: withoutEmpty([...rows, paging, back]) };
}

export type ProofView = {
  readonly proof: ProofDetail;
  /** HTML. */
  readonly person: string;
  readonly decision: Decision | undefined;
  /** Another proof that waits. */
  readonly next: number | undefined;
  readonly maySee: { readonly orders: boolean; readonly people: boolean };
};

/** The proof with its picture; a document stands in a message above. */
export function proofScreen(view: ProofView, { texts, zone }: With): Screen {
  const { proof, person } = view;
  const { proof: says, decided } = texts.adminMoney;
  const { text: words, file, amount, thingCode: code, createdAt } = proof;
  const when = shopTime(zone, createdAt);
  const lines = [
    says.title({ code, amount, person, when }),
    ...(words === undefined ? [] : ["", says.text(words)]),
    ...(file && file.mediaType !== "photo" ? ["", says.document] : []),
    ...(proof.state === "waiting" ? [] : ["", decidedText(view.decision, { texts, zone })]),
    ...(proof.state === "waiting" && proof.paymentState === "paid"
      ? ["", says.earlier(view.decision?.byName ?? decided.somebody)]
      : []),
  ];
  const photo = file?.mediaType === "photo" ? { photo: file.fileId } : {};
  return { text: lines.join("\n"), ...photo, keyboard: proofKeyboard(view, texts) };
}

/** What the second of two admins reads. */
export function decidedText(decision: Decision | undefined, { texts, zone }: With): string {
  const { decided } = texts.adminMoney;
  const by = decision?.byName ?? (decision?.by ? String(decision.by) : decided.somebody);
  const when = decision?.at ? shopTime(zone, decision.at) : "–";
  return decision?.state === "rejected"
    ? decided.rejected({ by, when })
    : decided.approved({ by, when });
}

export function depositsScreen(
  list: {
    readonly deposits: readonly DeskDeposit[];
    readonly older: number | undefined;
    readonly show: DepositShow;
    readonly before: number;
  },
  texts: Texts,
): Screen {
  const { deposit: says, toSection } = texts.adminMoney;
  const { show, before, older } = list;
  const rows = list.deposits.map(({ id, code, amount, state, customerName: customer }) => {
    const [sign = ""] = says.shows[state].split(" ");
    return [adminDepositButton.button(says.row({ sign, code, amount, customer }), { id })];
  });
  const step = (label: string, to: number) => depositsButton.button(label, { show, before: to });
  const filters = depositShows
    .filter((each) => each !== show)
    .map((each) => depositsButton.button(says.shows[each], { show: each, before: 0 }));
  const keyboard = [
    ...rows,
    [
      ...(before === 0 ? [] : [step(says.newest, 0)]),
      ...(older === undefined ? [] : [step(says.older, older)]),
    ],
    ...inRows(filters, 3),
    [moneyButton.button(toSection, {})],
  ];
  const title = says.list(says.shows[show]);
  const text = rows.length === 0 ? `${title}\n\n${says.empty}` : title;
  return { text, keyboard: withoutEmpty(keyboard) };
}

export function depositScreen(
  view: { readonly deposit: DepositFile; readonly note?: string; readonly maySeePeople: boolean },
  person: string,
  { texts, zone }: With,
): Screen {
  const { deposit: says, proof } = texts.adminMoney;
  const { deposit, note } = view;
  const { id, state, payments, waitingProof } = deposit;
  const when = (at: Date) => shopTime(zone, at);
  const lines: (string | false | undefined)[] = [
    note && `${note}\n`,
    says.title({ code: deposit.code, state: says.shows[state] }),
    says.customer(person),
    says.amount(deposit.amount),
    deposit.credited !== null && says.credited(deposit.credited),
    says.created(when(deposit.createdAt)),
    state === "pending" && says.until(when(deposit.expiresAt)),
    deposit.completedAt !== null && says.completed(when(deposit.completedAt)),
    deposit.closedAt !== null && says.closed(when(deposit.closedAt)),
  ];
  const open = payments.find((each) => each.gateway === manualGateway && each.state === "pending");
  const keyboard = [
    waitingProof === undefined ? [] : [adminProofButton.button(says.proof, { id: waitingProof })],
    [
      ...(open ? [approveButton.button(says.received, { payment: open.id })] : []),
      ...(state === "pending" ? [rejectDepositButton.button(says.reject, { deposit: id })] : []),
    ],
    view.maySeePeople ? [adminUserButton.button(proof.customer, { id: deposit.customerId })] : [],
    [depositsButton.button(says.back, { show: "pending", before: 0 })],
  ];
  return { text: lines.filter(Boolean).join("\n"), keyboard: withoutEmpty(keyboard) };
}

export function unclaimedScreen(
  list: { readonly money: readonly Unclaimed[]; readonly next: number | undefined },
  { texts, zone }: With,
): Screen {
  const { lost, toSection } = texts.adminMoney;
  const rows = list.money.map(({ id, reference, unclaimed, receivedAt }) => {
    const when = shopTime(zone, receivedAt).slice(0, 16);
    const label = lost.row({ reference, amount: unclaimed as Rupiah, when });
    return [claimButton.button(label, { money: id })];
  });
  const next =
    list.next === undefined ? [] : [unclaimedButton.button(lost.next, { after: list.next })];
  const keyboard = withoutEmpty([...rows, next, [moneyButton.button(toSection, {})]]);
  return { text: rows.length === 0 ? lost.empty : lost.title, keyboard };
}

// --- internal ---

function proofKeyboard({ proof, next, maySee }: ProofView, texts: Texts): Keyboard {
  const { proof: says, queue } = texts.adminMoney;
  const { proofId, paymentId, orderId, depositId, customerId, state, paymentState } = proof;
  const reject = rejectProofButton.button(says.reject, { proof: proofId });
  const approve = approveButton.button(says.approve, { payment: paymentId });
  const acts = paymentState === "paid" ? [reject] : [approve, reject];
  return withoutEmpty([
    state === "waiting" ? acts : [],
    [
      ...(orderId !== null && maySee.orders
        ? [adminOrderButton.button(says.order, { id: orderId })]
        : []),
      ...(depositId === null ? [] : [adminDepositButton.button(says.deposit, { id: depositId })]),
      ...(maySee.people ? [adminUserButton.button(says.customer, { id: customerId })] : []),
    ],
    [
      ...(next === undefined ? [] : [adminProofButton.button(queue.next, { id: next })]),
      proofsButton.button(queue.back, { page: 0 }),
    ],
  ]);
}

function withoutEmpty(keyboard: Keyboard): Keyboard {
  return keyboard.filter((row) => row.length > 0);
}
