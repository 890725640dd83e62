import type { Clock } from "../../lib/clock.ts";
import { buildQris, parseQris, withQrisField } from "../../lib/qris.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import { feeOf, isVirtualAccount, type SimulatedMethod } from "./tariff.ts";

export type SimulatedChargeState = "pending" | "completed" | "canceled" | "expired";

export type SimulatedCharge = {
  readonly txnId: string;
  readonly orderId: string;
  readonly version: 1 | 2;
  readonly method: SimulatedMethod;
  /** The base amount that was asked for. */
  readonly amount: number;
  readonly fee: number;
  readonly total: number;
  readonly qr?: string;
  readonly accountNumber?: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly isSandbox: boolean;
  state: SimulatedChargeState;
  /** The base amount that really came; differs from `amount` when the buyer paid something else. */
  paidAmount?: number;
  completedAt?: Date;
};

/** Money that came. Only what is credited is owed to the shop; the rest went back to the buyer. */
export type LedgerEntry = {
  readonly txnId: string;
  readonly orderId: string;
  readonly amount: number;
  readonly isCredited: boolean;
  readonly at: Date;
};

export type ChargeRegister = ReturnType<typeof makeChargeRegister>;

type Order = Pick<SimulatedCharge, "orderId" | "amount" | "method" | "version">;

export function makeChargeRegister(options: {
  clock: Clock;
  isSandbox: boolean;
  expiryMinutes: number;
}) {
  const { clock } = options;
  const byTxn = new Map<string, SimulatedCharge>();
  const byOrder = new Map<string, SimulatedCharge>();
  const ledger: LedgerEntry[] = [];

  function open(order: Order): SimulatedCharge {
    const charge = newCharge(order, byTxn.size + 1, options);
    byTxn.set(charge.txnId, charge);
    byOrder.set(charge.orderId, charge);
    return charge;
  }

  /** Nobody has to call: a charge past its time is over as soon as anyone looks. */
  function refreshed(charge: SimulatedCharge | undefined): SimulatedCharge | undefined {
    if (charge?.state === "pending" && charge.expiresAt <= clock.now()) charge.state = "expired";
    return charge;
  }

  return {
    ledger,
    all: (): SimulatedCharge[] => [...byTxn.values()],
    byTxnId: (txnId: string) => refreshed(byTxn.get(txnId)),
    byOrderId: (orderId: string) => refreshed(byOrder.get(orderId)),
    find: (id: string) => refreshed(byTxn.get(id) ?? byOrder.get(id)),

    /** The same order with the same values is the same charge; with others it is refused. */
    findOrOpen(order: Order): Result<SimulatedCharge, "order taken"> {
      const known = refreshed(byOrder.get(order.orderId));
      if (!known) return ok(open(order));
      const isSame = known.amount === order.amount && known.method === order.method;
      return isSame ? ok(known) : refuse("order taken");
    },

    /** Money arrives. A second payment of the same charge goes back to the buyer. */
    receive(charge: SimulatedCharge, amount: number, isLate: boolean): Result<LedgerEntry, "over"> {
      refreshed(charge);
      const isOver = charge.state === "canceled" || charge.state === "expired";
      if (isOver && !isLate) return refuse("over");
      const isCredited = charge.state !== "completed";
      const { txnId, orderId } = charge;
      const entry = { txnId, orderId, amount, isCredited, at: clock.now() };
      ledger.push(entry);
      if (isCredited) {
        charge.state = "completed";
        charge.paidAmount = amount;
        charge.completedAt = clock.now();
      }
      return ok(entry);
    },

    end(charge: SimulatedCharge, state: "canceled" | "expired"): Result<undefined, "over"> {
      if (refreshed(charge)?.state !== "pending") return refuse("over");
      charge.state = state;
      return ok(undefined);
    },
  };
}

// --- internal ---

/** A real QRIS, so that what reads QR codes meets the fields of life. */
const template =
  "00020101021226610016ID.CO.SHOPEE.WWW01189360091800216005230208216005230303UME51440014ID.CO.QRIS.WWW0215ID10243228429300303UME5204792953033605409100003.005802ID5907Pakasir6012KAB. KEBUMEN61055439262230519SP25RZRATEQI2HQ65Q46304A079";

function newCharge(
  { orderId, amount, method, version }: Order,
  sequence: number,
  { clock, isSandbox, expiryMinutes }: Parameters<typeof makeChargeRegister>[0],
): SimulatedCharge {
  const fee = feeOf(method, amount);
  const total = amount + fee;
  const createdAt = clock.now();
  const base = {
    txnId: newTxnId(),
    orderId,
    version,
    method,
    amount,
    fee,
    total,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + expiryMinutes * 60_000),
    isSandbox,
    state: "pending" as const,
  };
  return isVirtualAccount(method)
    ? { ...base, accountNumber: `8808${sequence.toString().padStart(12, "0")}` }
    : { ...base, qr: qrFor(total, base.txnId) };
}

/** Random, so that a simulator started anew never gives an id that a shop already knows. */
function newTxnId(): string {
  const letters = crypto.getRandomValues(new Uint8Array(9)).map((byte) => 97 + (byte % 26));
  return String.fromCharCode(...letters);
}

function qrFor(total: number, txnId: string): string {
  const fields = parseQris(template);
  if (!fields.ok) throw new Error(`The template of the QR code is ${fields.reason}`);
  const reference = txnId.toUpperCase().padStart(19, "S");
  const priced = withQrisField(fields.value, { tag: "54", value: `${total}.00` });
  const bill = `05${reference.length.toString().padStart(2, "0")}${reference}`;
  return buildQris(withQrisField(priced, { tag: "62", value: bill }));
}
