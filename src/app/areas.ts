import { type AdminDeps, adminAreas } from "../bot/admin-areas.ts";
import type { Area, Registration } from "../bot/area.ts";
import { customerAreas } from "../bot/customer-areas.ts";
import type { CustomerDeps } from "../bot/customer-deps.ts";
import { showCategories } from "../bot/menus/shop/show-list.ts";
import { startArea } from "../bot/menus/start.ts";

export type AreaDeps = CustomerDeps &
  AdminDeps & {
    readonly registered: () => readonly Registration[];
  };

/** Everything that the bot answers to. */
export function botAreas(deps: AreaDeps): readonly Area[] {
  return [
    startArea({
      ...{ storeName: deps.storeName, registered: deps.registered },
      afterGreeting: (turn) => showCategories(turn, 0),
    }),
    ...customerAreas(deps),
    ...adminAreas(deps),
  ];
}
