import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { moneyIn, payments } from "../../../db/schema/money.ts";
import type { PaymentId } from "../../lib/ids.ts";
import { noMoney } from "../../lib/money.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { payableStates } from "../payments/payment.ts";
import {
  findPaymentByReference,
  lockPayment,
  type Payment,
  paidThingOf,
} from "../payments/payments.queries.ts";
import type { ConfirmedMoney, SettleDeps, Settled, Settlement } from "./confirmed-money.ts";
import { attentionMessage, recordMoney } from "./record-money.ts";
import { refuseSandbox } from "./refuse-sandbox.ts";
import { settleDeposit } from "./settle-deposit.ts";
import { settleOrder } from "./settle-order.ts";

/**
 * The one place where confirmed money enters the shop: one transaction from the money to the
 * goods, so that a crash leaves all of it or nothing. Repeating it changes nothing.
 */
export async function settlePayment(deps: SettleDeps, money: ConfirmedMoney): Promise<Settlement> {
  const settlement = await deps.db.transaction((tx) => settleWithin(tx, deps, money));
  announceSettlement(deps, money, settlement);
  return settlement;
}

/** The same for whoever has more to do in the transaction; the announcement follows the commit. */
export async function settleWithin(
  tx: Tx,
  { clock, acceptsSandbox }: Pick<SettleDeps, "clock" | "acceptsSandbox">,
  money: ConfirmedMoney,
): Promise<Settlement> {
  const found = await findPaymentByReference(tx, money);
  const payment = found ? await lockPayment(tx, found.id) : await lockUnknown(tx, money);
  // Behind the lock: whoever settles the same money at this moment is done when we have it.
  if ((await isKnown(tx, money)) || isKnownByOtherName(payment, money)) {
    return { kind: "already_settled" };
  }
  const at = clock.now();
  const isPlayMoney = money.isSandbox && !acceptsSandbox;
  const isOtherWorld = payment?.isSandbox != null && payment.isSandbox !== money.isSandbox;
  if (isPlayMoney || isOtherWorld) {
    const isNews = await refuseSandbox(tx, { payment, money, at });
    return { kind: "sandbox_refused", isNews };
  }
  if (!payment) return settleUnknown(tx, money, at);
  await markPaid(tx, { id: payment.id, money, at });
  const thing = paidThingOf(payment);
  return "orderId" in thing
    ? settleOrder(tx, { ...thing, payment, money, at })
    : settleDeposit(tx, { ...thing, payment, money, at });
}

export function announceSettlement(
  { log, wake }: Pick<SettleDeps, "log" | "wake">,
  money: ConfirmedMoney,
  settlement: Settlement,
): void {
  if (settlement.kind === "already_settled") return;
  wake?.();
  const name = `${money.gateway}:${money.transactionId} (${money.reference}, ${money.amount})`;
  if (settlement.kind === "sandbox_refused") {
    if (!settlement.isNews) return;
    log.error(`[payments] ${name} is from the other world (sandbox or live): nothing moved`);
    return;
  }
  const { circumstance, toOrder, toWallet, unclaimed } = settlement;
  const where = `to order ${toOrder}, to wallet ${toWallet}, unclaimed ${unclaimed}`;
  if (circumstance === "unknown") {
    log.error(`[payments] ${name} names nothing that we know: ${where}. An admin decides whose.`);
  } else {
    log.info(`[payments] ${name} settled as ${circumstance}: ${where}`);
  }
}

// --- internal ---

/** There is no row to lock: two who know of the same money at once must not both write it down. */
async function lockUnknown(tx: Tx, { gateway, transactionId }: ConfirmedMoney): Promise<undefined> {
  const name = `${gateway}:${transactionId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('money_in'), hashtext(${name}))`);
}

async function isKnown(tx: Tx, { gateway, transactionId }: ConfirmedMoney): Promise<boolean> {
  const [row] = await tx
    .select({ id: moneyIn.id })
    .from(moneyIn)
    .where(and(eq(moneyIn.gateway, gateway), eq(moneyIn.transactionId, transactionId)));
  return row !== undefined;
}

/**
 * An API that knows a charge by its reference alone (Pakasir's first version) has that for the
 * transaction's id: after a change of version the same money is not new.
 */
function isKnownByOtherName(payment: Payment | undefined, money: ConfirmedMoney): boolean {
  if (payment?.state !== "paid") return false;
  const { reference } = payment;
  return (payment.transactionId === reference) !== (money.transactionId === reference);
}

/** Whatever it was before: money that came is never unsaid. */
async function markPaid(
  tx: Tx,
  { id, money, at }: { id: PaymentId; money: ConfirmedMoney; at: Date },
): Promise<void> {
  await tx
    .update(payments)
    .set({
      state: "paid",
      paidAt: at,
      transactionId: sql`coalesce(${payments.transactionId}, ${money.transactionId})`,
      nextCheckAt: null,
      lastError: null,
    })
    .where(and(eq(payments.id, id), inArray(payments.state, [...payableStates])));
}

/** Real money that names no payment of ours waits for an admin, and the owner hears of it. */
async function settleUnknown(tx: Tx, money: ConfirmedMoney, at: Date): Promise<Settled> {
  const split = { toOrder: noMoney, toWallet: noMoney, unclaimed: money.amount };
  const moneyInId = await recordMoney(tx, { money, circumstance: "unknown", ...split, at });
  await queueMessages(tx, [attentionMessage({ moneyInId, at })]);
  return { kind: "settled", moneyInId, circumstance: "unknown", isFulfilled: false, ...split };
}
