import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { telemetryDaily } from "../../../db/schema/back-office.ts";
import type { CustomerId } from "../../lib/ids.ts";

export type SeenPerson = {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string | undefined;
  readonly username: string | undefined;
};

export type SeenCustomer = {
  readonly id: CustomerId;
  readonly isNew: boolean;
  readonly language: "id" | "en" | null;
  readonly isBlocked: boolean;
  readonly quietUntil: Date | null;
  /** Messages were refused until now. */
  readonly wasUnreachable: boolean;
  readonly staffRights: readonly string[] | null;
};

/** Every update keeps the person's row true: names change, and who writes can be written to. */
export async function seeCustomer(
  tx: Queryable,
  person: SeenPerson,
  at: Date,
): Promise<SeenCustomer> {
  const moment = at.toISOString();
  // Also a repeated update leaves last_seen_at where the later one put it.
  const rows = await tx.execute<Row>(sql`
    insert into customers (id, username, first_name, last_name, created_at, last_seen_at)
    values (${person.id}, ${person.username ?? null}, ${person.firstName},
            ${person.lastName ?? null}, ${moment}, ${moment})
    on conflict (id) do update set
      username = excluded.username, first_name = excluded.first_name,
      last_name = excluded.last_name,
      last_seen_at = greatest(customers.last_seen_at, excluded.last_seen_at)
    returning (xmax = 0) as "isNew", language, is_blocked as "isBlocked",
      quiet_until as "quietUntil", unreachable_at is not null as "wasUnreachable",
      (select rights from staff where telegram_id = customers.id) as "staffRights"`);
  const [row] = rows;
  if (!row) throw new Error(`The row of customer ${person.id} did not come back`);
  const quietUntil = row.quietUntil === null ? null : new Date(row.quietUntil);
  return { ...row, quietUntil, id: person.id as CustomerId };
}

/** Called last in the transaction: everybody's counter is one row, locked until the commit. */
export async function countNewCustomer(tx: Queryable, day: string): Promise<void> {
  await tx
    .insert(telemetryDaily)
    .values({ date: day, newCustomers: 1 })
    .onConflictDoUpdate({
      target: telemetryDaily.date,
      set: { newCustomers: sql`${telemetryDaily.newCustomers} + 1` },
    });
}

export async function setReachable(
  tx: Queryable,
  id: CustomerId,
  unreachableAt: Date | null,
): Promise<void> {
  await tx.execute(sql`
    update customers set unreachable_at = ${unreachableAt?.toISOString() ?? null} where id = ${id}`);
}

export async function setLanguage(
  tx: Queryable,
  id: CustomerId,
  language: "id" | "en",
): Promise<void> {
  await tx.execute(sql`update customers set language = ${language} where id = ${id}`);
}

export async function languageOf(tx: Queryable, id: number): Promise<"id" | "en" | null> {
  const rows = await tx.execute<{ language: "id" | "en" | null }>(
    sql`select language from customers where id = ${id}`,
  );
  return rows[0]?.language ?? null;
}

// --- internal ---

type Row = {
  isNew: boolean;
  language: "id" | "en" | null;
  isBlocked: boolean;
  quietUntil: Date | string | null;
  wasUnreachable: boolean;
  staffRights: string[] | null;
};
