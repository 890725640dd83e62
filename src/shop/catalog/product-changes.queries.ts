import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { auditLog } from "../../../db/schema/people.ts";
import type { ProductId } from "../../lib/ids.ts";

export type ProductChange = {
  readonly actorId: number | null;
  readonly at: Date;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
};

/** Who changed what of the product since it had this version, the oldest first. */
export async function changesSince(
  tx: Queryable,
  productId: ProductId,
  version: number,
): Promise<ProductChange[]> {
  const rows = await tx
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.subject, `product:${productId}`),
        gt(sql<number>`(${auditLog.after} ->> 'version')::int`, version),
      ),
    )
    .orderBy(asc(auditLog.id))
    .limit(20);
  return rows.map(({ actorId, at, before, after }) => ({
    actorId,
    at,
    before: fieldsOf(before),
    after: fieldsOf(after),
  }));
}

// --- internal ---

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return {};
  const { version: _, ...fields } = value as Record<string, unknown>;
  return fields;
}
