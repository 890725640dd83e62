import { eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { OrderId } from "../../lib/ids.ts";
import { minus } from "../../lib/money.ts";
import { type QueuedMessage, queueMessages } from "../messages/queue-message.ts";
import { closePayments } from "../payments/close-payments.ts";
import { invoiceMessage } from "../payments/invoice-message.ts";
import type { Payment } from "../payments/payments.queries.ts";
import type { ConfirmedMoney, Settled } from "./confirmed-money.ts";
import { type Order, type Prepared, prepareFulfilment } from "./fulfil-order.ts";
import { writeOrderEvent } from "./order-events.ts";
import { attentionMessage, moneyToWalletMessage, recordMoney } from "./record-money.ts";
import { resolveMoney, splitMoney } from "./resolve-money.ts";

export type OrderMoney = {
  readonly orderId: OrderId;
  readonly payment: Payment;
  readonly money: ConfirmedMoney;
  readonly at: Date;
};

/** The order is fulfilled if it can be; whatever is left of the money goes to the wallet. */
export async function settleOrder(tx: Tx, input: OrderMoney): Promise<Settled> {
  const { orderId, payment, money, at } = input;
  const [order] = await tx.select().from(orders).where(eq(orders.id, orderId));
  if (!order) throw new Error(`Payment ${payment.id} is for an order that is not there`);
  const due = minus(order.total, order.walletAmount);
  const { amount } = money;
  const { circumstance, fulfils } = resolveMoney({ state: order.state, due, amount });
  const prepared = fulfils ? await prepare(tx, order, input) : undefined;
  const isFulfilled = prepared?.ok === true;
  const split = splitMoney({ amount, due, isFulfilled });
  const { customerId } = order;
  const moneyInId = await recordMoney(tx, {
    ...{ money, circumstance, paymentId: payment.id, orderId, customerId, ...split, at },
  });
  if (prepared?.ok) {
    await prepared.finish();
    await closePayments(tx, { for: { orderId }, state: "cancelled", at });
  }
  const settled: Settled = { kind: "settled", moneyInId, circumstance, isFulfilled, ...split };
  await remember(tx, input, { order, settled, prepared });
  return settled;
}

// --- internal ---

function prepare(tx: Tx, order: Order, { money, at }: OrderMoney): Promise<Prepared> {
  return prepareFulfilment(tx, {
    ...{ order, at, confirmedBy: money.confirmedBy, note: money.note },
    cause: `${money.gateway}:${money.transactionId}`,
  });
}

type Ending = {
  readonly order: Order;
  readonly settled: Settled;
  readonly prepared: Prepared | undefined;
};

/** The history and the people: the plain case says no more than goods and a paid invoice. */
async function remember(
  tx: Tx,
  { orderId, payment, money, at }: OrderMoney,
  { order, settled, prepared }: Ending,
): Promise<void> {
  const { circumstance, moneyInId, toWallet, toOrder, isFulfilled } = settled;
  const messages: QueuedMessage[] = [invoiceMessage(payment, "paid", at)];
  if (circumstance !== "exact") {
    const why = prepared && !prepared.ok ? `, ${prepared.shortage}` : "";
    await writeOrderEvent(tx, {
      ...{ orderId, at, event: "odd_money", actorId: money.confirmedBy },
      note: `${circumstance}${why}: to order ${toOrder}, to wallet ${toWallet}`,
    });
    messages.push(attentionMessage({ moneyInId, at }));
  }
  if (toWallet > 0) {
    messages.push(moneyToWalletMessage({ customerId: order.customerId, moneyInId, at }));
  }
  if (isFulfilled && order.state !== "awaiting_payment") {
    messages.push({
      to: { chatId: order.customerId },
      lane: "order",
      message: { kind: "paid_late", orderId },
      dedupeKey: `paid_late:${orderId}`,
      at,
    });
  }
  await queueMessages(tx, messages);
}
