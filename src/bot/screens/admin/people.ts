import type { Rupiah } from "../../../lib/money.ts";
import type { TimeZone } from "../../../lib/time-zone.ts";
import type {
  Customer,
  CustomerFigures,
  CustomerNumbers,
  CustomersPage,
} from "../../../shop/customers/customers.queries.ts";
import type { Role } from "../../../shop/customers/roles.ts";
import type { WalletEntryKind } from "../../../shop/wallet/move-wallet.ts";
import type { LedgerPage } from "../../../shop/wallet/wallet.queries.ts";
import type { Texts } from "../../../texts/id.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import { adminUserButton } from "../../admin-buttons.ts";
import {
  balanceButton,
  blockButton,
  deskListButton,
  findPersonButton,
  hireButton,
  ledgerButton,
  memberButton,
  messageButton,
  type PersonShow,
  peopleButton,
  peopleListButton,
  personShows,
  unblockButton,
} from "../../buttons/admin-desk-buttons.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import type { Keyboard, Screen } from "../../screen.ts";
import { inRows, nextRow, pagingRow } from "../paging.ts";
import { personHtml } from "./person.ts";

type With = { readonly texts: Texts; readonly zone: TimeZone };

export function peopleHomeScreen(numbers: CustomerNumbers, texts: Texts): Screen {
  const { adminPeople: says, adminHome } = texts;
  const lists = personShows.map((show) =>
    peopleListButton.button(says.shows[show], { show, page: 0, phrase: "" }),
  );
  const keyboard = [
    lists,
    [findPersonButton.button(says.find, {})],
    [adminHomeButton.button(adminHome.back, {})],
  ];
  return { text: says.home({ ...numbers, today: numbers.since }), keyboard };
}

export function peopleListScreen(
  { list, show, phrase }: { list: CustomersPage; show: PersonShow; phrase: string },
  texts: Texts,
): Screen {
  const { adminPeople: says } = texts;
  const rows = list.customers.map((customer) => {
    const { id, firstName, lastName, username } = customer;
    const name = [firstName, lastName].filter(Boolean).join(" ") || String(id);
    return [adminUserButton.button(says.row({ sign: signOf(customer), name, username }), { id })];
  });
  const paging = pagingRow(list, (label, page) =>
    peopleListButton.button(label, { show, page, phrase }),
  );
  const keyboard = [
    ...rows,
    paging,
    [findPersonButton.button(says.find, {}), peopleButton.button(says.toSection, {})],
  ];
  const title = says.list({ show: says.shows[show], phrase, total: list.total });
  const text = rows.length === 0 ? `${title}\n\n${says.empty}` : title;
  return { text, keyboard: keyboard.filter((row) => row.length > 0) };
}

export type PersonView = {
  readonly customer: Customer;
  readonly figures: CustomerFigures;
  readonly role: Role;
  readonly note?: string | undefined;
  readonly may: { readonly orders: boolean; readonly money: boolean; readonly staff: boolean };
};

export function personScreen(view: PersonView, given: With): Screen {
  return { text: personText(view, given), keyboard: personKeyboard(view, given.texts) };
}

export function ledgerScreen(
  view: {
    readonly customer: Customer;
    readonly balance: Rupiah;
    readonly page: number;
    readonly list: LedgerPage;
  },
  { texts, zone }: With,
): Screen {
  const { ledger: says, act } = texts.adminPeople;
  const { customer, balance, page, list } = view;
  const user = customer.id;
  const lines = list.entries.map(({ amount, balance: after, kind, at, reason }) =>
    says.line({
      ...{ amount, balance: after, when: shopTime(zone, at), why: reason ?? "" },
      kind: texts.wallet.kind[kind as WalletEntryKind] ?? kind,
    }),
  );
  const paging = nextRow({ page, hasMore: list.hasMore }, (label, to) =>
    ledgerButton.button(label, { user, page: to }),
  );
  const back = [adminUserButton.button(act.back, { id: user })];
  const title = says.title({ person: personHtml(customer), balance });
  const text = [title, "", ...(lines.length === 0 ? [says.empty] : lines)].join("\n");
  return { text, keyboard: [paging, back].filter((row) => row.length > 0) };
}

// --- internal ---

function signOf({ isBlocked, unreachableAt }: Customer): string {
  if (isBlocked) return "🚫";
  return unreachableAt === null ? "👤" : "🔇";
}

function personText({ customer, figures, role, note }: PersonView, { texts, zone }: With): string {
  const { detail } = texts.adminPeople;
  const { createdAt, lastSeenAt, isBlocked, blockedReason, unreachableAt } = customer;
  const when = (at: Date) => shopTime(zone, at);
  const lines: (string | false | undefined)[] = [
    note && `${note}\n`,
    detail.title({ person: personHtml(customer), id: customer.id }),
    role !== "customer" && detail.role(texts.adminHome.roles[role]),
    detail.since({ since: when(createdAt), seen: when(lastSeenAt) }),
    isBlocked && detail.blocked(blockedReason),
    unreachableAt !== null && detail.unreachable(when(unreachableAt)),
    " ",
    detail.balance(figures.balance),
    detail.orders({
      orders: figures.orders,
      paid: figures.paidOrders,
      unpaid: figures.unpaidOrders,
      expired: figures.expiredOrders,
    }),
    detail.spent(figures.spent),
    detail.deposited(figures.deposited),
  ];
  return lines.filter(Boolean).join("\n");
}

function personKeyboard({ customer, role, may }: PersonView, texts: Texts): Keyboard {
  const { act, toSection } = texts.adminPeople;
  const user = customer.id;
  const isAboveStaff = role === "owner" || role === "admin";
  const isForOthers = isAboveStaff || (role === "staff" && !may.staff);
  const buttons = [
    may.orders && deskListButton.button(act.orders, { show: "customer", of: user, from: 0 }),
    ledgerButton.button(act.ledger, { user, page: 0 }),
    may.money && balanceButton.button(act.balance, { user }),
    messageButton.button(act.message, { user }),
    customer.isBlocked && unblockButton.button(act.unblock, { user, sure: false }),
    !customer.isBlocked && !isForOthers && blockButton.button(act.block, { user }),
    may.staff && role === "customer" && hireButton.button(act.hire, { user, sure: false }),
    may.staff && role === "staff" && memberButton.button(act.member, { user }),
  ].filter((button) => typeof button === "object");
  return [...inRows(buttons, 2), [peopleButton.button(toSection, {})]];
}
