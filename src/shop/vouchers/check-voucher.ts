import { eq, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { vouchers } from "../../../db/schema/vouchers.ts";
import type { CustomerId, ProductId, VoucherId } from "../../lib/ids.ts";
import type { Rupiah } from "../../lib/money.ts";
import { ok, type Result, refuse } from "../../lib/result.ts";
import {
  discountOf,
  normalCode,
  reasonAgainst,
  type Voucher,
  type VoucherRefusal,
  type VoucherRefusalDetail,
  type VoucherWish,
} from "./voucher.ts";

export type GrantedVoucher = {
  readonly voucherId: VoucherId;
  readonly code: string;
  readonly discount: Rupiah;
};

/** Says what a code would take off. Only `reserveVoucher` holds a use of it. */
export async function checkVoucher(
  queryable: Queryable,
  { code, ...wish }: VoucherWish & { readonly code: string },
): Promise<Result<GrantedVoucher, VoucherRefusal, VoucherRefusalDetail>> {
  const found = await findVoucher(queryable, code, wish.customerId);
  if (!found) return refuse("unknown", {});
  const { voucher, takenByCustomer } = found;
  const against = reasonAgainst(voucher, { ...wish, takenByCustomer });
  if (against) return refuse(against.reason, against.detail);
  const discount = discountOf(voucher, wish.lines);
  return ok({ voucherId: voucher.id, code: voucher.code, discount });
}

// --- internal ---

async function findVoucher(queryable: Queryable, code: string, customerId: CustomerId) {
  const [row] = await queryable
    .select({
      voucher: vouchers,
      productIds: sql<ProductId[]>`array(
        select product_id::float8 from voucher_products where voucher_id = ${vouchers.id})`,
      takenByCustomer: sql<number>`(select count(*) from voucher_uses
        where voucher_id = ${vouchers.id} and customer_id = ${customerId} and state <> 'released')`,
    })
    .from(vouchers)
    .where(eq(sql`upper(${vouchers.code})`, normalCode(code)));
  if (!row) return undefined;
  const { productIds, takenByCustomer } = row;
  const voucher: Voucher = { ...row.voucher, productIds };
  return { voucher, takenByCustomer };
}
