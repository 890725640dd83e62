import { eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { customers } from "../../../db/schema/people.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { queueMessages } from "../messages/queue-message.ts";

/** The bot keeps silent towards somebody who floods it, and the admins hear of it once. */
export async function quietCustomer(
  tx: Tx,
  {
    customerId,
    until,
    at,
  }: { readonly customerId: CustomerId; readonly until: Date; readonly at: Date },
): Promise<void> {
  await tx.update(customers).set({ quietUntil: until }).where(eq(customers.id, customerId));
  const hour = at.toISOString().slice(0, 13);
  await queueMessages(tx, [
    {
      to: "admins",
      lane: "notice",
      message: { kind: "admin_spam", customerId },
      dedupeKey: `admin_spam:${customerId}:${hour}`,
      at,
    },
  ]);
}
