import { eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { customers } from "../../../db/schema/people.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";

type Deps = { readonly db: Queryable; readonly clock: Clock };

/** Money on its way is still settled, and goods that are paid for still arrive. */
export async function blockCustomer(
  deps: Deps,
  input: { readonly customerId: CustomerId; readonly actorId: number; readonly reason: string },
): Promise<Result<undefined, "not_found" | "already_so">> {
  return setBlocked(deps, { ...input, isBlocked: true });
}

export async function unblockCustomer(
  deps: Deps,
  input: { readonly customerId: CustomerId; readonly actorId: number },
): Promise<Result<undefined, "not_found" | "already_so">> {
  return setBlocked(deps, { ...input, isBlocked: false, reason: null });
}

// --- internal ---

async function setBlocked(
  { db, clock }: Deps,
  input: {
    readonly customerId: CustomerId;
    readonly actorId: number;
    readonly isBlocked: boolean;
    readonly reason: string | null;
  },
): Promise<Result<undefined, "not_found" | "already_so">> {
  const { customerId, actorId, isBlocked } = input;
  const reason = input.reason?.trim().slice(0, 500) || null;
  return db.transaction(async (tx) => {
    const [before] = await tx
      .select({ isBlocked: customers.isBlocked, reason: customers.blockedReason })
      .from(customers)
      .where(eq(customers.id, customerId))
      .for("no key update");
    if (!before) return refuse("not_found");
    if (before.isBlocked === isBlocked) return refuse("already_so");
    await tx
      .update(customers)
      .set({ isBlocked, blockedReason: reason })
      .where(eq(customers.id, customerId));
    await writeAudit(tx, {
      at: clock.now(),
      actorId,
      action: isBlocked ? "customer.blocked" : "customer.unblocked",
      subject: `customer:${customerId}`,
      before,
      after: { isBlocked, reason },
    });
    return ok(undefined);
  });
}
