import type { Db } from "../../db/client.ts";
import { adminAreas } from "../bot/admin-areas.ts";
import type { Area, Registration } from "../bot/area.ts";
import { customerAreas } from "../bot/customer-areas.ts";
import { startArea } from "../bot/menus/start.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log/log.ts";
import { timeZone } from "../lib/time-zone.ts";
import type { Counter } from "../shop/customers/roles.ts";
import { testVault } from "./catalog-factories.ts";
import { countingCodes, theGateways } from "./order-factories.ts";

/** The whole bot as it is served, before and behind the counter, with no gateway to talk to. */
export function everyArea(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly counter: Counter;
  readonly registered: () => readonly Registration[];
}): { readonly front: readonly Area[]; readonly counter: readonly Area[] } {
  const { registered, ...given } = deps;
  const parts = {
    ...given,
    ...{ vault: testVault, zone: timeZone("Asia/Jakarta"), storeName: "Toko Uji" },
    ...{ newCode: countingCodes(), gateways: theGateways, expiryMinutes: 15 },
    ...{ log: silent, acceptsSandbox: false, wakeOutbox: nothing, wakeUploads: nothing },
    ...{ tellOwner: nothing, startCharge: async () => {} },
    checkNow: async () => "pending" as const,
  };
  return {
    front: [startArea({ storeName: "Toko Uji", registered }), ...customerAreas(parts)],
    counter: adminAreas(parts),
  };
}

// --- internal ---

const nothing = () => {};
const silent: Log = {
  ...{ debug: nothing, info: nothing, warning: nothing, error: nothing },
  ...{ critical: nothing, at: nothing },
  withPrefix: () => silent,
  get aside() {
    return silent;
  },
};
