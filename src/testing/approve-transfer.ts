import { eq } from "drizzle-orm";
import type { Db } from "../../db/client.ts";
import { payments } from "../../db/schema/money.ts";
import { orders } from "../../db/schema/orders.ts";
import { systemClock } from "../lib/clock.ts";
import { rupiah } from "../lib/money.ts";
import { approveManual } from "../shop/orders/approve-manual.ts";
import { silentLog } from "./silent-log.ts";

/** An admin finds this share of a manual transfer on the account, and says so. */
export async function approveTransfer(db: Db, code: string, share = 1): Promise<void> {
  const [payment] = await db
    .select({ id: payments.id, amount: payments.amount })
    .from(payments)
    .innerJoin(orders, eq(orders.id, payments.orderId))
    .where(eq(orders.code, code));
  if (!payment) throw new Error(`There is no payment for ${code}`);
  await approveManual(
    { db, clock: systemClock, log: silentLog, acceptsSandbox: false },
    {
      paymentId: payment.id,
      amountReceived: rupiah(Math.round(payment.amount * share)),
      actorId: 9_002,
    },
  );
}
