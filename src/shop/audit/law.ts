import type { Queryable, Tx } from "../../../db/client.ts";

/** One thing that does not hold on the live data. Never goods, never a secret. */
export type Violation = {
  /** As in `order:17`. */
  readonly subject: string;
  readonly detail: string;
};

/** A sentence that must be true of the data at any moment, and the query that proves it. */
export type Law = {
  /** A word of the shop and what holds, as in `wallet.is_sum_of_ledger`. */
  readonly name: string;
  /** Up to `limit` rows that break it. */
  query(queryable: Queryable, limit: number): Promise<readonly Violation[]>;
  /** Only where the right state follows from other rows: makes it hold and says what changed. */
  repair?(tx: Tx, context: { readonly at: Date }): Promise<readonly Violation[]>;
};
