import type { CustomerId } from "../../../lib/ids.ts";
import { parseRupiah, type Rupiah, rupiah } from "../../../lib/money.ts";
import { blockCustomer } from "../../../shop/customers/block-customer.ts";
import { findCustomer } from "../../../shop/customers/customers.queries.ts";
import { longestMessage, messageCustomer } from "../../../shop/customers/message-customer.ts";
import { adjustWalletIn } from "../../../shop/wallet/adjust-wallet.ts";
import { walletOf } from "../../../shop/wallet/wallet.queries.ts";
import { texts as allTexts } from "../../../texts/texts.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { personOf } from "../../menus/admin/show-money.ts";
import { showPerson } from "../../menus/admin/show-person.ts";
import type { Turn } from "../../turn.ts";
import { choice, type Dialog, type Step } from "../dialog.ts";
import { type DeskDraft, deskDraft } from "./desk-draft.ts";
import { reasonStep, sureStep } from "./desk-steps.ts";

export function blockDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "ublock";
  return {
    ...{ name: dialog, allow: "customers", draft: deskDraft },
    steps: {
      reason: reasonStep({
        dialog,
        ask: async (turn, draft) => turn.texts.adminPeople.block.ask(await nameOf(turn, draft)),
        reasons: ({ adminPeople }) => adminPeople.block.reasons,
      }),
      sure: sureStep({
        dialog,
        ask: async (turn, draft) =>
          turn.texts.adminPeople.block.sure({
            person: await nameOf(turn, draft),
            reason: draft.reason,
          }),
        async go(turn, { id, reason }) {
          const { block, gone } = turn.texts.adminPeople;
          const customerId = id as CustomerId;
          const given = { db: turn.tx, clock: deps.clock };
          const done = await blockCustomer(given, { customerId, actorId: turn.user.id, reason });
          const already = done.ok || done.reason === "already_so" ? block.already : gone;
          await showPerson(turn, deps, customerId, done.ok ? block.done : already);
        },
      }),
    },
  };
}

/** `seen` is 1 to add and -1 to take. */
export function balanceDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "ubalance";
  const sure = sureStep({
    dialog,
    ask: async (turn, draft) =>
      turn.texts.adminPeople.balance.sure({
        person: await nameOf(turn, draft),
        before: await walletOf(turn.tx, draft.id as CustomerId),
        amount: draft.amount as Rupiah,
        reason: draft.reason,
      }),
    go: (turn, draft) => changeBalance(turn, deps, draft),
  });
  return {
    ...{ name: dialog, allow: "money", draft: deskDraft },
    steps: {
      direction: directionStep(dialog),
      amount: amountStep,
      reason: reasonStep({
        dialog,
        ask: (turn, { amount }) => turn.texts.adminPeople.balance.askReason(amount as Rupiah),
        reasons: ({ adminPeople }) => adminPeople.balance.reasons,
      }),
      sure,
    },
  };
}

/** The message itself is what the dialog keeps as its reason. */
export function messageDialog(deps: AdminDeskDeps): Dialog<DeskDraft> {
  const dialog = "uword";
  const words: Step<DeskDraft> = {
    ask: async (turn, draft) => turn.texts.adminPeople.message.ask(await nameOf(turn, draft)),
    async answer(turn, draft) {
      const { message } = turn.texts.adminPeople;
      const text = turn.text?.trim() ?? "";
      if (text === "") return { again: message.ask(await nameOf(turn, draft)) };
      if (text.length > longestMessage) return { again: message.tooLong(longestMessage) };
      return { to: "sure", draft: { ...draft, reason: text } };
    },
  };
  return {
    ...{ name: dialog, allow: "customers", draft: deskDraft },
    steps: {
      words,
      sure: sureStep({
        dialog,
        label: ({ adminPeople }) => adminPeople.message.send,
        ask: async (turn, draft) =>
          turn.texts.adminPeople.message.sure({
            person: await nameOf(turn, draft),
            text: draft.reason,
          }),
        async go(turn, { id, reason: text }) {
          const { message, gone } = turn.texts.adminPeople;
          const customerId = id as CustomerId;
          const cause = String(turn.update.update_id);
          const said = await messageCustomer(
            { db: turn.tx, clock: deps.clock, vault: deps.vault },
            { customerId, text, actorId: turn.user.id, cause },
          );
          turn.after(deps.wakeOutbox);
          if (!said.ok) return turn.edit(gone);
          const note = said.value.isUnreachable ? message.unreachable : message.done;
          await showPerson(turn, deps, customerId, note);
        },
      }),
    },
  };
}

// --- internal ---

const nameOf = (turn: Turn, { id }: DeskDraft) => personOf(turn, id as CustomerId);

function directionStep(dialog: string): Step<DeskDraft> {
  return {
    async ask(turn, draft) {
      const { balance: says } = turn.texts.adminPeople;
      const balance = await walletOf(turn.tx, draft.id as CustomerId);
      const text = says.askDirection({ person: await nameOf(turn, draft), balance });
      const way = (label: string, value: string) =>
        choice({ name: dialog }, "direction", label, value);
      return { text, keyboard: [[way(says.add, "add"), way(says.take, "take")]] };
    },
    choose: (_turn, draft, value) => ({
      to: "amount",
      draft: { ...draft, seen: value === "take" ? -1 : 1 },
    }),
  };
}

const amountStep: Step<DeskDraft> = {
  ask: (turn, { seen }) => turn.texts.adminPeople.balance.askAmount[seen === -1 ? "take" : "add"],
  answer(turn, draft) {
    const typed = parseRupiah(turn.text ?? "");
    if (typed === undefined || typed <= 0) {
      return { again: turn.texts.adminPeople.balance.notAnAmount };
    }
    return { to: "reason", draft: { ...draft, amount: rupiah(typed * draft.seen) } };
  },
};

async function changeBalance(turn: Turn, deps: AdminDeskDeps, draft: DeskDraft): Promise<void> {
  const { balance: says } = turn.texts.adminPeople;
  const customerId = draft.id as CustomerId;
  const { user, update, now: at } = turn;
  const amount = draft.amount as Rupiah;
  const { reason } = draft;
  // The press itself is the cause: however often it comes, the money moves once.
  const cause = String(update.update_id);
  const adjustment = { customerId, amount, reason, actorId: user.id, cause, at };
  const moved = await adjustWalletIn(turn.tx, adjustment);
  if (!moved.ok) return showPerson(turn, deps, customerId, says.refused[moved.reason]);
  const customer = await findCustomer(turn.tx, customerId);
  const alert = allTexts.id.adminPeople.balance.alert({
    admin: `${user.firstName} (${user.id})`,
    customer: `${customer?.firstName ?? ""} (${customerId})`,
    ...{ amount, reason },
  });
  turn.after(() => {
    deps.wakeOutbox();
    deps.tellOwner({ key: `wallet_adjusted:${moved.value.entryId}`, text: alert });
  });
  await showPerson(turn, deps, customerId, says.done(moved.value.balance));
}
