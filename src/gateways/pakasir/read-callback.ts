import { isSameSecret } from "../../lib/crypto.ts";
import { ok, refuse } from "../../lib/result.ts";
import type { PaymentGateway } from "../../shop/payments/gateway.ts";
import { callbackBody } from "./replies.ts";

/**
 * Version 2 sends a shared secret; without one configured nothing can be trusted, so everything is
 * forged. Version 1 signs nothing, so that anybody may write one: it is no more than a hint, which
 * is all that a callback ever is.
 */
export function callbackReader(options: {
  version: 1 | 2;
  slug: string;
  webhookSecret: string | undefined;
}): PaymentGateway["readCallback"] {
  return ({ headers, body }) => {
    if (options.version === 2 && !isSigned(headers, options.webhookSecret)) {
      return refuse("forged", "the X-Secret header is missing or wrong");
    }
    const read = callbackBody.safeParse(readJson(body));
    if (!read.success) return refuse("malformed", "the body is not a transaction");
    const { txn_id, order_id, project, amount, status } = read.data;
    if (project !== undefined && project !== options.slug) {
      return refuse("malformed", "the transaction belongs to another project");
    }
    return ok({
      reference: order_id,
      ...(txn_id !== undefined && options.version === 2 ? { transactionId: txn_id } : {}),
      ...(amount === undefined ? {} : { amount }),
      ...(status === undefined ? {} : { state: status }),
    });
  };
}

// --- internal ---

function isSigned(
  headers: Readonly<Record<string, string | undefined>>,
  secret: string | undefined,
): boolean {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === "x-secret");
  const given = name === undefined ? undefined : headers[name];
  return Boolean(secret) && isSameSecret(given ?? "", secret ?? "") && given !== undefined;
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
