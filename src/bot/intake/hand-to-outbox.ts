import type { Tx } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import { insertRows } from "../../outbox/outbox.queries.ts";
import type { OutgoingCall } from "../../outbox/outgoing-call.ts";
import { sealCall } from "../../outbox/send-row.ts";
import { lanes } from "../../shop/messages/message.ts";
import type { HandedOver } from "./intake-deps.ts";

/** Replies that Telegram would not take now go on as messages of the queue, ahead of all others. */
export function handToOutbox({ vault, clock }: { vault: Vault; clock: Clock }) {
  return async (tx: Tx, { updateId, userId, calls, notBefore }: HandedOver): Promise<void> => {
    const rows = calls.map((call, place) => {
      const dedupeKey = `reply:${updateId}:${place}`;
      return {
        lane: lanes.reply,
        chatId: chatOf(call) ?? userId,
        kind: "call",
        dedupeKey,
        body: sealCall(vault, dedupeKey, call),
        notBefore,
        createdAt: clock.now(),
      };
    });
    await insertRows(tx, rows);
  };
}

// --- internal ---

function chatOf({ payload }: OutgoingCall): number | undefined {
  const chat = payload["chat_id"];
  return typeof chat === "number" ? chat : undefined;
}
