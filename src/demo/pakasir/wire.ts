import type { SimulatedCharge } from "./charges.ts";

/** The replies of both versions, as the gateway writes them. */

export function createdV2(charge: SimulatedCharge, slug: string, baseUrl: string) {
  if (charge.method === "payment_link") {
    return { txn_id: charge.txnId, payment_link: payLink(charge, baseUrl) };
  }
  return {
    txn_id: charge.txnId,
    project: slug,
    order_id: charge.orderId,
    amount: charge.amount,
    fee: charge.fee,
    total_payment: charge.total,
    payment_method: charge.method,
    ...(charge.accountNumber ? { va_number: charge.accountNumber } : { qr_string: charge.qr }),
    expired_at: timestamp(charge.expiresAt, charge.txnId),
    is_sandbox: charge.isSandbox,
  };
}

/** Also the body of the version 2 webhook. */
export function statusV2(charge: SimulatedCharge) {
  return {
    txn_id: charge.txnId,
    order_id: charge.orderId,
    amount: charge.paidAmount ?? charge.amount,
    is_sandbox: charge.isSandbox,
    status: wireState(charge),
    ...(charge.completedAt ? { completed_at: timestamp(charge.completedAt, charge.txnId) } : {}),
  };
}

export function createdV1(charge: SimulatedCharge, slug: string) {
  return {
    payment: {
      project: slug,
      order_id: charge.orderId,
      amount: charge.amount,
      fee: charge.fee,
      total_payment: charge.total,
      payment_method: charge.method,
      payment_number: charge.accountNumber ?? charge.qr,
      expired_at: timestamp(charge.expiresAt, charge.txnId),
    },
  };
}

/** Also the body of the version 1 webhook, which is flat and unsigned. */
export function statusV1(charge: SimulatedCharge, slug: string) {
  return {
    amount: charge.paidAmount ?? charge.amount,
    order_id: charge.orderId,
    project: slug,
    status: wireState(charge),
    payment_method: charge.method,
    completed_at: charge.completedAt ? jakartaTime(charge.completedAt) : "",
    is_sandbox: charge.isSandbox,
  };
}

export function payLink(charge: SimulatedCharge, baseUrl: string): string {
  return `${baseUrl}/pay-v2/${charge.txnId}`;
}

// --- internal ---

/** The gateway knows no "expired": what was not paid in time is canceled, with one l. */
function wireState({ state }: SimulatedCharge): string {
  return state === "expired" ? "canceled" : state;
}

/** Nanoseconds, as the gateway's own server writes them. */
function timestamp(at: Date, seed: string): string {
  const digits = Bun.hash.crc32(seed).toString().padStart(6, "7").slice(-6);
  return at.toISOString().replace("Z", `${digits}Z`);
}

function jakartaTime(at: Date): string {
  const shifted = new Date(at.getTime() + 7 * 3_600_000);
  return shifted.toISOString().replace("Z", "+07:00");
}
