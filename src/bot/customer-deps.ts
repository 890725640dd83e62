import type { Db } from "../../db/client.ts";
import type { Vault } from "../lib/crypto.ts";
import type { PaymentId } from "../lib/ids.ts";
import type { TimeZone } from "../lib/time-zone.ts";
import type { CheckoutDeps } from "../shop/orders/checkout.ts";
import type { FeeBoard } from "./fee-board.ts";

/** What the customer's side of the bot is built with. */
export type CustomerDeps = CheckoutDeps & {
  /** For what follows a commit; a handler itself works in its turn's transaction. */
  readonly db: Db;
  readonly vault: Vault;
  readonly zone: TimeZone;
  readonly storeName: string;
  /** Asks the gateway for something to pay with. Where it is lost in a crash, a job does it. */
  readonly startCharge: (paymentId: PaymentId) => Promise<unknown>;
  /** Asks the gateway whether it is paid, and acts on it. */
  readonly checkNow: (
    paymentId: PaymentId,
  ) => Promise<"paid" | "pending" | "over" | "no_answer" | "no_charge">;
  readonly wakeOutbox: () => void;
  /** What gateways say they charge on top, shown beside each method. */
  readonly fees?: FeeBoard;
  /** A gateway that is down is not offered. */
  readonly isWorthTrying?: (gateway: string) => boolean;
};
