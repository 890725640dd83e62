import type { AdminCatalogDeps } from "../../admin-catalog-deps.ts";
import type { Area } from "../../area.ts";
import type { AdminSection } from "./admin-home.ts";
import { categoriesArea, categoriesSection } from "./categories.ts";
import { importsArea } from "./imports.ts";
import { productsArea, productsSection } from "./products.ts";
import { stockArea, stockSection } from "./stock.ts";
import { unitsArea } from "./units.ts";
import { vouchersArea, vouchersSection } from "./vouchers.ts";

/** What is sold: everything behind the counter about products, stock, categories and vouchers. */
export const adminCatalogSections: readonly AdminSection[] = [
  productsSection,
  categoriesSection,
  stockSection,
  vouchersSection,
];

export function adminCatalogAreas(deps: AdminCatalogDeps): readonly Area[] {
  return [
    productsArea(deps),
    categoriesArea(deps),
    stockArea(deps),
    unitsArea(deps),
    importsArea(deps),
    vouchersArea(deps),
  ];
}
