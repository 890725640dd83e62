import type { TimeZone } from "../../../lib/time-zone.ts";
import type { StaffMember } from "../../../shop/customers/manage-staff.ts";
import { rights } from "../../../shop/customers/roles.ts";
import type { Texts } from "../../../texts/id.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import {
  addStaffButton,
  dismissButton,
  memberButton,
  rightButton,
  staffButton,
} from "../../buttons/admin-desk-buttons.ts";
import { adminHomeButton } from "../../buttons/admin-home-button.ts";
import type { Screen } from "../../screen.ts";
import { inRows } from "../paging.ts";

export function staffScreen(
  members: readonly StaffMember[],
  { adminPeople: { staff: says }, adminHome }: Texts,
  note?: string,
): Screen {
  const rows = members.map(({ id: user, name, rights: own }) => [
    memberButton.button(says.row({ name, rights: own.length }), { user }),
  ]);
  const lines = [...(note ? [note, ""] : []), says.title];
  if (members.length === 0) lines.push("", says.empty);
  const keyboard = [
    ...rows,
    [addStaffButton.button(says.add, {})],
    [adminHomeButton.button(adminHome.back, {})],
  ];
  return { text: lines.join("\n"), keyboard };
}

export function memberScreen(
  { member, person }: { readonly member: StaffMember; readonly person: string },
  { texts, zone }: { readonly texts: Texts; readonly zone: TimeZone },
): Screen {
  const { staff: says } = texts.adminPeople;
  const { id: user, addedAt, rights: own } = member;
  const toggles = rights.map((right) => {
    const isGiven = own.includes(right);
    const label = says.right({ name: says.rights[right], isGiven });
    return rightButton.button(label, { user, right, on: !isGiven });
  });
  const keyboard = [
    ...inRows(toggles, 2),
    [dismissButton.button(says.remove, { user, sure: false })],
    [staffButton.button(says.toSection, {})],
  ];
  return { text: says.member({ person, id: user, since: shopTime(zone, addedAt) }), keyboard };
}
