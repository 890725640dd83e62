import { and, eq, isNull, like } from "drizzle-orm";
import { outbox } from "../../../../db/schema/queues.ts";
import { seconds } from "../../../lib/clock.ts";
import { insertRows } from "../../../outbox/outbox.queries.ts";
import { outgoing } from "../../../outbox/outgoing-call.ts";
import { sealCall } from "../../../outbox/send-row.ts";
import { languageOf } from "../../../shop/customers/see-customer.ts";
import { lanes } from "../../../shop/messages/message.ts";
import type { Texts } from "../../../texts/id.ts";
import { texts } from "../../../texts/texts.ts";
import type { AdminDeskDeps } from "../../admin-desk-deps.ts";
import type { Turn } from "../../turn.ts";

/**
 * A word to somebody about what he may do here now. The owner taps one right after the other: what
 * has not been said yet gives way to the newer word, which waits for the next tap.
 */
export async function tellStaff(
  turn: Turn,
  { vault }: Pick<AdminDeskDeps, "vault">,
  id: number,
  word: (tell: Texts["adminPeople"]["staff"]["tell"], texts: Texts) => string,
): Promise<void> {
  const { tx, now, update } = turn;
  const about = `staff:${id}:`;
  await tx
    .update(outbox)
    .set({ state: "dropped", doneAt: now, body: null, lastError: "a newer word took its place" })
    .where(
      and(
        eq(outbox.chatId, id),
        eq(outbox.state, "waiting"),
        like(outbox.dedupeKey, `${about}%`),
        isNull(outbox.claimedUntil),
      ),
    );
  const language = texts[(await languageOf(tx, id)) ?? "id"];
  const text = word(language.adminPeople.staff.tell, language);
  const dedupeKey = `${about}${update.update_id}`;
  const call = outgoing("sendMessage", { chat_id: id, text, parse_mode: "HTML" });
  await insertRows(tx, [
    {
      lane: lanes.notice,
      chatId: id,
      kind: "call",
      dedupeKey,
      body: sealCall(vault, dedupeKey, call),
      notBefore: new Date(now.getTime() + pause),
      createdAt: now,
    },
  ]);
}

// --- internal ---

const pause = seconds(15);
