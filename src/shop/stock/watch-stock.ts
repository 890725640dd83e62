import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { ProductId } from "../../lib/ids.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { readSettings } from "../settings/read-settings.ts";

/**
 * Part of what changes the stock: admins hear of it when it becomes low or runs out, once each
 * time, and not again as long as it stays so.
 */
export async function watchStock(
  tx: Queryable,
  productIds: readonly ProductId[],
  at: Date,
): Promise<void> {
  if (productIds.length === 0) return;
  const { lowStockAt } = await readSettings(tx);
  const changed = await tx.execute<Change>(sql`
    update products p set stock_alarm = now.alarm
    from (
      select q.id, q.stock_alarm as was, case when stock.units = 0 then 'out'
        when stock.units <= coalesce(q.low_stock_at, ${lowStockAt}::int) then 'low' else 'ok' end as alarm
      from products q cross join lateral (select count(*) as units from (
        select 1 from product_contents c
        where c.product_id between q.id and q.id and c.state = 'available'
        order by c.product_id, c.id limit coalesce(q.low_stock_at, ${lowStockAt}::int) + 1) counted) stock
      where q.id = any(${sql.param([...productIds])}::bigint[])
        and (q.kind = 'unique' or q.is_capped) and q.archived_at is null
      order by q.id
    ) now
    where p.id = now.id and p.stock_alarm <> now.alarm
    returning p.id, now.was, p.stock_alarm as alarm`);
  await queueMessages(
    tx,
    changed.flatMap(({ id, was, alarm }) => {
      // That it became better is no alarm.
      if (alarm === "ok" || was === "out") return [];
      const message = { kind: "admin_stock", productId: id, alarm } as const;
      const dedupeKey = `stock:${id}:${alarm}:${at.getTime()}`;
      return [{ to: "admins", lane: "notice", message, dedupeKey, at } as const];
    }),
  );
}

// --- internal ---

type Change = { id: ProductId; was: "ok" | "low" | "out"; alarm: "ok" | "low" | "out" };
