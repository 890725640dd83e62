import type { CustomerId } from "../../../lib/ids.ts";
import { findStaff, listStaff } from "../../../shop/customers/manage-staff.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import { memberScreen, staffScreen } from "../../screens/admin/staff.ts";
import type { Turn } from "../../turn.ts";
import { personOf } from "./show-money.ts";

export async function showStaff(turn: Turn, note?: string): Promise<void> {
  turn.edit(staffScreen(await listStaff(turn.tx), turn.texts, note));
}

export async function showMember(
  turn: Turn,
  { zone }: Pick<AdminDeskDeps, "zone">,
  id: number,
): Promise<void> {
  const member = await findStaff(turn.tx, id);
  if (!member) return showStaff(turn, turn.texts.adminPeople.staff.refused.not_staff);
  const person = await personOf(turn, id as CustomerId);
  turn.edit(memberScreen({ member, person }, { texts: turn.texts, zone }));
}
