import { z } from "zod";
import { rupiah } from "../../lib/money.ts";
import type { ChargeState } from "../../shop/payments/gateway.ts";

/** What the gateway answers, read with tolerance: wrapped or flat, with fields we do not know. */
const amount = z
  .union([z.number(), z.string().regex(/^\d+(\.0{1,2})?$/)])
  .transform(Number)
  .pipe(z.number().int().min(0).max(1_000_000_000))
  .transform((value) => rupiah(value));

const text = z.string().trim().min(1);
const optionalText = text.optional().catch(undefined);
const isSandbox = z.boolean().default(false).catch(false);
const moment = z.string().transform(readTimestamp).optional().catch(undefined);

export const chargeReply = unwrapped(
  z.object({
    txn_id: optionalText,
    project: optionalText,
    order_id: text,
    amount,
    fee: amount,
    total_payment: amount,
    payment_method: optionalText,
    qr_string: optionalText,
    va_number: optionalText,
    payment_number: optionalText,
    expired_at: moment,
    is_sandbox: isSandbox,
  }),
);
export type ChargeReply = z.output<typeof chargeReply>;

export const stateReply = z
  .enum(["pending", "completed", "canceled", "cancelled", "expired"])
  .transform((state): ChargeState => (state === "canceled" ? "cancelled" : state));

export const statusReply = unwrapped(
  z.object({
    txn_id: optionalText,
    project: optionalText,
    order_id: text,
    amount,
    status: stateReply,
    completed_at: moment,
    is_sandbox: isSandbox,
  }),
);
export type StatusReply = z.output<typeof statusReply>;

/** Methods whose fee is not a plain number are left out. */
export const feeReply = unwrapped(z.record(z.string(), z.unknown())).transform((fees) =>
  Object.fromEntries(
    Object.entries(fees).flatMap(([method, fee]) => {
      const read = amount.safeParse(fee);
      return read.success ? [[method, read.data]] : [];
    }),
  ),
);

/** A webhook, of which only the reference is needed. */
export const callbackBody = unwrapped(
  z.object({
    txn_id: optionalText,
    project: optionalText,
    order_id: text,
    amount: amount.optional().catch(undefined),
    status: stateReply.optional().catch(undefined),
  }),
);

export const errorReply = z
  .object({ message: z.string().optional(), error: z.string().optional() })
  .transform(({ message, error }) => message ?? error);

// --- internal ---

const wrappers = ["data", "payment", "transaction"] as const;

function unwrapped<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((reply) => {
    if (typeof reply !== "object" || reply === null) return reply;
    const fields = reply as Record<string, unknown>;
    const inner = wrappers.map((name) => fields[name]);
    return inner.find((value) => typeof value === "object" && value !== null) ?? reply;
  }, schema);
}

/** The gateway writes nanoseconds; a Date holds milliseconds, and not every engine reads more. */
function readTimestamp(value: string): Date | undefined {
  const at = new Date(value.replace(/(\.\d{3})\d+/, "$1"));
  return Number.isNaN(at.getTime()) ? undefined : at;
}
