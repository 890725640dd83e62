import type { Clock } from "../../lib/clock.ts";
import type { CustomerId, NewCode, OrderId, PaymentId, ProductId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import type { Gateways } from "../payments/gateway.ts";
import type { VoucherRefusal, VoucherRefusalDetail } from "../vouchers/voucher.ts";
import type { Unfair } from "./fair-use.ts";
import type { OrderState } from "./order.ts";

export type CheckoutDeps = {
  readonly clock: Clock;
  readonly newCode: NewCode;
  readonly gateways: Gateways;
  /** How long an unpaid order holds its units where the settings do not say. */
  readonly expiryMinutes: number;
};

export type CheckoutLine = { readonly productId: ProductId; readonly quantity: number };

export type Checkout = {
  readonly customerId: CustomerId;
  readonly lines: readonly CheckoutLine[] | "cart";
  /** The cart has a voucher of its own. */
  readonly voucherCode?: string | undefined;
  readonly useWallet: "none" | "all" | Rupiah;
  /** A gateway's method, `manual`, or `wallet` for the whole of it. */
  readonly method: string;
  /** What the person saw and agreed to, before the wallet's part. */
  readonly expectedTotal?: Rupiah | undefined;
};

export type PlacedOrder = {
  readonly orderId: OrderId;
  readonly code: string;
  readonly state: Extract<OrderState, "awaiting_payment" | "paid">;
  readonly total: Rupiah;
  readonly walletAmount: Rupiah;
  /** What is still to be paid, by this payment. */
  readonly due: Rupiah;
  readonly expiresAt: Date;
  readonly payment: { readonly id: PaymentId; readonly gateway: string } | undefined;
};

type Refused<Reason extends string, Detail> = {
  readonly ok: false;
  readonly reason: Reason;
  readonly detail: Readonly<Detail>;
};

export type CheckoutRefusal =
  | Refused<"maintenance", { message: string }>
  | Refused<"blocked", undefined>
  | Refused<"cart_empty", undefined>
  | Refused<"not_for_sale", { productId: ProductId }>
  | Refused<"too_many", { productId: ProductId; max: number }>
  | Refused<"sold_out", { productId: ProductId; available: number }>
  | Refused<"voucher", { refusal: VoucherRefusal; why: VoucherRefusalDetail }>
  | Refused<"price_changed", { expected: Rupiah; total: Rupiah }>
  | Refused<"wallet_off", undefined>
  | Refused<"wallet_short", { balance: Rupiah; needed: Rupiah }>
  | Refused<"method_off", { method: string }>
  | Refused<"outside_limits", { method: string; amount: Rupiah; min: Rupiah; max: Rupiah }>
  | Unfair;

export type PlaceOrderOutcome =
  | { readonly ok: true; readonly value: PlacedOrder }
  | CheckoutRefusal;
