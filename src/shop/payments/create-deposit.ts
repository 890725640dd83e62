import { and, count, eq } from "drizzle-orm";
import type { Db } from "../../../db/client.ts";
import { deposits } from "../../../db/schema/money.ts";
import { type Clock, hours, minutes } from "../../lib/clock.ts";
import type { CustomerId, DepositId, NewCode, PaymentId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/setting-rules.ts";
import { createPayment } from "./create-payment.ts";
import type { Gateways } from "./gateway.ts";
import { offeredMethods, type PayMethod } from "./offered-methods.ts";
import { manualGateway } from "./payment.ts";

export type DepositDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly newCode: NewCode;
  readonly gateways: Gateways;
  /** PAYMENT_EXPIRY_MINUTES, where the settings say nothing. */
  readonly expiryMinutes: number;
};

export type CreatedDeposit = {
  readonly depositId: DepositId;
  readonly paymentId: PaymentId;
  readonly code: string;
};

export type DepositRefusal = "too_small" | "too_large" | "method_not_offered" | "too_many_open";

/** The caller goes on with `requestCharge`; the money comes into the wallet by settlement alone. */
export async function createDeposit(
  { db, clock, newCode, gateways, expiryMinutes }: DepositDeps,
  input: {
    readonly customerId: CustomerId;
    readonly amount: Rupiah;
  } & Pick<PayMethod, "gateway" | "method">,
): Promise<Result<CreatedDeposit, DepositRefusal, Rupiah | undefined>> {
  const { customerId, amount, gateway, method } = input;
  const settings = await readSettings(db);
  if (amount < settings.depositMin) return refuse("too_small", settings.depositMin);
  if (amount > settings.depositMax) return refuse("too_large", settings.depositMax);
  const isOffered = offeredMethods({ gateways, settings }, amount).some(
    (offered) => offered.gateway === gateway && offered.method === method,
  );
  if (!isOffered) return refuse("method_not_offered", undefined);

  return db.transaction(async (tx) => {
    if ((await countOpen(tx, customerId)) >= mostOpen) return refuse("too_many_open", undefined);
    const at = clock.now();
    const expiresAt = new Date(at.getTime() + lifetime(settings, gateway, expiryMinutes));
    const code = newCode("DEP");
    const [row] = await tx
      .insert(deposits)
      .values({ code, customerId, amount, createdAt: at, expiresAt })
      .returning({ id: deposits.id });
    if (!row) throw new Error("No deposit was made");
    const paymentId = await createPayment(tx, {
      for: { depositId: row.id },
      ...{ code, customerId, gateway, method, amount, expiresAt, at },
    });
    return ok({ depositId: row.id, paymentId, code });
  });
}

// --- internal ---

/** Nobody needs more at once, and each is a charge at the gateway. */
const mostOpen = 3;

async function countOpen(tx: Pick<Db, "select">, customerId: CustomerId): Promise<number> {
  const [row] = await tx
    .select({ open: count() })
    .from(deposits)
    .where(and(eq(deposits.customerId, customerId), eq(deposits.state, "pending")));
  return row?.open ?? 0;
}

function lifetime(settings: Settings, gateway: string, expiryMinutes: number): number {
  return gateway === manualGateway
    ? hours(settings.manualExpiryHours)
    : minutes(settings.expiryMinutes ?? expiryMinutes);
}
