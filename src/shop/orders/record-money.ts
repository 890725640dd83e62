import type { Tx } from "../../../db/client.ts";
import { moneyIn } from "../../../db/schema/money.ts";
import type { CustomerId, DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import { writeAudit } from "../audit/write-audit.ts";
import type { QueuedMessage } from "../messages/queue-message.ts";
import { moveWallet } from "../wallet/move-wallet.ts";
import type { ConfirmedMoney } from "./confirmed-money.ts";
import type { Circumstance, Split } from "./resolve-money.ts";

export type MoneyRecord = Split & {
  readonly money: ConfirmedMoney;
  readonly circumstance: Circumstance;
  readonly paymentId?: PaymentId | undefined;
  readonly orderId?: OrderId | undefined;
  readonly depositId?: DepositId | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly at: Date;
};

/** Writes down where every rupiah went, and moves what goes to the wallet. Returns its id. */
export async function recordMoney(tx: Tx, record: MoneyRecord): Promise<number> {
  const { money, at, paymentId, orderId, customerId, depositId: _, ...split } = record;
  const { gateway, transactionId, reference, amount, confirmedBy } = money;
  const [row] = await tx
    .insert(moneyIn)
    .values({
      ...{ gateway, transactionId, reference, amount, ...split, receivedAt: at },
      ...{ paymentId, orderId, customerId, confirmedBy },
    })
    .returning({ id: moneyIn.id });
  if (!row) throw new Error(`No record was made of ${gateway}:${transactionId}`);
  await credit(tx, record, row.id);
  await audit(tx, record, row.id);
  return row.id;
}

/** To the customer whose money went to the wallet, and to the admins about anything but plain money. */
export function moneyToWalletMessage({
  customerId,
  moneyInId,
  at,
}: {
  customerId: CustomerId;
  moneyInId: number;
  at: Date;
}): QueuedMessage {
  return {
    to: { chatId: customerId },
    lane: "order",
    message: { kind: "money_to_wallet", moneyInId },
    dedupeKey: `money_to_wallet:${moneyInId}`,
    at,
  };
}

export function attentionMessage({
  moneyInId,
  at,
}: {
  moneyInId: number;
  at: Date;
}): QueuedMessage {
  return {
    to: "admins",
    lane: "notice",
    message: { kind: "admin_money_attention", moneyInId },
    dedupeKey: `admin_money_attention:${moneyInId}`,
    at,
  };
}

// --- internal ---

async function credit(tx: Tx, record: MoneyRecord, moneyInId: number): Promise<void> {
  const { toWallet, customerId, orderId, paymentId, depositId, circumstance, at } = record;
  if (toWallet === 0) return;
  if (customerId === undefined) throw new Error(`Money ${moneyInId} belongs to nobody's wallet`);
  const moved = await moveWallet(tx, {
    ...{ customerId, orderId, paymentId, depositId, at },
    amount: toWallet,
    kind: circumstance === "deposit" ? "deposit" : "payment",
    cause: `money_in:${moneyInId}`,
    actorId: record.money.confirmedBy,
    reason: circumstance,
  });
  if (!moved.ok) throw new Error(`Money ${moneyInId} did not reach the wallet: ${moved.reason}`);
}

async function audit(tx: Tx, record: MoneyRecord, moneyInId: number): Promise<void> {
  const { money, circumstance, orderId, toOrder, toWallet, unclaimed, at } = record;
  const isPlain = circumstance === "exact" || circumstance === "deposit";
  if (isPlain && money.confirmedBy === undefined) return;
  const { gateway, transactionId, reference, amount } = money;
  await writeAudit(tx, {
    at,
    actorId: money.confirmedBy ?? null,
    action: money.confirmedBy === undefined ? `money.${circumstance}` : "money.confirmed",
    subject: orderId === undefined ? `money_in:${moneyInId}` : `order:${orderId}`,
    after: {
      ...{ moneyInId, gateway, transactionId, reference, circumstance },
      ...{ amount, toOrder, toWallet, unclaimed },
    },
    note: money.note,
  });
}
