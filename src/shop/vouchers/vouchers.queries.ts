import { desc, eq, lt, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { voucherProducts, vouchers } from "../../../db/schema/vouchers.ts";
import type { ProductId, VoucherId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";

export type VoucherRow = typeof vouchers.$inferSelect;

/** The newest first. */
export async function listVouchers(
  queryable: Queryable,
  { before, size }: { readonly before?: VoucherId | undefined; readonly size: number },
): Promise<{ readonly vouchers: readonly VoucherRow[]; readonly next: VoucherId | undefined }> {
  const rows = await queryable
    .select()
    .from(vouchers)
    .where(before === undefined ? undefined : lt(vouchers.id, before))
    .orderBy(desc(vouchers.id))
    .limit(size + 1);
  const page = rows.slice(0, size);
  return { vouchers: page, next: rows.length > size ? page.at(-1)?.id : undefined };
}

export async function findVoucher(
  queryable: Queryable,
  voucherId: VoucherId,
): Promise<(VoucherRow & { readonly productIds: readonly ProductId[] }) | undefined> {
  const [row] = await queryable.select().from(vouchers).where(eq(vouchers.id, voucherId));
  if (!row) return undefined;
  const products = await queryable
    .select({ id: voucherProducts.productId })
    .from(voucherProducts)
    .where(eq(voucherProducts.voucherId, voucherId))
    .orderBy(voucherProducts.productId);
  return { ...row, productIds: products.map(({ id }) => id) };
}

export type VoucherStatistics = {
  readonly reserved: number;
  readonly used: number;
  readonly released: number;
  readonly customers: number;
  /** What it took off paid orders. */
  readonly given: Rupiah;
  /** What those orders brought all the same. */
  readonly earned: Rupiah;
  readonly lastUsedAt: Date | null;
};

export async function voucherStatistics(
  queryable: Queryable,
  voucherId: VoucherId,
): Promise<VoucherStatistics> {
  const [row] = await queryable.execute<
    Omit<VoucherStatistics, "lastUsedAt"> & { lastUsedAt: string | null }
  >(sql`
    select count(*) filter (where u.state = 'reserved') as reserved,
      count(*) filter (where u.state = 'used') as used,
      count(*) filter (where u.state = 'released') as released,
      count(distinct u.customer_id) filter (where u.state = 'used') as customers,
      coalesce(sum(u.discount) filter (where u.state = 'used'), 0)::bigint as given,
      coalesce(sum(o.total) filter (where u.state = 'used'), 0)::bigint as earned,
      max(o.paid_at) filter (where u.state = 'used') as "lastUsedAt"
    from voucher_uses u join orders o on o.id = u.order_id
    where u.voucher_id = ${voucherId}`);
  if (!row) throw new Error("Statistics came back without a row");
  return { ...row, lastUsedAt: row.lastUsedAt === null ? null : new Date(row.lastUsedAt) };
}
