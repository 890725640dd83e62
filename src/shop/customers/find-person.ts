import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { customers } from "../../../db/schema/people.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { type Customer, findCustomer } from "./customers.queries.ts";

/** The one person whom an id or an @username names; a name is not enough to give rights by. */
export async function findPerson(
  queryable: Queryable,
  typed: string,
): Promise<Customer | undefined> {
  const text = typed.trim();
  if (/^\d{1,15}$/.test(text)) return findCustomer(queryable, Number(text) as CustomerId);
  const username = /^(?:@|https:\/\/t\.me\/)?(\w{3,32})$/.exec(text)?.[1]?.toLowerCase();
  if (!username) return undefined;
  const found = await queryable
    .select()
    .from(customers)
    .where(eq(sql`lower(${customers.username})`, username))
    .limit(2);
  // Names change hands: where two rows claim one, only the id tells.
  return found.length === 1 ? found[0] : undefined;
}
