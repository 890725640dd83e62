import type { Db } from "../../db/client.ts";
import type { Clock } from "../lib/clock.ts";
import type { MessageKind } from "../shop/messages/message.ts";
import type { OutboxRow } from "./outbox.queries.ts";
import * as queries from "./outbox.queries.ts";

export type AdminsToTell = (kind: MessageKind) => Promise<readonly number[]>;

/** A notice to the counter becomes one for each person who may see it, in one transaction. */
export async function copyToAdmins(
  deps: { readonly db: Db; readonly clock: Clock; readonly adminsToTell: AdminsToTell },
  row: OutboxRow,
): Promise<void> {
  const admins = await deps.adminsToTell(row.kind as MessageKind);
  await deps.db.transaction(async (tx) => {
    if (!(await queries.finish(tx, [row.id], deps.clock.now()))) return;
    await queries.insertRows(
      tx,
      admins.map((chatId) => ({
        lane: row.lane,
        chatId,
        kind: row.kind,
        dedupeKey: `${row.dedupeKey}:to:${chatId}`,
        body: row.body,
        orderId: row.orderId,
        paymentId: row.paymentId,
        notBefore: row.notBefore,
        createdAt: row.createdAt,
      })),
    );
  });
}
