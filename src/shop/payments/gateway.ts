import type { Rupiah } from "../../lib/money.ts";
import type { Result } from "../../lib/result.ts";

/**
 * The face that every payment gateway shows to the shop. Base amounts are what the shop is
 * credited; what the buyer pays on top is the gateway's own fee, told by the gateway and never
 * computed here.
 */
export type PaymentGateway = {
  readonly name: string;
  /** The methods it offers and the base amounts that each takes. */
  readonly methods: readonly GatewayMethod[];
  /** Creates the charge, or finds it: the same reference with the same values is the same charge. */
  create(request: ChargeRequest): Promise<Result<Charge, GatewayRefusal, string>>;
  /** The only word that moves money: a callback is a hint to ask this. */
  status(query: ChargeQuery): Promise<Result<ChargeStatus, GatewayRefusal, string>>;
  /** `rejected` where the charge is already over: ask its status. */
  cancel(query: ChargeQuery): Promise<Result<"cancelled", GatewayRefusal, string>>;
  /** The fees for a base amount by method, where the gateway tells them beforehand. */
  fees(amount: Rupiah): Promise<Result<Readonly<Record<string, Rupiah>>, GatewayRefusal, string>>;
  /** Reads a callback without believing it. */
  readCallback(callback: GatewayCallback): Result<CallbackHint, "forged" | "malformed", string>;
};

/** The gateways of this shop by name; none where none is configured. */
export type Gateways = ReadonlyMap<string, PaymentGateway>;

export type GatewayMethod = { readonly code: string; readonly min: Rupiah; readonly max: Rupiah };

export type ChargeRequest = {
  readonly reference: string;
  readonly amount: Rupiah;
  readonly method: string;
};

export type ChargeQuery = {
  readonly reference: string;
  readonly transactionId: string;
  readonly amount: Rupiah;
  /** As the charge said; where it is known, a status that disagrees is `rejected`. */
  readonly isSandbox?: boolean;
};

export type Charge = {
  readonly transactionId: string;
  readonly reference: string;
  readonly amount: Rupiah;
  readonly fee: Rupiah;
  readonly total: Rupiah;
  readonly method: string;
  readonly qr?: string;
  readonly accountNumber?: string;
  readonly payUrl?: string;
  readonly expiresAt?: Date;
  readonly isSandbox: boolean;
};

export type ChargeState = "pending" | "completed" | "cancelled" | "expired";

export type ChargeStatus = {
  readonly transactionId: string;
  readonly reference: string;
  /** The base amount that the gateway says it credited: compare it with the one asked for. */
  readonly amount: Rupiah;
  readonly state: ChargeState;
  readonly completedAt?: Date;
  readonly isSandbox: boolean;
};

export type GatewayCallback = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

export type CallbackHint = {
  readonly reference: string;
  readonly transactionId?: string;
  readonly amount?: Rupiah;
  readonly state?: ChargeState;
};

/**
 * - `unavailable`: no answer, or a 5xx: it may have happened; ask again with the same values.
 * - `busy`: a rate limit, or asked again too soon (which never goes out); ask again later.
 * - `unknown`: the gateway does not know the charge.
 * - `rejected`: it understood and said no; asking again will not help.
 * - `misconfigured`: wrong key or project; the owner must act.
 */
export type GatewayRefusal = "unavailable" | "busy" | "unknown" | "rejected" | "misconfigured";
