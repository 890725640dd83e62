import type { Db } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { fromAdminIdentity } from "../messages/message.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { findCustomer } from "./customers.queries.ts";

/** As long as a message may be, with room for the words around it. */
export const longestMessage = 3_500;

export type MessageRefusal = "not_found" | "empty" | "too_long";

/** A word from the counter to one person. What was said is not kept: it may be about anything. */
export async function messageCustomer(
  { db, clock, vault }: { readonly db: Db; readonly clock: Clock; readonly vault: Vault },
  input: {
    readonly customerId: CustomerId;
    readonly text: string;
    readonly actorId: number;
    /** Names this one tap, so that a repeated tap says nothing twice. */
    readonly cause: string;
  },
): Promise<Result<{ readonly isUnreachable: boolean }, MessageRefusal>> {
  const { customerId, actorId, cause } = input;
  const text = input.text.trim();
  if (text === "") return refuse("empty");
  if (text.length > longestMessage) return refuse("too_long");
  return db.transaction(async (tx) => {
    const customer = await findCustomer(tx, customerId);
    if (!customer) return refuse("not_found");
    const at = clock.now();
    await queueMessages(tx, [
      {
        to: { chatId: customerId },
        lane: "notice",
        message: { kind: "from_admin", sealed: vault.seal(text, fromAdminIdentity(customerId)) },
        dedupeKey: `from_admin:${cause}`,
        at,
      },
    ]);
    const subject = `customer:${customerId}`;
    await writeAudit(tx, { at, actorId, action: "customer.messaged", subject });
    return ok({ isUnreachable: customer.unreachableAt !== null });
  });
}
