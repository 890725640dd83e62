import { eq, sql } from "drizzle-orm";
import type { Db, Tx } from "../../../db/client.ts";
import { orderItems, orders } from "../../../db/schema/orders.ts";
import type { CustomerId, OrderId, PaymentId } from "../../lib/ids.ts";
import { minus, type Rupiah, rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { closePayments } from "../payments/close-payments.ts";
import { createPayment } from "../payments/create-payment.ts";
import { type PayMethod, payMethod, takes } from "../payments/offered-methods.ts";
import { manualGateway } from "../payments/payment.ts";
import { openPaymentOf } from "../payments/payments.queries.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/setting-rules.ts";
import { countAvailable } from "../stock/stock.queries.ts";
import { moveWallet } from "../wallet/move-wallet.ts";
import type { CheckoutDeps } from "./checkout.ts";
import { completeOrder } from "./complete-order.ts";
import { holdFor } from "./hold.ts";
import type { OrderState } from "./order.ts";
import { writeOrderEvent } from "./order-events.ts";

export type MethodChange = {
  readonly orderId: OrderId;
  readonly customerId: CustomerId;
  /** A gateway's method, `manual`, or `wallet` for all that is still due. */
  readonly method: string;
};

export type MethodRefusal =
  | "not_found"
  | "not_awaiting"
  | "method_off"
  | "outside_limits"
  | "wallet_off"
  | "wallet_short";

export type MethodRefusalDetail = {
  readonly state?: OrderState;
  readonly amount?: Rupiah;
  readonly min?: Rupiah;
  readonly max?: Rupiah;
};

export type ChangedMethod = {
  readonly state: Extract<OrderState, "awaiting_payment" | "paid">;
  /** The payment to ask the gateway for; nothing where the wallet paid. */
  readonly payment: { readonly id: PaymentId; readonly gateway: string } | undefined;
  readonly expiresAt: Date;
};

type Outcome = Result<ChangedMethod, MethodRefusal, MethodRefusalDetail>;
type Deps = Pick<CheckoutDeps, "clock" | "gateways" | "expiryMinutes">;

/**
 * Another way to pay for the same order: a new attempt with a reference of its own. The old charge
 * is closed but watched, because it may have been paid at this moment.
 */
export function changeMethod(
  { db, ...deps }: Deps & { readonly db: Db },
  change: MethodChange,
): Promise<Outcome> {
  return db.transaction((tx) => changeMethodIn(tx, deps, change));
}

export async function changeMethodIn(
  tx: Tx,
  deps: Deps,
  { orderId, customerId, method }: MethodChange,
): Promise<Outcome> {
  const at = deps.clock.now();
  const [order] = await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
  if (order?.customerId !== customerId) return refuse("not_found", {});
  if (order.state !== "awaiting_payment" || order.expiresAt <= at)
    return refuse("not_awaiting", { state: order.state });
  const settings = await readSettings(tx);
  if (method === "wallet") return payByWallet(tx, { order, settings, at });

  const amount = minus(order.total, order.walletAmount);
  const offered = payMethod(deps.gateways, settings, method);
  if (!offered) return refuse("method_off", {});
  const { min, max, gateway } = offered;
  if (!takes(offered, amount)) return refuse("outside_limits", { amount, min, max });
  const open = await openPaymentOf(tx, { orderId });
  if (open?.method === method && open.gateway === gateway)
    return ok({
      state: "awaiting_payment",
      payment: { id: open.id, gateway },
      expiresAt: order.expiresAt,
    });

  const expiresAt = await newExpiry(tx, { deps, settings, order, offered, at });
  await tx.update(orders).set({ expiresAt }).where(eq(orders.id, orderId));
  await closePayments(tx, { for: { orderIds: [orderId] }, state: "cancelled", at });
  const { code } = order;
  const attempt = { for: { orderId }, code, customerId, gateway, method, amount, expiresAt, at };
  const id = await createPayment(tx, attempt);
  await writeOrderEvent(tx, { orderId, at, event: "method_changed", note: method });
  return ok({ state: "awaiting_payment", payment: { id, gateway }, expiresAt });
}

// --- internal ---

type Order = typeof orders.$inferSelect;

async function payByWallet(
  tx: Tx,
  { order, settings, at }: { order: Order; settings: Settings; at: Date },
): Promise<Outcome> {
  if (!settings.walletEnabled) return refuse("wallet_off", {});
  const { id: orderId, customerId, total, expiresAt } = order;
  const amount = minus(total, order.walletAmount);
  const paid = await tx
    .transaction(async (attempt) => {
      await closePayments(attempt, { for: { orderIds: [orderId] }, state: "cancelled", at });
      await lockUnits(attempt, orderId);
      const moved = await moveWallet(attempt, {
        ...{ customerId, orderId, at, kind: "purchase", cause: `order:${orderId}:wallet:rest` },
        amount: rupiah(-amount),
      });
      if (!moved.ok) throw new WalletShort();
      await attempt.update(orders).set({ walletAmount: total }).where(eq(orders.id, orderId));
      await writeOrderEvent(attempt, { orderId, at, event: "method_changed", note: "wallet" });
      return completeOrder(attempt, { orderId, at });
    })
    .catch((error: unknown) => {
      if (error instanceof WalletShort) return undefined;
      throw error;
    });
  if (!paid) return refuse("wallet_short", { amount });
  if (!paid.ok) throw new Error(`Order ${orderId} is locked and yet ${paid.reason}`);
  return ok({ state: "paid", payment: undefined, expiresAt });
}

class WalletShort extends Error {
  override name = "WalletShort";
}

/** Completion sells them and uses the voucher, but both are locked before the wallet by everybody. */
async function lockUnits(tx: Tx, orderId: OrderId): Promise<void> {
  await tx.execute(sql`
    select from product_contents where order_id = ${orderId} order by id for update`);
  await tx.execute(sql`
    select from voucher_uses where order_id = ${orderId} for update`);
}

/**
 * A transfer by hand takes longer, and a charge never outlives its own time; going back and forth
 * gains nothing, because both count from when the order was placed or end sooner than it did.
 */
async function newExpiry(
  tx: Tx,
  {
    deps,
    settings,
    order,
    offered,
    at,
  }: {
    deps: Deps;
    settings: Settings;
    order: Order;
    offered: PayMethod;
    at: Date;
  },
): Promise<Date> {
  const isManual = offered.gateway === manualGateway;
  const isScarce = await leavesLittle(tx, order.id, settings);
  if (isManual) {
    const until = holdFor(deps, settings, { from: order.createdAt, isManual, isScarce });
    return later(until, order.expiresAt);
  }
  const until = holdFor(deps, settings, { from: at, isManual, isScarce: false });
  return sooner(until, order.expiresAt);
}

/** What the order holds itself is no longer available. */
async function leavesLittle(tx: Tx, orderId: OrderId, { scarceAt }: Settings): Promise<boolean> {
  const held = await tx
    .selectDistinct({ productId: orderItems.productId })
    .from(orderItems)
    .where(
      sql`${orderItems.orderId} = ${orderId} and exists (select from product_contents c
        where c.order_id = ${orderItems.orderId} and c.product_id = ${orderItems.productId})`,
    );
  for (const { productId } of held) {
    if ((await countAvailable(tx, productId, scarceAt)) < scarceAt) return true;
  }
  return false;
}

function later(a: Date, b: Date): Date {
  return new Date(Math.max(a.getTime(), b.getTime()));
}

function sooner(a: Date, b: Date): Date {
  return new Date(Math.min(a.getTime(), b.getTime()));
}
