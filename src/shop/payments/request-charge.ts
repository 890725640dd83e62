import { eq, sql } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import { deposits, payments } from "../../../db/schema/money.ts";
import { orders } from "../../../db/schema/orders.ts";
import type { Clock } from "../../lib/clock.ts";
import type { PaymentId } from "../../lib/ids.ts";
import type { Log } from "../../lib/log/log.ts";
import { queueMessages } from "../messages/queue-message.ts";
import type { Charge, GatewayRefusal, Gateways } from "./gateway.ts";
import { invoiceMessage } from "./invoice-message.ts";
import { nextOpenCheck, retryAt, soonestCheck } from "./payment.ts";
import { findPayment, lockPayment, type Payment } from "./payments.queries.ts";

export type ChargeDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly gateways: Gateways;
  readonly log: Log;
  /** Play money: never in a shop that sells for real. */
  readonly acceptsSandbox: boolean;
  /** Tells the outbox that there is something to send. */
  readonly wake?: (() => void) | undefined;
};

export type RequestedCharge =
  | "ready"
  /** The gateway has to be asked again; the customer is offered what works. */
  | "delayed"
  | "failed"
  /** It was closed, or answered already by somebody else. */
  | "not_needed";

/**
 * Asks the gateway for something to pay with. May be repeated at any moment: the same reference
 * with the same values is the same charge.
 */
export async function requestCharge(
  deps: ChargeDeps,
  paymentId: PaymentId,
): Promise<RequestedCharge> {
  const { db, clock, gateways } = deps;
  const payment = await findPayment(db, paymentId);
  if (payment?.state !== "created" || payment.expiresAt <= clock.now()) return "not_needed";
  const gateway = gateways.get(payment.gateway);
  if (!gateway) {
    return giveUp(deps, payment, { reason: "misconfigured", detail: "no such gateway is set up" });
  }
  const { reference, amount, method } = payment;
  const answer = await gateway.create({ reference, amount, method });
  if (answer.ok) return save(deps, payment, answer.value);
  return mayComeRight(answer.reason)
    ? tryLater(deps, payment, answer)
    : giveUp(deps, payment, answer);
}

// --- internal ---

type Refused = { readonly reason: GatewayRefusal; readonly detail: string };

function mayComeRight(reason: GatewayRefusal): boolean {
  return reason === "busy" || reason === "unavailable";
}

async function save(deps: ChargeDeps, asked: Payment, charge: Charge): Promise<RequestedCharge> {
  const fault = unfit(deps, asked, charge);
  if (fault) return giveUp(deps, asked, { reason: "misconfigured", detail: fault });
  const outcome = await deps.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, asked.id);
    if (!payment || payment.transactionId !== null) return "not_needed";
    if (payment.state !== "created") return keepForWatching(tx, payment, charge, deps.clock.now());
    return open(tx, payment, charge, deps.clock.now());
  });
  if (outcome === "ready") deps.wake?.();
  return outcome;
}

function unfit({ acceptsSandbox }: ChargeDeps, asked: Payment, charge: Charge): string | undefined {
  if (charge.isSandbox && !acceptsSandbox) return "the gateway's project is in sandbox mode";
  return charge.amount === asked.amount && charge.reference === asked.reference
    ? undefined
    : "the gateway's charge is not the one asked for";
}

async function open(tx: Tx, payment: Payment, charge: Charge, at: Date): Promise<"ready"> {
  const expiresAt =
    charge.expiresAt && charge.expiresAt < payment.expiresAt ? charge.expiresAt : payment.expiresAt;
  await tx
    .update(payments)
    .set({
      ...columnsOf(charge),
      state: "pending",
      expiresAt,
      attempts: 0,
      lastError: null,
      nextCheckAt: nextOpenCheck(payment, at),
    })
    .where(eq(payments.id, payment.id));
  await endNoLaterThan(tx, payment, expiresAt);
  await queueMessages(tx, [invoiceMessage(payment, "pending", at)]);
  return "ready";
}

/** It was closed while the gateway was asked: the charge is there and has to be cancelled. */
async function keepForWatching(
  tx: Tx,
  payment: Payment,
  charge: Charge,
  at: Date,
): Promise<"not_needed"> {
  await tx
    .update(payments)
    .set({ ...columnsOf(charge), nextCheckAt: new Date(at.getTime() + soonestCheck) })
    .where(eq(payments.id, payment.id));
  return "not_needed";
}

function columnsOf(charge: Charge) {
  return {
    transactionId: charge.transactionId,
    fee: charge.fee,
    total: sql`${payments.amount} + ${charge.fee}`,
    qr: charge.qr ?? null,
    accountNumber: charge.accountNumber ?? null,
    payUrl: charge.payUrl ?? null,
    isSandbox: charge.isSandbox,
  };
}

/** What is paid for ends with the gateway's own time, so that nobody pays for what has expired. */
async function endNoLaterThan(tx: Tx, payment: Payment, expiresAt: Date): Promise<void> {
  const limit = sql`${expiresAt.toISOString()}::timestamptz`;
  if (payment.orderId !== null) {
    await tx
      .update(orders)
      .set({ expiresAt: sql`least(${orders.expiresAt}, ${limit})` })
      .where(eq(orders.id, payment.orderId));
  } else if (payment.depositId !== null) {
    await tx
      .update(deposits)
      .set({ expiresAt: sql`least(${deposits.expiresAt}, ${limit})` })
      .where(eq(deposits.id, payment.depositId));
  }
}

async function tryLater(
  deps: ChargeDeps,
  asked: Payment,
  refused: Refused,
): Promise<RequestedCharge> {
  const { db, clock, log } = deps;
  const attempts = asked.attempts + 1;
  log.warning(`[payments] No charge for ${asked.reference} yet: ${shown(refused)}`);
  const outcome = await db.transaction(async (tx) => {
    const payment = await lockPayment(tx, asked.id);
    if (payment?.state !== "created") return "not_needed";
    const at = clock.now();
    await tx
      .update(payments)
      .set({ attempts, lastError: refused.reason, nextCheckAt: retryAt(attempts, at) })
      .where(eq(payments.id, payment.id));
    await queueMessages(tx, [invoiceMessage(payment, "delayed", at)]);
    return "delayed";
  });
  if (outcome === "delayed") deps.wake?.();
  return outcome;
}

/** Asking again will not help: the customer chooses another way, and the owner hears of it. */
async function giveUp(
  deps: ChargeDeps,
  asked: Payment,
  refused: Refused,
): Promise<RequestedCharge> {
  const { db, clock, log } = deps;
  const outcome = await db.transaction(async (tx) => {
    const payment = await lockPayment(tx, asked.id);
    if (payment?.state !== "created") return "not_needed";
    const at = clock.now();
    await tx
      .update(payments)
      .set({ state: "failed", closedAt: at, lastError: refused.reason, nextCheckAt: null })
      .where(eq(payments.id, payment.id));
    await queueMessages(tx, [
      invoiceMessage(payment, "failed", at),
      {
        to: "admins",
        lane: "notice",
        message: {
          kind: "admin_attention",
          subject: `payment:${payment.id}`,
          detail: `${payment.gateway}/${payment.method}: ${shown(refused)}`,
        },
        dedupeKey: `payment_failed:${payment.id}`,
        at,
      },
    ]);
    return "failed";
  });
  if (outcome === "failed") {
    log.error(
      `[payments] ${asked.gateway} gave no charge for ${asked.reference}: ${shown(refused)}`,
    );
    deps.wake?.();
  }
  return outcome;
}

function shown({ reason, detail }: Refused): string {
  return `${reason} (${detail})`;
}
