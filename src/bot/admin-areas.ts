import type { AdminCatalogDeps } from "./admin-catalog-deps.ts";
import type { AdminDeskDeps } from "./admin-desk-deps.ts";
import type { AdminOfficeDeps } from "./admin-office-deps.ts";
import type { Area } from "./area.ts";
import { adminCatalogAreas, adminCatalogSections } from "./menus/admin/admin-catalog.ts";
import { adminDeskAreas, adminDeskSections } from "./menus/admin/admin-desk.ts";
import { adminHomeArea } from "./menus/admin/admin-home.ts";
import { adminOfficeAreas, adminOfficeSections } from "./menus/admin/admin-office.ts";

export type AdminDeps = AdminCatalogDeps & AdminDeskDeps & AdminOfficeDeps;

/** Everything behind the counter: the front page with its doors, and the rooms behind them. */
export function adminAreas(deps: AdminDeps): readonly Area[] {
  return [
    adminHomeArea([...adminDeskSections, ...adminCatalogSections, ...adminOfficeSections]),
    ...adminDeskAreas(deps),
    ...adminCatalogAreas(deps),
    ...adminOfficeAreas(deps),
  ];
}
