import type { Tx } from "../../../db/client.ts";
import type { CustomerId, OrderId } from "../../lib/ids.ts";
import { noMoney, type Rupiah } from "../../lib/money.ts";
import { releaseVouchers } from "../vouchers/take-voucher.ts";
import { moveWallet } from "../wallet/move-wallet.ts";
import { freeUnits } from "./free-units.ts";

export type EndedOrder = {
  readonly orderId: OrderId;
  readonly customerId: CustomerId;
  readonly walletAmount: Rupiah;
  readonly hasVoucher: boolean;
};

/** What orders that ended unpaid had taken: units, voucher uses and the wallet's part. */
export async function giveBack(
  tx: Tx,
  { orders, at }: { readonly orders: readonly EndedOrder[]; readonly at: Date },
): Promise<void> {
  if (orders.length === 0) return;
  await freeUnits(tx, { orderIds: orders.map(({ orderId }) => orderId), at });
  const withVoucher = orders.filter(({ hasVoucher }) => hasVoucher);
  if (withVoucher.length > 0) {
    await releaseVouchers(
      tx,
      withVoucher.map(({ orderId }) => orderId),
    );
  }
  const withWallet = orders.filter(({ walletAmount }) => walletAmount > noMoney);
  // Wallets are locked by rising customer id; a connection keeps the order of what it is sent.
  withWallet.sort((a, b) => a.customerId - b.customerId || a.orderId - b.orderId);
  await Promise.all(withWallet.map((order) => giveBackWallet(tx, order, at)));
}

// --- internal ---

function giveBackWallet(tx: Tx, order: EndedOrder, at: Date) {
  const { orderId, customerId, walletAmount: amount } = order;
  const cause = `order:${orderId}:give_back`;
  return moveWallet(tx, { customerId, amount, kind: "give_back", cause, orderId, at });
}
