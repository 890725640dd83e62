import { type Clock, seconds } from "../../lib/clock.ts";
import type { CallOutcome } from "../../outbox/call-telegram.ts";
import { type OutgoingCall, outgoing } from "../../outbox/outgoing-call.ts";
import type { StockUpload } from "../../shop/stock/stock-uploads.queries.ts";
import { texts } from "../../texts/texts.ts";

/**
 * Shows how far an upload is, beside the transaction and never waited for by it: one edit at a
 * time, and none that is not worth a look.
 */
export function makeProgress(
  deps: {
    readonly clock: Clock;
    readonly call: (call: OutgoingCall) => Promise<CallOutcome>;
  },
  { actorId, messageId, language, source }: StockUpload,
) {
  const { progress, finished } = texts[language].adminStock.add;
  let underWay: Promise<unknown> = Promise.resolve();
  let isFree = true;
  let last = Number.NEGATIVE_INFINITY;
  const edit = async (text: string) => {
    if (messageId === null) return;
    const where = { chat_id: actorId, message_id: messageId };
    // A progress that cannot be shown is nobody's loss.
    await deps.call(outgoing("editMessageText", { ...where, text })).catch(() => undefined);
  };
  return {
    show({ lines }: { readonly lines: number }): void {
      const now = deps.clock.now().getTime();
      if (!isFree || now - last < seconds(1)) return;
      last = now;
      isFree = false;
      underWay = edit(progress({ done: lines, of: source.lines })).finally(() => {
        isFree = true;
      });
    },
    /** Once the transaction is over. */
    async finish(): Promise<void> {
      await underWay;
      await edit(finished);
    },
  };
}
