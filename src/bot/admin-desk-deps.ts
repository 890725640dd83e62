import type { Clock } from "../lib/clock.ts";
import type { Vault } from "../lib/crypto.ts";
import type { Log } from "../lib/log/log.ts";
import type { TimeZone } from "../lib/time-zone.ts";
import type { Counter } from "../shop/customers/roles.ts";

/** What orders, money, people and roles behind the counter are built with. */
export type AdminDeskDeps = {
  readonly clock: Clock;
  readonly vault: Vault;
  readonly zone: TimeZone;
  readonly log: Log;
  /** Owners and admins, from the configuration. */
  readonly counter: Counter;
  readonly acceptsSandbox: boolean;
  readonly wakeOutbox: () => void;
  /** A line for the owner's alert bot, after the commit. */
  readonly tellOwner: (notice: { readonly key: string; readonly text: string }) => void;
  /** Somebody became staff, or is no longer: the list of commands in that chat follows. */
  readonly onStaffChanged?: (id: number) => void;
};
