import { ok, refuse } from "../../lib/result.ts";
import type {
  Charge,
  ChargeQuery,
  ChargeRequest,
  ChargeStatus,
} from "../../shop/payments/gateway.ts";
import type { Answer } from "./ask.ts";
import type { ChargeReply, StatusReply } from "./replies.ts";

/** Strict where it counts: a charge of another order or amount is not ours, whatever it says. */
export function decideCharge(
  request: ChargeRequest,
  reply: ChargeReply,
  {
    slug,
    transactionId,
    payUrl,
  }: { slug: string; transactionId: string | undefined; payUrl: string },
): Answer<Charge> {
  if (transactionId === undefined) return refuse("unavailable", "the charge has no transaction id");
  if (reply.project !== undefined && reply.project !== slug) {
    return refuse("rejected", "the charge belongs to another project");
  }
  if (reply.order_id !== request.reference) {
    return refuse("rejected", "the charge belongs to another order");
  }
  if (reply.amount !== request.amount) {
    return refuse("rejected", `the charge is over ${reply.amount}, not ${request.amount}`);
  }
  if (reply.payment_method !== undefined && reply.payment_method !== request.method) {
    return refuse("rejected", "the charge has another payment method");
  }
  const isQr = request.method === "qris";
  const qr = isQr ? (reply.qr_string ?? reply.payment_number) : undefined;
  const accountNumber = isQr ? undefined : (reply.va_number ?? reply.payment_number);
  if (qr === undefined && accountNumber === undefined) {
    return refuse("unavailable", "the charge has nothing to pay with");
  }
  return ok({
    transactionId,
    reference: request.reference,
    amount: reply.amount,
    fee: reply.fee,
    total: reply.total_payment,
    method: request.method,
    ...(qr === undefined ? {} : { qr }),
    ...(accountNumber === undefined ? {} : { accountNumber }),
    payUrl,
    ...(reply.expired_at ? { expiresAt: reply.expired_at } : {}),
    isSandbox: reply.is_sandbox,
  });
}

/**
 * The amount is handed on as told, since odd money that really came has to end somewhere; but a
 * status of another transaction, order or world (sandbox) says nothing about this one.
 */
export function decideStatus(
  query: ChargeQuery,
  reply: StatusReply,
  slug: string,
): Answer<ChargeStatus> {
  if (reply.txn_id !== undefined && reply.txn_id !== query.transactionId) {
    return refuse("rejected", "the status belongs to another transaction");
  }
  if (reply.project !== undefined && reply.project !== slug) {
    return refuse("rejected", "the status belongs to another project");
  }
  if (reply.order_id !== query.reference) {
    return refuse("rejected", "the status belongs to another order");
  }
  if (query.isSandbox !== undefined && reply.is_sandbox !== query.isSandbox) {
    return refuse("rejected", "the status and the charge disagree about the sandbox");
  }
  return ok({
    transactionId: query.transactionId,
    reference: query.reference,
    amount: reply.amount,
    state: reply.status,
    ...(reply.completed_at ? { completedAt: reply.completed_at } : {}),
    isSandbox: reply.is_sandbox,
  });
}
