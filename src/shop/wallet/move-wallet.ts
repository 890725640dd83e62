import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import type { CustomerId, DepositId, OrderId, PaymentId } from "../../lib/ids.ts";
import { type Rupiah, rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";

export const walletEntryKinds = [
  "purchase",
  "give_back",
  "deposit",
  "payment",
  "refund",
  "adjustment",
] as const;
export type WalletEntryKind = (typeof walletEntryKinds)[number];

export type WalletMove = {
  readonly customerId: CustomerId;
  /** Below zero takes from the wallet. */
  readonly amount: Rupiah;
  readonly kind: WalletEntryKind;
  /** The same cause moves money once, as in `order:17:wallet`. */
  readonly cause: string;
  readonly orderId?: OrderId | undefined;
  readonly paymentId?: PaymentId | undefined;
  readonly depositId?: DepositId | undefined;
  readonly actorId?: number | undefined;
  readonly reason?: string | undefined;
  readonly at: Date;
};

export type WalletMoved = { readonly balance: Rupiah; readonly entryId: number };
export type WalletRefusal = "insufficient" | "already_done";

/**
 * The only way that money moves in or out of a wallet. The row lock on the wallet orders its
 * entries; it is the last lock of a transaction that also holds orders, units or vouchers.
 */
export async function moveWallet(
  tx: Queryable,
  move: WalletMove,
): Promise<Result<WalletMoved, WalletRefusal>> {
  // Locked by a statement of its own: the next one sees what those before us have committed.
  // Neither waits for the other's answer, so that both cost one journey.
  const [, [row]] = await Promise.all([
    tx.execute(sql`
      insert into wallets (customer_id) values (${move.customerId})
      on conflict (customer_id) do update set balance = wallets.balance`),
    tx.execute<{ entry_id: number | null; balance: number | null; is_done: boolean }>(moving(move)),
  ]);
  if (row?.is_done) return refuse("already_done");
  if (row?.entry_id == null || row.balance == null) return refuse("insufficient");
  return ok({ balance: rupiah(row.balance), entryId: row.entry_id });
}

// --- internal ---

function moving(move: WalletMove) {
  return sql`
    with moved as (
      update wallets set balance = balance + ${move.amount}::bigint
      where customer_id = ${move.customerId} and balance + ${move.amount}::bigint >= 0
        and not exists (select from wallet_entries where cause = ${move.cause})
      returning customer_id, balance
    ), entry as (
      insert into wallet_entries (customer_id, amount, balance, kind, cause, order_id, payment_id,
        deposit_id, actor_id, reason, at)
      select customer_id, ${move.amount}::bigint, balance, ${move.kind}, ${move.cause},
        ${move.orderId ?? null}::bigint, ${move.paymentId ?? null}::bigint,
        ${move.depositId ?? null}::bigint, ${move.actorId ?? null}::bigint,
        ${move.reason ?? null}::text, ${move.at.toISOString()}::timestamptz
      from moved returning id, balance
    )
    select (select id from entry) as entry_id, (select balance from entry) as balance,
      exists (select from wallet_entries where cause = ${move.cause}) as is_done`;
}
