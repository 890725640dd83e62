import type { Db, Tx } from "../../../db/client.ts";
import type { Clock } from "../../lib/clock.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { minus, type Rupiah } from "../../lib/money.ts";
import { type Result, refuse } from "../../lib/result.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { queueMessages } from "../messages/queue-message.ts";
import { moveWallet, type WalletMoved, type WalletRefusal } from "./move-wallet.ts";

export type WalletAdjustment = {
  readonly customerId: CustomerId;
  /** Below zero takes from the wallet. */
  readonly amount: Rupiah;
  readonly reason: string;
  readonly actorId: number;
  /** Names this one tap, so that a repeated tap changes nothing. */
  readonly cause: string;
};

export type AdjustmentRefusal = WalletRefusal | "reason_missing" | "nothing_to_move";

export function adjustWallet(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  adjustment: WalletAdjustment,
): Promise<Result<WalletMoved, AdjustmentRefusal>> {
  return db.transaction((tx) => adjustWalletIn(tx, { ...adjustment, at: clock.now() }));
}

export async function adjustWalletIn(
  tx: Tx,
  { at, ...adjustment }: WalletAdjustment & { readonly at: Date },
): Promise<Result<WalletMoved, AdjustmentRefusal>> {
  const { customerId, amount, actorId } = adjustment;
  const reason = adjustment.reason.trim();
  if (reason === "") return refuse("reason_missing");
  if (amount === 0) return refuse("nothing_to_move");
  const cause = `adjustment:${adjustment.cause}`;
  const move = { customerId, amount, kind: "adjustment", cause, actorId, reason, at } as const;
  const moved = await moveWallet(tx, move);
  if (!moved.ok) return moved;

  const { balance, entryId } = moved.value;
  await writeAudit(tx, {
    at,
    actorId,
    action: "wallet.adjusted",
    subject: `customer:${customerId}`,
    before: { balance: minus(balance, amount) },
    after: { balance },
    note: reason,
  });
  await queueMessages(tx, [
    {
      to: { chatId: customerId },
      lane: "notice",
      message: { kind: "wallet_adjusted", amount, reason },
      dedupeKey: `wallet_adjusted:${entryId}`,
      at,
    },
  ]);
  return moved;
}
