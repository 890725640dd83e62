import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import type { Area } from "../../area.ts";
import type { AdminSection } from "./admin-home.ts";
import { deskMoneyArea, deskMoneySection } from "./money.ts";
import { deskOrdersArea, deskOrdersSection } from "./orders.ts";
import { peopleArea, peopleSection } from "./people.ts";
import { staffArea, staffSection } from "./staff.ts";

/** The counter itself: orders, money that a person looks at, customers, and who works here. */
export const adminDeskSections: readonly AdminSection[] = [
  deskOrdersSection,
  deskMoneySection,
  peopleSection,
  staffSection,
];

export function adminDeskAreas(deps: AdminDeskDeps): readonly Area[] {
  return [deskOrdersArea(deps), deskMoneyArea(deps), peopleArea(deps), staffArea(deps)];
}
