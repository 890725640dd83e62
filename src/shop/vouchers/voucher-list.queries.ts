import { eq, type SQL, sql } from "drizzle-orm";
import type { Queryable } from "../../../db/client.ts";
import { vouchers } from "../../../db/schema/vouchers.ts";
import { normalCode } from "./voucher.ts";
import type { VoucherRow } from "./vouchers.queries.ts";

export type VoucherFilter = {
  readonly show: "active" | "over" | "hidden" | "all";
  readonly search: string;
  /** What is over is decided by this moment. */
  readonly at: Date;
};

export type VoucherList = {
  readonly vouchers: readonly VoucherRow[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
};

/** The newest first. */
export async function pageVouchers(
  queryable: Queryable,
  { page: wanted, pageSize, ...filter }: VoucherFilter & { page: number; pageSize: number },
): Promise<VoucherList> {
  const where = conditionOf(filter);
  const total = await queryable.$count(vouchers, where);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(Math.max(0, Math.trunc(wanted)), pages - 1);
  const rows = await queryable
    .select()
    .from(vouchers)
    .where(where)
    .orderBy(sql`id desc`)
    .limit(pageSize)
    .offset(page * pageSize);
  return { vouchers: rows, page, pages, total };
}

export async function findVoucherByCode(
  queryable: Queryable,
  code: string,
): Promise<Pick<VoucherRow, "id" | "code"> | undefined> {
  const [row] = await queryable
    .select({ id: vouchers.id, code: vouchers.code })
    .from(vouchers)
    .where(eq(sql`upper(${vouchers.code})`, normalCode(code)));
  return row;
}

// --- internal ---

function conditionOf({ show, search, at }: VoucherFilter): SQL {
  const isOver = sql`(coalesce(valid_until <= ${at.toISOString()}::timestamptz, false)
    or coalesce(taken >= total_limit, false))`;
  const shows = {
    active: sql`is_active and not ${isOver}`,
    over: sql`is_active and ${isOver}`,
    hidden: sql`not is_active`,
    all: sql`true`,
  };
  const pattern = `%${search
    .trim()
    .slice(0, 50)
    .replace(/[\\%_]/g, "\\$&")}%`;
  const found =
    search === "" ? sql`true` : sql`(code ilike ${pattern} or description ilike ${pattern})`;
  return sql`${shows[show]} and ${found}`;
}
