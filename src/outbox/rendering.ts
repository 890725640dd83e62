import type { OrderId, PaymentId, ProductId } from "../lib/ids.ts";
import type { Message } from "../shop/messages/message.ts";
import type { OutgoingCall } from "./outgoing-call.ts";

/**
 * Puts the shop's messages into words and pictures at the moment they are sent, so that they show
 * the present state and the language the person has now. Nothing means: no longer worth saying.
 */
export type Rendering = {
  notice(message: PlainMessage, chatId: number): Promise<OutgoingCall | undefined>;
  goods(part: GoodsPart, chatId: number): Promise<Editable | undefined>;
  invoice(paymentId: PaymentId, chatId: number): Promise<Editable | undefined>;
  /** The products of an order whose goods are a file: each is a message of its own. */
  filesOf(orderId: OrderId): Promise<readonly ProductId[]>;
};

/** A message that is one call: everything but the goods and the invoice. */
export type PlainMessage = Exclude<Message, { kind: "goods" | "invoice" }>;

/** The order's goods without its files, or the file of one of its products. */
export type GoodsPart = { readonly orderId: OrderId; readonly fileOf?: ProductId };

/** What is first sent, and what is then edited into the message: repeating an edit is harmless. */
export type Editable = {
  readonly fresh: OutgoingCall;
  edit(messageId: number): OutgoingCall;
};
