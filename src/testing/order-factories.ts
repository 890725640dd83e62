import type { Db, RawSql } from "../../db/client.ts";
import { clockAt } from "../lib/clock.ts";
import type { CustomerId, NewCode, OrderId, ProductId } from "../lib/ids.ts";
import { type Rupiah, rupiah } from "../lib/money.ts";
import type { Checkout, CheckoutDeps, PlacedOrder } from "../shop/orders/checkout.ts";
import { placeOrder } from "../shop/orders/place-order.ts";
import type { Gateways, PaymentGateway } from "../shop/payments/gateway.ts";
import { moveWallet } from "../shop/wallet/move-wallet.ts";
import { opening } from "./catalog-factories.ts";

/** Methods and limits; nobody is called inside a transaction, and so here nobody is called. */
export function aGateway(): PaymentGateway {
  const never = () => Promise.reject(new Error("A gateway was called inside a transaction"));
  return {
    name: "pakasir",
    methods: [
      { code: "qris", min: rupiah(500), max: rupiah(10_000_000) },
      { code: "bri_va", min: rupiah(10_000), max: rupiah(50_000_000) },
    ],
    create: never,
    status: never,
    cancel: never,
    fees: never,
    readCallback: () => ({ ok: false, reason: "malformed", detail: "" }),
  };
}

export const theGateways: Gateways = new Map([["pakasir", aGateway()]]);

export function countingCodes(): NewCode {
  let count = 0;
  return (prefix) => `${prefix}-${String(++count).padStart(8, "0")}`;
}

export function aCounter(db: Db) {
  const clock = clockAt(opening);
  const deps = {
    db,
    clock,
    newCode: countingCodes(),
    gateways: theGateways,
    expiryMinutes: 15,
  };
  return deps satisfies CheckoutDeps & { db: Db };
}

export type Counter = ReturnType<typeof aCounter>;

export function aCheckout(
  customerId: CustomerId,
  productId: ProductId,
  more: Partial<Checkout> & { readonly quantity?: number } = {},
): Checkout {
  const { quantity = 1, ...rest } = more;
  const lines = [{ productId, quantity }];
  return { customerId, lines, useWallet: "none", method: "qris", ...rest };
}

/** For tests whose subject comes after the checkout. */
export async function aPlacedOrder(counter: Counter, checkout: Checkout): Promise<PlacedOrder> {
  const placed = await placeOrder(counter, checkout);
  if (!placed.ok) throw new Error(`The checkout was refused: ${placed.reason}`);
  return placed.value;
}

export async function aWalletWith(db: Db, customerId: CustomerId, amount: Rupiah): Promise<void> {
  const cause = `test:${customerId}:${crypto.randomUUID()}`;
  await db.transaction((tx) =>
    moveWallet(tx, { customerId, amount, kind: "deposit", cause, at: opening }),
  );
}

export type OrderFacts = {
  state: string;
  wallet_amount: number;
  payments: string[];
  reserved: number;
  sold: number;
  voucher: string | null;
  events: string[];
};

/** What the database says about an order, in the words that tests compare. */
export async function factsOf(raw: RawSql, orderId: OrderId): Promise<OrderFacts> {
  const [row] = await raw<OrderFacts[]>`
    select state, wallet_amount,
      array(select state from payments where order_id = o.id order by id) as payments,
      (select count(*) from product_contents where order_id = o.id and state = 'reserved') reserved,
      (select count(*) from product_contents where order_id = o.id and state = 'sold') sold,
      (select state from voucher_uses where order_id = o.id) as voucher,
      array(select event from order_events where order_id = o.id order by id) as events
    from orders o where id = ${orderId}`;
  if (!row) throw new Error(`There is no order ${orderId}`);
  return row;
}
