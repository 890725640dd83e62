import type { CustomerId } from "../../../lib/ids.ts";
import { findCustomer } from "../../../shop/customers/customers.queries.ts";
import { findStaff, removeStaff, setStaffRight } from "../../../shop/customers/manage-staff.ts";
import type { Right } from "../../../shop/customers/roles.ts";
import { adminUserButton } from "../../admin-buttons.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { type Area, onButton, onDialog } from "../../area.ts";
import {
  addStaffButton,
  dismissButton,
  hireButton,
  memberButton,
  rightButton,
  staffButton,
} from "../../buttons/admin-desk-buttons.ts";
import { addStaffDialog, hire } from "../../dialogs/admin/add-staff-dialog.ts";
import { deskDraftOf } from "../../dialogs/admin/desk-draft.ts";
import { personHtml } from "../../screens/admin/person.ts";
import type { Turn } from "../../turn.ts";
import type { AdminSection } from "./admin-home.ts";
import { personOf } from "./show-money.ts";
import { showMember, showStaff } from "./show-staff.ts";
import { tellStaff } from "./tell-staff.ts";

export const staffSection: AdminSection = {
  label: ({ adminPeople }) => adminPeople.staff.section,
  allow: "owner",
  open: staffButton,
};

/** Who helps behind the counter, and with what: the owner's business alone. */
export function staffArea(deps: AdminDeskDeps): Area {
  const rules = { allow: "owner" } as const;
  const add = addStaffDialog(deps);
  return [
    onButton(staffButton, rules, (turn) => showStaff(turn)),
    onButton(addStaffButton, rules, (turn) => turn.dialog.start(add, deskDraftOf(0))),
    onButton(hireButton, rules, (turn, wish) => hireFromDetail(turn, deps, wish)),
    onButton(memberButton, rules, (turn, { user }) => showMember(turn, deps, user)),
    onButton(rightButton, rules, (turn, wish) => toggleRight(turn, deps, wish)),
    onButton(dismissButton, rules, (turn, wish) => dismiss(turn, deps, wish)),
    onDialog(add),
  ];
}

// --- internal ---

type Sure = { readonly user: CustomerId; readonly sure: boolean };

async function hireFromDetail(turn: Turn, deps: AdminDeskDeps, { user, sure }: Sure) {
  if (sure) return hire(turn, deps, user);
  const { staff, act, gone } = turn.texts.adminPeople;
  const customer = await findCustomer(turn.tx, user);
  if (!customer) return turn.answer(gone, { alert: true });
  const yes = hireButton.button(turn.texts.common.yes, { user, sure: true });
  const back = adminUserButton.button(act.back, { id: user });
  turn.edit({ text: staff.sure(personHtml(customer)), keyboard: [[yes], [back]] });
}

async function toggleRight(
  turn: Turn,
  deps: AdminDeskDeps,
  wish: { readonly user: CustomerId; readonly right: Right; readonly on: boolean },
): Promise<void> {
  const { user, right, on: isGiven } = wish;
  const given = { db: turn.tx, clock: deps.clock, counter: deps.counter };
  const done = await setStaffRight(given, { id: user, right, isGiven, actorId: turn.user.id });
  if (!done.ok) return showStaff(turn, turn.texts.adminPeople.staff.refused[done.reason]);
  if (done.value.isNews) {
    const { rights } = done.value.member;
    await tellStaff(turn, deps, user, (tell, { adminPeople }) =>
      tell.rights(rights.map((each) => adminPeople.staff.rights[each]).join(", ")),
    );
    turn.after(deps.wakeOutbox);
  }
  await showMember(turn, deps, user);
}

async function dismiss(turn: Turn, deps: AdminDeskDeps, { user, sure }: Sure): Promise<void> {
  const { staff } = turn.texts.adminPeople;
  if (!sure) {
    if (!(await findStaff(turn.tx, user))) return showStaff(turn, staff.refused.not_staff);
    const yes = dismissButton.button(turn.texts.common.yes, { user, sure: true });
    const back = memberButton.button(turn.texts.common.back, { user });
    const text = staff.askRemove(await personOf(turn, user));
    return turn.edit({ text, keyboard: [[yes], [back]] });
  }
  const given = { db: turn.tx, clock: deps.clock, counter: deps.counter };
  const done = await removeStaff(given, { id: user, actorId: turn.user.id });
  if (!done.ok) return showStaff(turn, staff.refused[done.reason]);
  await tellStaff(turn, deps, user, (tell) => tell.removed);
  turn.after(() => {
    deps.wakeOutbox();
    deps.onStaffChanged?.(user);
  });
  await showStaff(turn, staff.removed(done.value.name));
}
