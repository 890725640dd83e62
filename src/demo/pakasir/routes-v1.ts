import { type ApiAnswer, type ApiCall, errorAnswer } from "./api.ts";
import type { ChargeRegister, SimulatedCharge } from "./charges.ts";
import { isMethod, isWithinLimits } from "./tariff.ts";
import { createdV1, statusV1 } from "./wire.ts";

/** What version 1 carries in its body or query, key included. */
export type AskedV1 = {
  readonly project: string;
  readonly orderId: string;
  readonly amount: number;
  readonly apiKey: string;
};

export function readAskedV1(fields: Record<string, unknown>): AskedV1 {
  const text = (name: string) => String(fields[name] ?? "");
  return {
    project: text("project"),
    orderId: text("order_id"),
    amount: Number(fields["amount"]),
    apiKey: text("api_key"),
  };
}

export function createCallV1(
  register: ChargeRegister,
  asked: AskedV1,
  { method, slug }: { method: string; slug: string },
): ApiCall {
  const { orderId, amount } = asked;
  return {
    ...callFor("create", asked),
    execute() {
      if (!isMethod(method) || method === "payment_link") return refused("Unknown payment method");
      if (orderId === "") return refused("order_id is required");
      if (!Number.isSafeInteger(amount) || !isWithinLimits(method, amount)) {
        return refused("amount is outside the limits");
      }
      const charge = register.findOrOpen({ orderId, amount, method, version: 1 });
      return charge.ok
        ? { status: 200, body: createdV1(charge.value, slug) }
        : refused("order_id is already used with other values");
    },
  };
}

export function detailCallV1(register: ChargeRegister, asked: AskedV1, slug: string): ApiCall {
  return {
    ...callFor("status", asked),
    execute() {
      const charge = chargeFor(register, asked);
      return charge ? { status: 200, body: { transaction: statusV1(charge, slug) } } : notFound;
    },
  };
}

export function cancelCallV1(register: ChargeRegister, asked: AskedV1): ApiCall {
  return {
    ...callFor("cancel", asked),
    execute() {
      const charge = chargeFor(register, asked);
      if (!charge) return notFound;
      return register.end(charge, "canceled").ok
        ? { status: 200, body: { success: true } }
        : refused("Transaction is already completed or canceled");
    },
  };
}

/** Both versions have a simulated payment, for projects in the sandbox alone. */
export function simulateCall(
  register: ChargeRegister,
  asked: AskedV1,
  pay: (charge: SimulatedCharge) => boolean,
): ApiCall {
  return {
    ...callFor("simulate", asked),
    execute() {
      const charge = register.find(asked.orderId);
      if (!charge) return notFound;
      if (!charge.isSandbox) return errorAnswer(1, 403, "The project is not in the sandbox");
      return pay(charge) ? { status: 200, body: { success: true } } : refused("Already over");
    },
  };
}

// --- internal ---

const notFound: ApiAnswer = errorAnswer(1, 404, "Transaction not found");
const refused = (message: string) => errorAnswer(1, 400, message);

function callFor(name: ApiCall["name"], { project, apiKey, orderId }: AskedV1) {
  return { name, version: 1, orderId, credentials: { slug: project, apiKey } } as const;
}

function chargeFor(register: ChargeRegister, { orderId, amount }: AskedV1) {
  const charge = register.byOrderId(orderId);
  return charge?.amount === amount ? charge : undefined;
}
