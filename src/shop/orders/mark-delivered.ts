import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { OrderId } from "../../lib/ids.ts";
import { writeOrderEvent } from "./order-events.ts";

/** The goods are on the customer's screen. Says whether this is the first time. */
export async function markDelivered(tx: Tx, orderId: OrderId, at: Date): Promise<boolean> {
  const [row] = await tx.execute<{ id: OrderId }>(sql`
    update orders set state = 'delivered', delivered_at = ${at.toISOString()}::timestamptz
    where id = ${orderId} and state = 'paid' returning id`);
  if (!row) return false;
  await writeOrderEvent(tx, { orderId, at, event: "delivered" });
  return true;
}
