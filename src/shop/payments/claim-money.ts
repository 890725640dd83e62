import { eq } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { moneyIn } from "../../../db/schema/money.ts";
import { customers } from "../../../db/schema/people.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { noMoney, plus, type Rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { moveWallet } from "../wallet/move-wallet.ts";

export type ClaimRefusal = "not_found" | "already_claimed" | "no_such_customer";

/** Money that named nothing we know finds its owner: an admin says whose it is. */
export async function claimMoney(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  input: {
    readonly moneyInId: number;
    readonly customerId: CustomerId;
    readonly actorId: number;
    readonly note: string;
  },
): Promise<Result<Rupiah, ClaimRefusal>> {
  const { moneyInId, customerId, actorId, note } = input;
  return db.transaction(async (tx) => {
    const [money] = await tx.select().from(moneyIn).where(eq(moneyIn.id, moneyInId)).for("update");
    if (!money) return refuse("not_found");
    if (money.unclaimed === 0) return refuse("already_claimed");
    const [customer] = await tx
      .select({ id: customers.id })
      .from(customers)
      .where(eq(customers.id, customerId));
    if (!customer) return refuse("no_such_customer");
    const at = clock.now();
    const amount = money.unclaimed;
    await tx
      .update(moneyIn)
      .set({ unclaimed: noMoney, toWallet: plus(money.toWallet, amount), customerId })
      .where(eq(moneyIn.id, moneyInId));
    const cause = `money_in:${moneyInId}`;
    const moved = await moveWallet(tx, {
      ...{ customerId, amount, kind: "payment", cause, actorId, reason: note, at },
    });
    if (!moved.ok) throw new Error(`${cause} was moved before: ${moved.reason}`);
    await queueMessages(tx, [
      {
        to: { chatId: customerId },
        lane: "order",
        message: { kind: "money_to_wallet", moneyInId },
        dedupeKey: `money_to_wallet:${moneyInId}`,
        at,
      },
    ]);
    await writeAudit(tx, {
      ...{ at, actorId, action: "money.claimed", subject: cause, note },
      after: { customerId, amount },
    });
    return ok(amount);
  });
}
