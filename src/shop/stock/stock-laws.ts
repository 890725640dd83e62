import { sql } from "drizzle-orm";
import type { Law, Violation } from "../audit/law.ts";

/** Beside what the database itself refuses, and what the orders say of their units. */
export const stockLaws: readonly Law[] = [
  {
    name: "stock.holds_have_their_place",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'content:' || c.id as subject, 'held for place ' || w.id || ', which is ' || w.state
          as detail
        from product_contents c join waitlist w on w.id = c.waitlist_id
        where c.waitlist_id is not null and w.state <> 'holding' order by c.id limit ${limit}`),
    repair: (tx) =>
      tx.execute<Violation>(sql`
        update product_contents c set state = 'available', waitlist_id = null
        from waitlist w where w.id = c.waitlist_id and w.state <> 'holding' and c.state = 'reserved'
        returning 'content:' || c.id as subject, 'freed' as detail`),
  },
  {
    name: "stock.places_have_their_hold",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'waitlist:' || w.id as subject, 'its turn has come, and no unit is held' as detail
        from waitlist w where w.state = 'holding' and not exists (
          select from product_contents c where c.waitlist_id = w.id)
        order by w.id limit ${limit}`),
    // Back into the line, where its old place is the first to be served.
    repair: (tx) =>
      tx.execute<Violation>(sql`
        update waitlist w set state = 'waiting', hold_until = null
        where w.state = 'holding' and not exists (
          select from product_contents c where c.waitlist_id = w.id)
        returning 'waitlist:' || w.id as subject, 'waits again' as detail`),
  },
  {
    name: "stock.unique_units_have_contents",
    query: (queryable, limit) =>
      queryable.execute<Violation>(sql`
        select 'content:' || c.id as subject, 'product ' || p.id || ' is unique, the unit is empty'
          as detail
        from product_contents c join products p on p.id = c.product_id
        where p.kind = 'unique' and (c.content is null or c.fingerprint is null)
        order by c.id limit ${limit}`),
  },
];
