import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { statement } from "../../../db/statement.ts";
import { type Lane, lanes, type Message, type Recipient } from "./message.ts";

export type QueuedMessage = {
  readonly to: Recipient;
  readonly lane: Lane;
  readonly message: Message;
  /** The same cause speaks once, as in `goods:order:17`. */
  readonly dedupeKey: string;
  readonly at: Date;
};

/** The chat of a message that the outbox still has to copy to each admin. */
export const adminsChat = 0;

/** Part of the transaction that causes the message: it is sent if, and only if, that commits. */
export async function queueMessages(
  tx: Queryable,
  messages: readonly QueuedMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  // One text for any number of rows: it is prepared once, and every checkout uses it.
  await tx.execute(queue({ rows: JSON.stringify(messages.map(rowOf)) }));
}

// --- internal ---

const queue = statement<{ rows: string }>(
  ({ rows }) => sql`
    insert into outbox
      (lane, chat_id, kind, dedupe_key, body, order_id, payment_id, not_before, created_at)
    select lane, "chatId", kind, "dedupeKey", body, "orderId", "paymentId", at, at
    from jsonb_to_recordset(${rows}::text::jsonb)
      as m (lane smallint, "chatId" bigint, kind text, "dedupeKey" text, body text,
        "orderId" bigint, "paymentId" bigint, at timestamptz)
    on conflict (dedupe_key) do nothing`,
);

function rowOf({ to, lane, message, dedupeKey, at }: QueuedMessage) {
  return {
    lane: lanes[lane],
    chatId: to === "admins" ? adminsChat : to.chatId,
    kind: message.kind,
    dedupeKey,
    body: JSON.stringify(message),
    orderId: "orderId" in message ? message.orderId : null,
    paymentId: "paymentId" in message ? message.paymentId : null,
    at,
  };
}
