import { seconds } from "../../lib/clock.ts";
import { noMoney } from "../../lib/money.ts";
import type { ChargeQuery, ChargeStatus, PaymentGateway } from "../payments/gateway.ts";
import { retryAt, soonestCheck } from "../payments/payment.ts";
import {
  claimEvents,
  closeEvent,
  type PaymentEvent,
  postponeEvent,
} from "../payments/payment-events.queries.ts";
import { findPaymentByReference, type Payment } from "../payments/payments.queries.ts";
import { type CheckDeps, confirmedBy } from "./check-payment.ts";
import { settlePayment } from "./settle-payment.ts";

/** Asks the gateway about everything it called us with; its own word alone moves money. */
export async function processEvents(
  deps: CheckDeps,
  { limit = 20 }: { readonly limit?: number } = {},
): Promise<number> {
  const now = deps.clock.now();
  const until = new Date(now.getTime() + lease);
  const events = await claimEvents(deps.db, { now, until, limit });
  await Promise.all(events.map((event) => processOne(deps, event)));
  return events.length;
}

// --- internal ---

/** Longer than the gateway may take to answer; who died with a callback is waited for no longer. */
const lease = seconds(15);

/** After so many times the job's own checks have to do. */
const mostAttempts = 10;

type Outcome =
  | "settled"
  | "already_settled"
  | "sandbox_refused"
  | "not_paid"
  | "not_confirmed"
  | "unknown"
  | "no_gateway";

async function processOne(deps: CheckDeps, event: PaymentEvent): Promise<void> {
  const { db, clock, log } = deps;
  try {
    const outcome = await act(deps, event);
    const now = clock.now();
    if (outcome === "busy") {
      await postponeEvent(db, { id: event.id, until: new Date(now.getTime() + soonestCheck) });
    } else if (outcome === "again" && event.attempts < mostAttempts) {
      await postponeEvent(db, { id: event.id, until: retryAt(event.attempts, now) });
    } else {
      const said = outcome === "again" ? "not_confirmed" : outcome;
      await closeEvent(db, { id: event.id, outcome: said, at: now });
    }
  } catch (error) {
    // The claim runs out and it is tried again.
    log.error(`[payments] Event ${event.id} (${event.reference}) failed`, error);
  }
}

async function act(deps: CheckDeps, event: PaymentEvent): Promise<Outcome | "again" | "busy"> {
  const gateway = deps.gateways.get(event.gateway);
  if (!gateway) return "no_gateway";
  const payment = await findPaymentByReference(deps.db, event);
  const query = queryFor(event, payment);
  if (payment?.state === "paid" && payment.transactionId === query.transactionId) {
    return "already_settled";
  }
  const answer = await gateway.status(query);
  if (answer.ok) return decide(deps, gateway, answer.value);
  if (answer.reason === "busy") return "busy";
  if (answer.reason === "unknown") return "unknown";
  deps.log.warning(`[payments] Event ${event.id} is not confirmed yet: ${answer.reason}`);
  return "again";
}

function queryFor(event: PaymentEvent, payment: Payment | undefined): ChargeQuery {
  const transactionId = event.transactionId ?? payment?.transactionId ?? event.reference;
  const amount = payment?.amount ?? event.hint.amount ?? noMoney;
  return { transactionId, reference: event.reference, amount };
}

async function decide(
  deps: CheckDeps,
  gateway: PaymentGateway,
  status: ChargeStatus,
): Promise<Outcome | "again"> {
  // The gateway's own books may lag behind its callback.
  if (status.state === "pending") return "again";
  if (status.state !== "completed") return "not_paid";
  const money = confirmedBy(gateway.name, status, deps.clock.now());
  return (await settlePayment(deps, money)).kind;
}
