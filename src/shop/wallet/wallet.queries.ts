import { desc, eq } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { walletEntries, wallets } from "../../../db/schema/money.ts";
import type { CustomerId } from "../../lib/ids.ts";
import { noMoney, type Rupiah } from "../../lib/money.ts";

export type WalletEntry = typeof walletEntries.$inferSelect;

/** Somebody without a wallet has nothing in it. */
export async function walletOf(queryable: Queryable, customerId: CustomerId): Promise<Rupiah> {
  const [row] = await queryable
    .select({ balance: wallets.balance })
    .from(wallets)
    .where(eq(wallets.customerId, customerId));
  return row?.balance ?? noMoney;
}

export type LedgerPage = { readonly entries: readonly WalletEntry[]; readonly hasMore: boolean };

/** The newest first. */
export async function ledger(
  queryable: Queryable,
  {
    customerId,
    page,
    size,
  }: { readonly customerId: CustomerId; readonly page: number; readonly size: number },
): Promise<LedgerPage> {
  const entries = await queryable
    .select()
    .from(walletEntries)
    .where(eq(walletEntries.customerId, customerId))
    .orderBy(desc(walletEntries.id))
    .limit(size + 1)
    .offset(page * size);
  return { entries: entries.slice(0, size), hasMore: entries.length > size };
}
