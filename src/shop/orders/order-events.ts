import type { Tx } from "../../../db/client.ts";
import { orderEvents } from "../../../db/schema/orders.ts";
import type { OrderId } from "../../lib/ids.ts";
import type { OrderEvent } from "./order.ts";

export type OrderNews = {
  readonly orderId: OrderId;
  readonly at: Date;
  readonly event: OrderEvent;
  readonly actorId?: number | undefined;
  readonly note?: string | undefined;
};

/** Every transition leaves a line in the order's history, in the same transaction. */
export async function writeOrderEvent(tx: Tx, ...news: readonly OrderNews[]): Promise<void> {
  if (news.length === 0) return;
  await tx.insert(orderEvents).values(news.map((each) => ({ actorId: null, note: null, ...each })));
}
