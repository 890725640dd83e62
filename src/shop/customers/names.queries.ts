import { inArray } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { customers } from "../../../db/schema/people.ts";
import type { CustomerId } from "../../lib/ids.ts";

/** What these people are called, as far as the shop has met them. */
export async function namesOf(
  queryable: Queryable,
  ids: readonly (number | null)[],
): Promise<ReadonlyMap<number, string>> {
  const known = [...new Set(ids)].filter((id): id is CustomerId => id !== null);
  if (known.length === 0) return new Map();
  const rows = await queryable
    .select({ id: customers.id, firstName: customers.firstName })
    .from(customers)
    .where(inArray(customers.id, known));
  return new Map(rows.map(({ id, firstName }) => [id, firstName]));
}
