import type { AdminOfficeDeps } from "../../admin-office-deps.ts";
import type { Area } from "../../area.ts";
import type { AdminSection } from "./admin-home.ts";
import { calculatorArea, calculatorSection } from "./calculator.ts";
import { settingsArea, settingsSection } from "./settings.ts";
import { statisticsArea, statisticsSection } from "./statistics.ts";
import { templatesArea, templatesSection } from "./templates.ts";

/** How the shop looks and works, and how it does. */
export const adminOfficeSections: readonly AdminSection[] = [
  statisticsSection,
  calculatorSection,
  templatesSection,
  settingsSection,
];

export function adminOfficeAreas(deps: AdminOfficeDeps): readonly Area[] {
  return [statisticsArea(deps), calculatorArea(deps), templatesArea(deps), settingsArea(deps)];
}
