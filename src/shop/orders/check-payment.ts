import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { payments } from "../../../db/schema/money.ts";
import { queueMessages } from "../messages/queue-message.ts";
import type {
  ChargeQuery,
  ChargeState,
  ChargeStatus,
  Gateways,
  PaymentGateway,
} from "../payments/gateway.ts";
import { invoiceMessage } from "../payments/invoice-message.ts";
import { nextClosedCheck, nextOpenCheck, retryAt, soonestCheck } from "../payments/payment.ts";
import { lockPayment, type Payment } from "../payments/payments.queries.ts";
import type { SettleDeps } from "./confirmed-money.ts";
import { settlePayment } from "./settle-payment.ts";

export type CheckDeps = SettleDeps & { readonly gateways: Gateways };

export type Checked =
  | "paid"
  | "pending"
  /** Over at the gateway, and nothing came. */
  | "over"
  /** The gateway could not say; it is asked again. */
  | "no_answer"
  /** There is no charge to ask about. */
  | "no_charge";

/** Asks the gateway what became of a charge, and acts on it. May be repeated at any moment. */
export async function checkPayment(deps: CheckDeps, payment: Payment): Promise<Checked> {
  if (payment.state === "paid") return "paid";
  const gateway = deps.gateways.get(payment.gateway);
  const { transactionId } = payment;
  if (transactionId === null) return "no_charge";
  if (!gateway) {
    // Its settings are gone for now; they may come back while the charge is still watched.
    await schedule(deps, payment, usual(payment, deps.clock.now()));
    return "no_charge";
  }
  // Nothing is said of the sandbox, so that settlement sees money of the other world, and tells.
  const query = { transactionId, reference: payment.reference, amount: payment.amount };
  const answer = await gateway.status(query);
  if (!answer.ok) return noAnswer(deps, payment, answer);
  if (answer.value.state === "completed") return settle(deps, payment, answer.value);
  if (answer.value.state === "pending") return stillPending(deps, { payment, gateway, query });
  await overAtGateway(deps, payment, answer.value.state);
  return "over";
}

/** What the gateway has confirmed, as settlement takes it. */
export function confirmedBy(gateway: string, status: ChargeStatus, now: Date) {
  const { transactionId, reference, amount, isSandbox, completedAt = now } = status;
  return { gateway, transactionId, reference, amount, isSandbox, completedAt };
}

// --- internal ---

async function settle(deps: CheckDeps, payment: Payment, status: ChargeStatus): Promise<Checked> {
  const money = confirmedBy(payment.gateway, status, deps.clock.now());
  const settlement = await settlePayment(deps, money);
  if (settlement.kind !== "sandbox_refused") return "paid";
  await schedule(deps, payment, usual(payment, deps.clock.now()));
  return "over";
}

async function noAnswer(
  deps: CheckDeps,
  payment: Payment,
  { reason, detail }: { reason: string; detail: string },
): Promise<Checked> {
  const now = deps.clock.now();
  if (reason === "busy") {
    await schedule(deps, payment, new Date(now.getTime() + soonestCheck));
    return "no_answer";
  }
  deps.log.warning(`[payments] No status of ${payment.reference}: ${reason} (${detail})`);
  const attempts = payment.attempts + 1;
  const isTemporary = reason === "unavailable" || reason === "misconfigured";
  const next = isTemporary ? retryAt(attempts, now) : usual(payment, now);
  await schedule(deps, payment, next, { attempts, lastError: reason });
  return "no_answer";
}

/** We have closed it, the gateway has not: cancelled there, it can no longer be paid. */
async function stillPending(
  deps: CheckDeps,
  asked: { payment: Payment; gateway: PaymentGateway; query: ChargeQuery },
): Promise<Checked> {
  const { payment, gateway, query } = asked;
  const now = deps.clock.now();
  if (payment.closedAt === null) {
    await schedule(deps, payment, usual(payment, now), { attempts: 0, lastError: null });
    return "pending";
  }
  const answer = await gateway.cancel(query);
  if (!answer.ok) {
    const { reason, detail } = answer;
    deps.log.warning(`[payments] ${payment.reference} was not cancelled: ${reason} (${detail})`);
    await schedule(deps, payment, usual(payment, now));
    return "pending";
  }
  // It may have been paid at that very moment: the next look tells.
  await schedule(deps, payment, new Date(now.getTime() + soonestCheck), { lastError: null });
  return "over";
}

/**
 * The gateway has ended a charge that we took for open: another way to pay may be chosen. A paid
 * one stays paid, whatever the gateway says later.
 */
async function overAtGateway(
  deps: CheckDeps,
  asked: Payment,
  state: Extract<ChargeState, "cancelled" | "expired">,
): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, asked.id);
    if (!payment || payment.state === "paid") return;
    if (payment.closedAt === null) await close(tx, payment, state, now);
    const nextCheckAt = nextClosedCheck({ closedAt: payment.closedAt ?? now }, now);
    await tx
      .update(payments)
      .set({ nextCheckAt, attempts: 0, lastError: null })
      .where(eq(payments.id, payment.id));
  });
  if (asked.closedAt === null) deps.wake?.();
}

async function close(tx: Tx, payment: Payment, state: "cancelled" | "expired", at: Date) {
  await tx.update(payments).set({ state, closedAt: at }).where(eq(payments.id, payment.id));
  await queueMessages(tx, [invoiceMessage(payment, state, at)]);
}

function usual(payment: Payment, now: Date): Date | null {
  const { closedAt } = payment;
  return closedAt === null ? nextOpenCheck(payment, now) : nextClosedCheck({ closedAt }, now);
}

async function schedule(
  { db }: Pick<CheckDeps, "db">,
  { id, state }: Payment,
  nextCheckAt: Date | null,
  rest: { attempts?: number; lastError?: string | null } = {},
): Promise<void> {
  // Closed meanwhile: then its closing has set the next look.
  const isUnchanged = and(eq(payments.id, id), eq(payments.state, state));
  await db
    .update(payments)
    .set({ nextCheckAt, ...rest })
    .where(and(isUnchanged, ne(payments.state, "paid")));
}
