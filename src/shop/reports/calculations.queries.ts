import { desc, eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { calculations } from "../../../db/schema/back-office.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { Calculation, CalculationKind } from "./calculate.ts";

export type PastCalculation = {
  readonly kind: CalculationKind;
  readonly price: Rupiah;
  readonly result: Rupiah;
  readonly at: Date;
};

export async function keepCalculation(
  tx: Queryable,
  entry: Calculation & { readonly result: Rupiah; readonly actorId: number; readonly at: Date },
): Promise<void> {
  const { kind, result, actorId, at, ...input } = entry;
  await tx.insert(calculations).values({ kind, result, actorId, at, input });
}

/** What this person worked out, the latest first. */
export async function listCalculations(
  queryable: Queryable,
  actorId: number,
  limit = 15,
): Promise<readonly PastCalculation[]> {
  const rows = await queryable
    .select()
    .from(calculations)
    .where(eq(calculations.actorId, actorId))
    .orderBy(desc(calculations.id))
    .limit(limit);
  return rows.map(({ kind, input, result, at }) => ({
    ...{ result, at },
    kind: kind === "deposit" ? "deposit" : "refund",
    price: (input as Calculation).price,
  }));
}
