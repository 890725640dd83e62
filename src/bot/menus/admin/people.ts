import { z } from "zod";
import type { CustomerId } from "../../../lib/ids.ts";
import { unblockCustomer } from "../../../shop/customers/block-customer.ts";
import {
  countCustomers,
  findCustomer,
  listCustomers,
} from "../../../shop/customers/customers.queries.ts";
import { ledger, walletOf } from "../../../shop/wallet/wallet.queries.ts";
import { adminUserButton } from "../../admin-buttons.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  balanceButton,
  blockButton,
  findPersonButton,
  ledgerButton,
  messageButton,
  type PersonShow,
  peopleButton,
  peopleListButton,
  unblockButton,
} from "../../buttons/admin-desk-buttons.ts";
import { searchPhrase } from "../../buttons/shelf-ref.ts";
import { deskDraftOf } from "../../dialogs/admin/desk-draft.ts";
import { balanceDialog, blockDialog, messageDialog } from "../../dialogs/admin/person-dialogs.ts";
import type { Dialog } from "../../dialogs/dialog.ts";
import { ledgerScreen, peopleHomeScreen, peopleListScreen } from "../../screens/admin/people.ts";
import { personHtml } from "../../screens/admin/person.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { startOfDay } from "./show-desk-list.ts";
import { roleOf, showPerson } from "./show-person.ts";

export const peopleSection: AdminSection = {
  label: ({ adminPeople }) => adminPeople.section,
  allow: "customers",
  open: peopleButton,
};

/** Who buys here, and what the counter may do about them. */
export function peopleArea(deps: AdminDeskDeps): Area {
  const rules = { allow: "customers" } as const;
  const find = findDialog(deps);
  const block = blockDialog(deps);
  const balance = balanceDialog(deps);
  const message = messageDialog(deps);
  return [
    onButton(peopleButton, rules, async (turn) => {
      const numbers = await countCustomers(turn.tx, startOfDay(deps.zone, turn.now));
      turn.edit(peopleHomeScreen(numbers, turn.texts));
    }),
    onButton(peopleListButton, rules, showList),
    onButton(findPersonButton, rules, (turn) => turn.dialog.start(find, null)),
    onButton(adminUserButton, rules, (turn, { id }) => showPerson(turn, deps, id)),
    onButton(ledgerButton, rules, (turn, wish) => showLedger(turn, deps, wish)),
    onButton(blockButton, rules, async (turn, { user }) => {
      if (!(await mayBeBlocked(turn, deps, user))) return;
      await turn.dialog.start(block, deskDraftOf(user));
    }),
    onButton(unblockButton, rules, (turn, wish) => unblock(turn, deps, wish)),
    onButton(balanceButton, { allow: "money" }, (turn, { user }) =>
      withPerson(turn, user, () => turn.dialog.start(balance, deskDraftOf(user))),
    ),
    onButton(messageButton, rules, (turn, { user }) =>
      withPerson(turn, user, () => turn.dialog.start(message, deskDraftOf(user))),
    ),
    onDialog(find),
    ...[block, balance, message].map(onDialog),
  ];
}

// --- internal ---

const pageSize = 8;

type Customer = NonNullable<Awaited<ReturnType<typeof findCustomer>>>;

async function withPerson(
  turn: Turn,
  id: CustomerId,
  go: (customer: Customer) => Promise<void>,
): Promise<void> {
  const customer = await findCustomer(turn.tx, id);
  if (!customer) return turn.answer(turn.texts.adminPeople.gone, { alert: true });
  await go(customer);
}

async function showList(
  turn: Turn,
  wish: { readonly show: PersonShow; readonly page: number; readonly phrase: string },
): Promise<void> {
  const { show, page, phrase } = wish;
  const list = await listCustomers(turn.tx, { show, page, pageSize, search: phrase });
  turn.edit(peopleListScreen({ list, show, phrase }, turn.texts));
}

/** One who is found is shown, several are listed. */
function findDialog(deps: AdminDeskDeps): Dialog<null> {
  return {
    ...{ name: "who", allow: "customers", draft: z.null() },
    steps: {
      who: {
        ask: (turn) => turn.texts.adminPeople.askFind,
        async answer(turn) {
          const phrase = searchPhrase(turn.text ?? "");
          if (phrase.length < 2) return { again: turn.texts.adminPeople.tooShort };
          const wish = { show: "all", page: 0, phrase } as const;
          const list = await listCustomers(turn.tx, { page: 0, pageSize: 2, search: phrase });
          const [only, second] = list.customers;
          if (only && !second) await showPerson(turn, deps, only.id);
          else await showList(turn, wish);
          return "end";
        },
      },
    },
  };
}

async function showLedger(
  turn: Turn,
  { zone }: AdminDeskDeps,
  { user, page }: { readonly user: CustomerId; readonly page: number },
): Promise<void> {
  await withPerson(turn, user, async (customer) => {
    const here = Math.max(0, page);
    const list = await ledger(turn.tx, { customerId: user, page: here, size: pageSize });
    const balance = await walletOf(turn.tx, user);
    turn.edit(ledgerScreen({ customer, balance, page: here, list }, { texts: turn.texts, zone }));
  });
}

/** Who works here is the owner's business, and who runs the shop is nobody's. */
async function mayBeBlocked(turn: Turn, deps: AdminDeskDeps, id: CustomerId): Promise<boolean> {
  const role = await roleOf(turn, deps, id);
  if (role === "customer" || (role === "staff" && turn.may("owner"))) return true;
  turn.answer(turn.texts.adminPeople.block.notThisOne, { alert: true });
  return false;
}

async function unblock(
  turn: Turn,
  deps: AdminDeskDeps,
  { user, sure }: { readonly user: CustomerId; readonly sure: boolean },
): Promise<void> {
  const { block: says, act } = turn.texts.adminPeople;
  await withPerson(turn, user, async (customer) => {
    if (!sure) {
      const yes = unblockButton.button(turn.texts.common.yes, { user, sure: true });
      const back = adminUserButton.button(act.back, { id: user });
      return turn.edit({ text: says.askUndo(personHtml(customer)), keyboard: [[yes], [back]] });
    }
    const given = { db: turn.tx, clock: deps.clock };
    const done = await unblockCustomer(given, { customerId: user, actorId: turn.user.id });
    await showPerson(turn, deps, user, done.ok ? says.undone : says.already);
  });
}
