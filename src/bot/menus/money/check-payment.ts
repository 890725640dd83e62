import { seconds } from "../../../lib/clock.ts";
import type { PaymentId } from "../../../lib/ids.ts";
import { insertRows } from "../../../outbox/outbox.queries.ts";
import { outgoing } from "../../../outbox/outgoing-call.ts";
import { sealCall } from "../../../outbox/send-row.ts";
import { lanes } from "../../../shop/messages/message.ts";
import { manualGateway } from "../../../shop/payments/payment.ts";
import { shopTime } from "../../../texts/shop-time.ts";
import type { CustomerDeps } from "../../customer-deps.ts";
import type { Turn } from "../../turn.ts";
import { myPayment } from "./my-payment.ts";

type Deps = Pick<CustomerDeps, "checkNow" | "wakeOutbox" | "db" | "vault" | "clock" | "zone">;

/** The tap that asks the gateway at once. What comes of it is said when it is known. */
export function paymentCheck(deps: Deps) {
  const isTooSoon = oncePer(seconds(8));
  return async (turn: Turn, { payment }: { readonly payment: PaymentId }): Promise<void> => {
    const view = await myPayment(turn, payment);
    if (!view) return;
    const { invoice } = turn.texts;
    const { state, gateway } = view.payment;
    if (state === "paid") return turn.answer(invoice.alreadyPaid);
    if (gateway === manualGateway) {
      return turn.answer(view.hasProof ? invoice.reviewing : invoice.sendProof, { alert: true });
    }
    if (isTooSoon(payment, turn.now)) return turn.answer(invoice.checkedJustNow);
    turn.answer(invoice.checking);
    turn.after(() => askAndTell(deps, turn, { payment, code: view.code }));
  };
}

// --- internal ---

async function askAndTell(
  deps: Deps,
  turn: Turn,
  { payment, code }: { payment: PaymentId; code: string },
): Promise<void> {
  const checked = await deps.checkNow(payment);
  // The invoice itself is edited by whatever has changed.
  deps.wakeOutbox();
  if (checked === "paid" || checked === "over") return;
  const { invoice } = turn.texts;
  const at = deps.clock.now();
  const text =
    checked === "pending" ? invoice.notYet(code, shopTime(deps.zone, at)) : invoice.noAnswer(code);
  const call = outgoing("sendMessage", { chat_id: turn.chatId, text, parse_mode: "HTML" });
  const dedupeKey = `checked:${turn.update.update_id}`;
  const body = sealCall(deps.vault, dedupeKey, call);
  const row = { lane: lanes.reply, chatId: turn.chatId, kind: "call", dedupeKey, body };
  await insertRows(deps.db, [{ ...row, notBefore: at, createdAt: at }]);
  deps.wakeOutbox();
}

/** Only a courtesy to the gateway, which has its own rules: this process alone remembers. */
function oncePer(ms: number) {
  const last = new Map<number, number>();
  return (key: number, now: Date): boolean => {
    const at = now.getTime();
    if (at - (last.get(key) ?? Number.NEGATIVE_INFINITY) < ms) return true;
    if (last.size > 10_000) last.clear();
    last.set(key, at);
    return false;
  };
}
