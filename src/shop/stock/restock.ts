import type { Queryable } from "../../../db/client.ts";
import { minutes } from "../../lib/clock.ts";
import type { ProductId } from "../../lib/ids.ts";
import { readSettings } from "../settings/read-settings.ts";
import { holdForWaiting } from "./hold-for-waiting.ts";
import { watchStock } from "./watch-stock.ts";

/** Part of whatever makes units free: who waits comes first, then the alarm is thought about. */
export async function restock(
  tx: Queryable,
  productIds: readonly ProductId[],
  at: Date,
): Promise<void> {
  if (productIds.length === 0) return;
  const { waitlistHoldMinutes } = await readSettings(tx);
  const until = new Date(at.getTime() + minutes(waitlistHoldMinutes));
  for (const productId of productIds.toSorted((a, b) => a - b)) {
    await holdForWaiting(tx, { productId, at, until });
  }
  await watchStock(tx, productIds, at);
}
