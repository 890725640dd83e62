import { eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { deposits } from "../../../db/schema/money.ts";
import type { DepositId } from "../../lib/ids.ts";
import { noMoney } from "../../lib/money.ts";
import { type QueuedMessage, queueMessages } from "../messages/queue-message.ts";
import { closePayments } from "../payments/close-payments.ts";
import { invoiceMessage } from "../payments/invoice-message.ts";
import type { Payment } from "../payments/payments.queries.ts";
import type { ConfirmedMoney, Settled } from "./confirmed-money.ts";
import { attentionMessage, moneyToWalletMessage, recordMoney } from "./record-money.ts";
import type { Circumstance } from "./resolve-money.ts";

export type DepositMoney = {
  readonly depositId: DepositId;
  readonly payment: Payment;
  readonly money: ConfirmedMoney;
  readonly at: Date;
};

/** What came is what is credited, on time or late, as asked for or not. */
export async function settleDeposit(tx: Tx, input: DepositMoney): Promise<Settled> {
  const { depositId, payment, money, at } = input;
  const { customerId } = payment;
  const { amount } = money;
  const [deposit] = await tx.select().from(deposits).where(eq(deposits.id, depositId));
  const circumstance: Circumstance = deposit?.state === "completed" ? "double" : "deposit";
  const split = { toOrder: noMoney, toWallet: amount, unclaimed: noMoney };
  const moneyInId = await recordMoney(tx, {
    ...{ money, circumstance, paymentId: payment.id, depositId, customerId, ...split, at },
  });
  if (circumstance === "deposit") {
    await tx
      .update(deposits)
      .set({ state: "completed", credited: amount, completedAt: at, closedAt: null })
      .where(eq(deposits.id, depositId));
    await closePayments(tx, { for: { depositId }, state: "cancelled", at });
  }
  await queueMessages(tx, [
    invoiceMessage(payment, "paid", at),
    ...(circumstance === "deposit"
      ? completed(input)
      : [moneyToWalletMessage({ customerId, moneyInId, at }), attentionMessage({ moneyInId, at })]),
  ]);
  return { kind: "settled", moneyInId, circumstance, isFulfilled: false, ...split };
}

// --- internal ---

function completed({ depositId, payment, at }: DepositMoney): QueuedMessage[] {
  return [
    {
      to: { chatId: payment.customerId },
      lane: "order",
      message: { kind: "deposit_completed", depositId },
      dedupeKey: `deposit_completed:${depositId}`,
      at,
    },
    {
      to: "admins",
      lane: "notice",
      message: { kind: "admin_deposit", depositId },
      dedupeKey: `admin_deposit:${depositId}`,
      at,
    },
  ];
}
