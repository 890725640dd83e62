import type { Db } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log/log.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { Circumstance, Split } from "./resolve-money.ts";

export type SettleDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** Play money buys nothing in a shop that sells for real. */
  readonly acceptsSandbox: boolean;
  /** Tells the outbox that there is something to send. */
  readonly wake?: (() => void) | undefined;
};

/** Money that the gateway itself, or an admin, has confirmed. */
export type ConfirmedMoney = {
  readonly gateway: string;
  readonly transactionId: string;
  readonly reference: string;
  /** What the shop is credited: never with the buyer's fee on top. */
  readonly amount: Rupiah;
  readonly isSandbox: boolean;
  readonly completedAt: Date;
  /** The admin, where a person confirmed it. */
  readonly confirmedBy?: number | undefined;
  readonly note?: string | undefined;
};

export type Settled = Split & {
  readonly kind: "settled";
  readonly moneyInId: number;
  readonly circumstance: Circumstance;
  readonly isFulfilled: boolean;
};

export type Settlement =
  | Settled
  /** Somebody was first with the same money; nothing has changed now. */
  | { readonly kind: "already_settled" }
  | { readonly kind: "sandbox_refused"; readonly isNews: boolean };
