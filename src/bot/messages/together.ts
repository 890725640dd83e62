import type { OrderId } from "../../lib/ids.ts";
import type { PlainMessage } from "../../outbox/rendering.ts";
import { adminOrderButton } from "../admin-buttons.ts";
import type { Screen } from "../screen.ts";
import { inRows } from "../screens/paging.ts";
import type { NoticeContext } from "./customer-notices.ts";
import { orderFacts } from "./notice-facts.ts";

/** Several pieces of news about orders in one message: a busy hour is a list and not a storm. */
export async function togetherScreen(
  messages: readonly PlainMessage[],
  { db, texts: { notices } }: NoticeContext,
): Promise<Screen | undefined> {
  const news = messages.filter(isMergeable);
  const found = await Promise.all(
    news.map(async ({ kind, orderId }) => {
      const order = await orderFacts(db, orderId);
      return order && { kind, orderId, ...order };
    }),
  );
  const known = found.filter((each) => each !== undefined);
  if (known.length === 0) return undefined;
  const lines = known.map((each) =>
    notices.together.line({ ...each, what: notices.together[each.kind] }),
  );
  const doors = new Map(known.map(({ orderId, code }) => [orderId, code]));
  const keys = [...doors].map(([id, code]) => adminOrderButton.button(code, { id }));
  const text = [notices.together.title(known.length), "", ...lines].join("\n");
  return { text, keyboard: inRows(keys, 2) };
}

// --- internal ---

type Mergeable = {
  readonly kind: "admin_new_order" | "admin_order_paid" | "admin_order_expired";
  readonly orderId: OrderId;
};

function isMergeable(message: PlainMessage): message is Mergeable {
  return ["admin_new_order", "admin_order_paid", "admin_order_expired"].includes(message.kind);
}
