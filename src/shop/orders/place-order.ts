import type { Db, Tx } from "../../../db/client.ts";
import type { OrderId } from "../../lib/ids.ts";
import { noMoney, rupiah } from "../../lib/money.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { manualGateway, soonestCheck } from "../payments/payment.ts";
import { reserveStock } from "../stock/stock.queries.ts";
import { reserveVoucher } from "../vouchers/take-voucher.ts";
import { moveWallet } from "../wallet/move-wallet.ts";
import { emptyCart } from "./cart.ts";
import { insertOrder } from "./checkout.queries.ts";
import type {
  Checkout,
  CheckoutDeps,
  CheckoutRefusal,
  PlacedOrder,
  PlaceOrderOutcome,
} from "./checkout.ts";
import { completeOrder } from "./complete-order.ts";
import { type CheckoutPlan, planCheckout } from "./plan-checkout.ts";

export async function placeOrder(
  { db, ...deps }: CheckoutDeps & { readonly db: Db },
  checkout: Checkout,
): Promise<PlaceOrderOutcome> {
  return refusable(() =>
    db.transaction(async (tx) => {
      const planned = await planCheckout(tx, deps, checkout);
      return planned.ok ? carryOut(tx, deps, planned.value) : planned;
    }),
  );
}

/** For a caller with a transaction of his own, which a refusal leaves as it was. */
export async function placeOrderIn(
  tx: Tx,
  deps: CheckoutDeps,
  checkout: Checkout,
): Promise<PlaceOrderOutcome> {
  const planned = await planCheckout(tx, deps, checkout);
  if (!planned.ok) return planned;
  return refusable(() => tx.transaction((savepoint) => carryOut(savepoint, deps, planned.value)));
}

// --- internal ---

/** Somebody was first: what was written up to here goes back, and the reason goes to the buyer. */
class Overtaken extends Error {
  override name = "Overtaken";
  readonly refusal: CheckoutRefusal;
  constructor(refusal: CheckoutRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

async function refusable(work: () => Promise<PlaceOrderOutcome>): Promise<PlaceOrderOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Overtaken) return error.refusal;
    throw error;
  }
}

/** Locks in the order that order.ts names; lines come by rising product id. */
async function carryOut(
  tx: Tx,
  deps: CheckoutDeps,
  plan: CheckoutPlan,
): Promise<{ readonly ok: true; readonly value: PlacedOrder }> {
  const { orderId, bill, at, expiresAt } = plan;
  const code = deps.newCode("INV");
  // Sent one after the other and answered together: the order of the locks is kept.
  const [paymentId] = await Promise.all([
    insertOrder(tx, toInsert(plan, code)),
    reserveUnits(tx, plan),
    bill.due > 0 ? tellAdmins(tx, orderId, at) : undefined,
  ]);
  await takeVoucher(tx, plan);
  await takeFromWallet(tx, plan);
  if (plan.checkout.lines === "cart") await emptyCart(tx, plan.checkout.customerId);
  if (bill.due === noMoney) {
    await completeOrder(tx, { orderId, at });
  }
  const { total, walletAmount, due } = bill;
  const gateway = plan.method?.gateway;
  const payment = paymentId && gateway ? { id: paymentId, gateway } : undefined;
  const state = due === noMoney ? "paid" : "awaiting_payment";
  return {
    ok: true,
    value: { orderId, code, state, total, walletAmount, due, expiresAt, payment },
  };
}

function toInsert(plan: CheckoutPlan, code: string) {
  const { orderId, bill, method, at, expiresAt } = plan;
  const isManual = method?.gateway === manualGateway;
  return {
    orderId,
    code,
    customerId: plan.checkout.customerId,
    ...bill,
    voucherId: plan.voucher?.voucherId ?? null,
    at,
    expiresAt,
    items: plan.lines.map(({ productId, quantity, unitPrice, row: { name, kind } }) => ({
      productId,
      name,
      kind,
      quantity,
      unitPrice,
    })),
    payment: method && {
      gateway: method.gateway,
      method: method.method,
      amount: bill.due,
      state: isManual ? ("pending" as const) : ("created" as const),
      nextCheckAt: isManual ? null : new Date(at.getTime() + soonestCheck),
    },
  };
}

async function reserveUnits(tx: Tx, plan: CheckoutPlan): Promise<void> {
  const { orderId, lines, checkout } = plan;
  const { customerId } = checkout;
  const counted = lines.filter(({ row }) => row.isCounted);
  const reserved = await Promise.all(
    counted.map(({ productId, quantity }) =>
      reserveStock(tx, { orderId, customerId, productId, quantity }),
    ),
  );
  for (const [index, { productId, quantity }] of counted.entries()) {
    const available = reserved[index] ?? 0;
    if (available < quantity)
      throw new Overtaken({ ok: false, reason: "sold_out", detail: { productId, available } });
  }
}

async function tellAdmins(tx: Tx, orderId: OrderId, at: Date): Promise<void> {
  await queueMessages(tx, [
    {
      to: "admins",
      lane: "notice",
      message: { kind: "admin_new_order", orderId },
      dedupeKey: `admin_new_order:${orderId}`,
      at,
    },
  ]);
}

async function takeVoucher(tx: Tx, plan: CheckoutPlan): Promise<void> {
  const { voucher, orderId, checkout, at } = plan;
  if (!voucher) return;
  const { voucherId, discount } = voucher;
  const { customerId } = checkout;
  const taken = await reserveVoucher(tx, { voucherId, orderId, customerId, discount, at });
  if (taken.ok) return;
  const detail = { refusal: taken.reason, why: {} };
  throw new Overtaken({ ok: false, reason: "voucher", detail });
}

async function takeFromWallet(tx: Tx, plan: CheckoutPlan): Promise<void> {
  const { bill, orderId, checkout, at } = plan;
  if (bill.walletAmount === noMoney) return;
  const taken = await moveWallet(tx, {
    customerId: checkout.customerId,
    amount: rupiah(-bill.walletAmount),
    kind: "purchase",
    cause: `order:${orderId}:wallet`,
    orderId,
    at,
  });
  if (taken.ok) return;
  const detail = { balance: noMoney, needed: bill.walletAmount };
  throw new Overtaken({ ok: false, reason: "wallet_short", detail });
}
