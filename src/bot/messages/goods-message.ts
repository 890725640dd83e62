import { eq } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { orderItems, orders } from "../../../db/schema/orders.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { OrderId, ProductId } from "../../lib/ids.ts";
import { outgoing } from "../../outbox/outgoing-call.ts";
import type { Editable, GoodsPart } from "../../outbox/rendering.ts";
import { type Goods, goodsOf } from "../../shop/stock/goods-of.ts";
import { escapeHtml } from "../../texts/html.ts";
import type { Texts } from "../../texts/id.ts";
import { ordersButton } from "../buttons/money-buttons.ts";
import { categoriesButton } from "../buttons/shop-buttons.ts";
import { goodsText } from "./goods-text.ts";

type Deps = { readonly db: Db; readonly vault: Vault };
type Shown = { readonly code: string; readonly chatId: number; readonly texts: Texts };

/** A harmless placeholder, and the goods that are edited into it. Nothing, once the money is back. */
export async function goodsMessage(
  { db, vault }: Deps,
  { orderId, fileOf }: GoodsPart,
  { chatId, texts }: Omit<Shown, "code">,
): Promise<Editable | undefined> {
  const [order] = await db
    .select({ code: orders.code, state: orders.state })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (!order || !["paid", "delivered"].includes(order.state)) return undefined;
  const goods = await goodsOf(db, vault, orderId);
  const shown = { code: order.code, chatId, texts };
  if (fileOf === undefined) return allOf(goods, shown);
  const one = goods.find(({ productId }) => productId === fileOf);
  return one?.file ? fileMessage(one, one.file, shown) : undefined;
}

export async function fileProductsOf(db: Db, orderId: OrderId): Promise<readonly ProductId[]> {
  const items = await db
    .select({ productId: orderItems.productId, kind: orderItems.kind })
    .from(orderItems)
    .where(eq(orderItems.orderId, orderId))
    .orderBy(orderItems.productId);
  return items.filter(({ kind }) => kind === "file").map(({ productId }) => productId);
}

// --- internal ---

function allOf(goods: readonly Goods[], { code, chatId, texts }: Shown): Editable | undefined {
  if (goods.length === 0) return undefined;
  const { goods: says } = texts;
  const shown = goodsText(code, goods, texts);
  const keyboard = {
    reply_markup: {
      inline_keyboard: [
        [
          ordersButton.button(says.history, { list: "all", before: 0 }),
          categoriesButton.button(says.shopOn, { page: 0 }),
        ],
      ],
    },
  };
  return {
    fresh: placeholder(chatId, says.preparing(code)),
    edit(messageId) {
      const where = { chat_id: chatId, message_id: messageId };
      if (shown.kind === "message") {
        return outgoing("editMessageText", {
          ...where,
          ...keyboard,
          text: shown.html,
          parse_mode: "HTML",
          link_preview_options: { is_disabled: true },
        });
      }
      const media = { $file: "text", name: shown.name, content: shown.content } as const;
      const words = { caption: shown.html, parse_mode: "HTML" } as const;
      return outgoing("editMessageMedia", {
        ...where,
        ...keyboard,
        media: { type: "document", media, ...words },
      });
    },
  };
}

function fileMessage(
  { name, instructions }: Goods,
  file: NonNullable<Goods["file"]>,
  { code, chatId, texts }: Shown,
): Editable {
  const { goods: says } = texts;
  const base64 = Buffer.from(file.bytes).toString("base64");
  const media = { $file: "bytes", name: file.name, base64 } as const;
  const hint = escapeHtml(instructions);
  const head = `${says.title(code)}\n📎 <b>${escapeHtml(name)}</b>`;
  const caption = hint && head.length + hint.length < 1_000 ? `${head}\n\n${hint}` : head;
  return {
    fresh: placeholder(chatId, says.preparingFile(name)),
    edit: (messageId) =>
      outgoing("editMessageMedia", {
        chat_id: chatId,
        message_id: messageId,
        media: { type: "document", media, caption, parse_mode: "HTML" },
      }),
  };
}

function placeholder(chatId: number, text: string) {
  return outgoing("sendMessage", { chat_id: chatId, text, parse_mode: "HTML" });
}
