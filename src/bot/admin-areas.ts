import type { AdminCatalogDeps } from "./admin-catalog-deps.ts";
import type { AdminOfficeDeps } from "./admin-office-deps.ts";
import type { Area } from "./area.ts";
import { adminCatalogAreas, adminCatalogSections } from "./menus/admin/admin-catalog.ts";
import { adminHomeArea } from "./menus/admin/admin-home.ts";
import { adminOfficeAreas, adminOfficeSections } from "./menus/admin/admin-office.ts";

export type AdminDeps = AdminCatalogDeps & AdminOfficeDeps;

/** Everything behind the counter: the front page with its doors, and the rooms behind them. */
export function adminAreas(deps: AdminDeps): readonly Area[] {
  return [
    adminHomeArea([...adminCatalogSections, ...adminOfficeSections]),
    ...adminCatalogAreas(deps),
    ...adminOfficeAreas(deps),
  ];
}
