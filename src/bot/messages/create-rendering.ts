import type { Db } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Vault } from "../../lib/crypto.ts";
import type { TimeZone } from "../../lib/time-zone.ts";
import type { OutboxRow } from "../../outbox/outbox.queries.ts";
import type { OutgoingCall } from "../../outbox/outgoing-call.ts";
import type { PlainMessage, Rendering } from "../../outbox/rendering.ts";
import { languageOf } from "../../shop/customers/see-customer.ts";
import { shopTexts } from "../../shop/settings/shop-texts.ts";
import type { Texts } from "../../texts/id.ts";
import type { Language } from "../../texts/language.ts";
import type { Screen } from "../screen.ts";
import { replyCalls } from "../screen-calls.ts";
import { invoicePlaceholder, invoiceScreen } from "../screens/checkout/invoice.ts";
import { adminNotices } from "./admin-notices.ts";
import { customerNotices, type NoticeContext } from "./customer-notices.ts";
import { fileProductsOf, goodsMessage } from "./goods-message.ts";
import { editableOf } from "./invoice-call.ts";
import { type InvoiceView, readInvoice } from "./read-invoice.ts";
import { togetherScreen } from "./together.ts";

export type RenderingDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly zone: TimeZone;
  readonly defaultLanguage: Language;
};

export type ShopRendering = Rendering & {
  /** Several notices to one chat in one call; nothing, where none is worth saying any more. */
  together(rows: readonly OutboxRow[]): Promise<OutgoingCall | undefined>;
};

/** The shop's messages in words and pictures, in the language that the person has now. */
export function createRendering(deps: RenderingDeps): ShopRendering {
  const { db, clock, vault, zone, defaultLanguage } = deps;
  const textsOf = async (chatId: number): Promise<Texts> => {
    const language = (await languageOf(db, chatId)) ?? defaultLanguage;
    return shopTexts(db, language, clock.now());
  };
  return {
    async notice(message, chatId) {
      const context = { db, zone, vault, chatId, texts: await textsOf(chatId) };
      return firstCall(chatId, await sayNotice(message, context));
    },
    async goods(part, chatId) {
      return goodsMessage({ db, vault }, part, { chatId, texts: await textsOf(chatId) });
    },
    async invoice(paymentId, chatId) {
      const view = await readInvoice(db, paymentId);
      if (!view || isSaidElsewhere(view)) return undefined;
      const words = { texts: await textsOf(chatId), zone };
      return editableOf(chatId, invoicePlaceholder(view, words), invoiceScreen(view, words));
    },
    filesOf: (orderId) => fileProductsOf(db, orderId),
    async together(rows) {
      const chatId = rows[0]?.chatId ?? 0;
      const messages = rows.map(({ body }) => JSON.parse(body ?? "{}") as PlainMessage);
      const context = { db, zone, vault, chatId, texts: await textsOf(chatId) };
      return firstCall(chatId, await togetherScreen(messages, context));
    },
  };
}

// --- internal ---

type Say = (message: PlainMessage, context: NoticeContext) => Promise<Screen | undefined>;

/** Every kind has its words, or this does not compile. */
const says: Readonly<Record<PlainMessage["kind"], unknown>> = {
  ...customerNotices,
  ...adminNotices,
};

function sayNotice(message: PlainMessage, context: NoticeContext): Promise<Screen | undefined> {
  return (says[message.kind] as Say)(message, context);
}

function firstCall(chatId: number, screen: Screen | undefined): OutgoingCall | undefined {
  return screen && replyCalls(chatId, screen)[0];
}

/** Nobody has seen this invoice, and now there is nothing to pay: the goods or a notice say so. */
function isSaidElsewhere({ payment }: InvoiceView): boolean {
  const isOver = ["paid", "expired", "cancelled"].includes(payment.state);
  return isOver && payment.invoiceMessageId === null;
}
