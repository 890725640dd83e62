import type { CustomerId } from "../../../lib/ids.ts";
import { customerFigures, findCustomer } from "../../../shop/customers/customers.queries.ts";
import { findStaff } from "../../../shop/customers/manage-staff.ts";
import { type Role, standingOf } from "../../../shop/customers/roles.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { personScreen } from "../../screens/admin/people.ts";
import type { Turn } from "../../turn.ts";

export async function showPerson(
  turn: Turn,
  deps: Pick<AdminDeskDeps, "zone" | "counter">,
  id: CustomerId,
  note?: string,
): Promise<void> {
  const customer = await findCustomer(turn.tx, id);
  if (!customer) return turn.answer(turn.texts.adminPeople.gone, { alert: true });
  const view = {
    ...{ customer, note },
    figures: await customerFigures(turn.tx, id),
    role: await roleOf(turn, deps, id),
    may: { orders: turn.may("orders"), money: turn.may("money"), staff: turn.may("owner") },
  };
  turn.edit(personScreen(view, { texts: turn.texts, zone: deps.zone }));
}

export async function roleOf(
  turn: Turn,
  { counter }: Pick<AdminDeskDeps, "counter">,
  id: CustomerId,
): Promise<Role> {
  const member = await findStaff(turn.tx, id);
  return standingOf(counter, id, member?.rights ?? null).role;
}
