import type { Queryable } from "../../../db/client.ts";
import { auditLog } from "../../../db/schema/people.ts";

export type AuditEntry = {
  readonly at: Date;
  /** Nobody, where the shop itself did it. */
  readonly actorId: number | null;
  /** A word of the shop and a verb, as in `product.price_changed`. */
  readonly action: string;
  /** What was changed, as in `product:12`. Never goods, never a secret. */
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly note?: string | undefined;
};

/** Part of the transaction that makes the change: one without the other is impossible. */
export async function writeAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.insert(auditLog).values({
    at: entry.at,
    actorId: entry.actorId,
    action: entry.action,
    subject: entry.subject,
    before: entry.before ?? null,
    after: entry.after ?? null,
    note: entry.note ?? null,
  });
}
