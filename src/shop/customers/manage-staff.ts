import { asc, eq } from "drizzle-orm";
import type { Db, Queryable, Tx } from "../../../db/client.ts";
import { customers, staff } from "../../../db/schema/people.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { type Counter, type Right, rights, standingOf } from "./roles.ts";

export type StaffMember = {
  readonly id: CustomerId;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly addedBy: number;
  readonly addedAt: Date;
};

type Deps = { readonly db: Db; readonly clock: Clock; readonly counter: Counter };

export type StaffRefusal =
  /** Only the owner gives and takes, wherever he was asked from. */
  | "not_the_owner"
  | "unknown_person"
  /** Owners and admins come from the configuration. */
  | "is_above_staff"
  | "already_staff"
  | "not_staff";

export async function listStaff(queryable: Queryable): Promise<readonly StaffMember[]> {
  const rows = await queryable.select().from(staff).orderBy(asc(staff.addedAt)).limit(100);
  return rows.map(memberOf);
}

export async function findStaff(
  queryable: Queryable,
  id: number,
): Promise<StaffMember | undefined> {
  const [row] = await queryable.select().from(staff).where(eq(staff.telegramId, id));
  return row && memberOf(row);
}

/** Begins without any right: each is given by itself. */
export async function addStaff(
  { db, clock, counter }: Deps,
  { id, actorId }: { readonly id: CustomerId; readonly actorId: number },
): Promise<Result<StaffMember, StaffRefusal>> {
  if (!counter.ownerIds.includes(actorId)) return refuse("not_the_owner");
  if (standingOf(counter, id, null).role !== "customer") return refuse("is_above_staff");
  return db.transaction(async (tx) => {
    const [person] = await tx.select().from(customers).where(eq(customers.id, id));
    if (!person) return refuse("unknown_person");
    const name = [person.firstName, person.lastName].filter(Boolean).join(" ");
    const row = { telegramId: id, name, rights: [], addedBy: actorId, addedAt: clock.now() };
    const [added] = await tx.insert(staff).values(row).onConflictDoNothing().returning();
    if (!added) return refuse("already_staff");
    await audit(tx, { at: row.addedAt, actorId, id, action: "staff.added", after: [] });
    return ok(memberOf(added));
  });
}

/** Says what is wanted rather than "the other way round", so that a second tap changes nothing. */
export async function setStaffRight(
  { db, clock, counter }: Deps,
  change: {
    readonly id: number;
    readonly right: Right;
    readonly isGiven: boolean;
    readonly actorId: number;
  },
): Promise<Result<{ readonly member: StaffMember; readonly isNews: boolean }, StaffRefusal>> {
  const { id, right, isGiven, actorId } = change;
  if (!counter.ownerIds.includes(actorId)) return refuse("not_the_owner");
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(staff).where(eq(staff.telegramId, id)).for("update");
    if (!row) return refuse("not_staff");
    const before = memberOf(row);
    if (before.rights.includes(right) === isGiven) return ok({ member: before, isNews: false });
    const wanted = rights.filter((each) =>
      each === right ? isGiven : before.rights.includes(each),
    );
    await tx.update(staff).set({ rights: wanted }).where(eq(staff.telegramId, id));
    const action = "staff.rights_changed";
    await audit(tx, { at: clock.now(), actorId, id, action, before: before.rights, after: wanted });
    return ok({ member: { ...before, rights: wanted }, isNews: true });
  });
}

export async function removeStaff(
  { db, clock, counter }: Deps,
  { id, actorId }: { readonly id: number; readonly actorId: number },
): Promise<Result<StaffMember, StaffRefusal>> {
  if (!counter.ownerIds.includes(actorId)) return refuse("not_the_owner");
  return db.transaction(async (tx) => {
    const [row] = await tx.delete(staff).where(eq(staff.telegramId, id)).returning();
    if (!row) return refuse("not_staff");
    const member = memberOf(row);
    const action = "staff.removed";
    await audit(tx, { at: clock.now(), actorId, id, action, before: member.rights });
    return ok(member);
  });
}

// --- internal ---

function memberOf(row: typeof staff.$inferSelect): StaffMember {
  const { telegramId, name, addedBy, addedAt } = row;
  const own = rights.filter((right) => row.rights.includes(right));
  return { id: telegramId as CustomerId, name, rights: own, addedBy, addedAt };
}

async function audit(
  tx: Tx,
  entry: {
    readonly at: Date;
    readonly actorId: number;
    readonly id: number;
    readonly action: string;
    readonly before?: readonly Right[];
    readonly after?: readonly Right[];
  },
): Promise<void> {
  const { id, ...rest } = entry;
  await writeAudit(tx, { ...rest, subject: `staff:${id}` });
}
