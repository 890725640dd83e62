import { type ApiAnswer, type ApiCall, errorAnswer } from "./api.ts";
import type { ChargeRegister } from "./charges.ts";
import { feeTable, isMethod, isWithinLimits } from "./tariff.ts";
import { createdV2, statusV2 } from "./wire.ts";

export type Address = { readonly slug: string; readonly baseUrl: string };

type Asked = {
  readonly register: ChargeRegister;
  readonly headers: Headers;
  readonly slug: string;
};

export function createCallV2({
  register,
  headers,
  slug,
  address,
  orderId,
  body,
}: Asked & { address: Address; orderId: string; body: unknown }): ApiCall {
  return {
    name: "create",
    version: 2,
    orderId,
    credentials: credentials(headers, slug),
    execute() {
      const order = readOrder(body);
      if (typeof order === "string") return errorAnswer(2, 400, order);
      const charge = register.findOrOpen({ ...order, orderId, version: 2 });
      return charge.ok
        ? { status: 200, body: createdV2(charge.value, address.slug, address.baseUrl) }
        : errorAnswer(2, 400, "order_id is already used with other values");
    },
  };
}

export function statusCallV2({
  register,
  headers,
  slug,
  txnId,
}: Asked & { txnId: string }): ApiCall {
  return {
    name: "status",
    version: 2,
    txnId,
    credentials: credentials(headers, slug),
    execute() {
      const charge = register.byTxnId(txnId);
      return charge ? { status: 200, body: statusV2(charge) } : notFound;
    },
  };
}

export function cancelCallV2({
  register,
  headers,
  slug,
  txnId,
}: Asked & { txnId: string }): ApiCall {
  return {
    name: "cancel",
    version: 2,
    txnId,
    credentials: credentials(headers, slug),
    execute() {
      const charge = register.byTxnId(txnId);
      if (!charge) return notFound;
      return register.end(charge, "canceled").ok
        ? { status: 200, body: { message: "Transaction canceled" } }
        : errorAnswer(2, 400, "Transaction is already completed or canceled");
    },
  };
}

export function feeCall(amount: number): ApiCall {
  return {
    name: "fee",
    version: 2,
    execute: () =>
      Number.isSafeInteger(amount) && amount > 0
        ? { status: 200, body: feeTable(amount) }
        : errorAnswer(2, 400, "amount must be a positive whole number"),
  };
}

// --- internal ---

const notFound: ApiAnswer = errorAnswer(2, 404, "Transaction not found");

function credentials(headers: Headers, slug: string) {
  return { slug, apiKey: headers.get("X-Api-Key") ?? "" };
}

function readOrder(body: unknown) {
  const { method, amount } = (typeof body === "object" && body !== null ? body : {}) as {
    method?: unknown;
    amount?: unknown;
  };
  if (!isMethod(method)) return "payment method is not supported";
  if (typeof amount !== "number" || !Number.isSafeInteger(amount)) return "amount must be a number";
  return isWithinLimits(method, amount) ? { method, amount } : "amount is outside the limits";
}
